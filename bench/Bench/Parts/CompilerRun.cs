using System.Diagnostics;
using System.Text.Json;

namespace BpfSharp.Bench.Parts;

/// <summary>
/// The compiler as a build calls it, without MSBuild, whose own seconds would drown it.
/// </summary>
sealed class CompilerRun : IDisposable
{
    private readonly string _roslyn, _pipe = $"bpfsharp-bench-{Environment.ProcessId}", _dotnet, _cache, _assembly, _responses;
    private readonly string[] _arguments;

    public CompilerRun(Workspace workspace, PackedPackage package)
    {
        _dotnet = Path.Combine(Environment.GetEnvironmentVariable("DOTNET_ROOT") ?? throw new InvalidOperationException("eng/bench sets DOTNET_ROOT"), "dotnet");
        _roslyn = Path.Combine(Path.GetDirectoryName(_dotnet)!, "sdk", Command.Run(_dotnet, "--version").Trim(), "Roslyn/bincore");
        string project = Path.Combine(workspace.Root, "bench/Build/BpfSharp.Bench.Build.csproj");
        // Everything but the compilation itself, whose command line is the answer.
        Command.Run([_dotnet, "build", project, "-c", "Release", "-v", "quiet", "-nodeReuse:false", .. package.Options]);
        string answer = Command.Run([_dotnet, "msbuild", project, "-t:Compile", "-p:Configuration=Release", "-p:SkipCompilerExecution=true",
            "-p:ProvideCommandLineArgs=true", "-p:NonExistentFile=/always", "-nodeReuse:false", "-getItem:CscCommandLineArgs", .. package.Options]);
        using JsonDocument json = JsonDocument.Parse(answer);
        string[] all = [.. json.RootElement.GetProperty("Items").GetProperty("CscCommandLineArgs").EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!)];
        // Sources are the arguments without a slash option in front; those of the SDK stay.
        string folder = Path.GetDirectoryName(project)!;
        _arguments = [.. all.Where(a => a != "/noconfig").Select(a => Absolute(a, folder))];
        _assembly = _arguments.First(a => a.StartsWith("/out:", StringComparison.Ordinal))["/out:".Length..];
        _cache = Path.Combine(Path.GetDirectoryName(_assembly)!, "bpf");
        _responses = workspace.Scratch("build/arguments.rsp");
    }

    /// <summary>Forgets all objects that were compiled before.</summary>
    public void Clean()
    {
        if (Directory.Exists(_cache))
            Directory.Delete(_cache, recursive: true);
    }

    /// <summary>Milliseconds from the sources to the assembly and the object files.</summary>
    /// <param name="withBpf">Whether the generator and the analyzer of BpfSharp take part.</param>
    /// <param name="withServer">Whether a compiler that has compiled before does it, as in every build but the first.</param>
    public double Time(string[] sources, bool withBpf, bool withServer)
    {
        IEnumerable<string> arguments = withBpf ? _arguments : _arguments.Where(a => !(a.StartsWith("/analyzer:", StringComparison.Ordinal) && a.Contains("BpfSharp")));
        File.WriteAllLines(_responses, arguments.Concat(sources).Select(a => a.StartsWith('/') && a.Contains(':') ? a : $"\"{a}\""));
        File.Delete(_assembly);
        Stopwatch clock = Stopwatch.StartNew();
        string[] server = withServer ? ["/shared:" + _pipe] : [];
        Command.Run([_dotnet, "exec", Path.Combine(_roslyn, "csc.dll"), "/noconfig", .. server, "@" + _responses]);
        return clock.Elapsed.TotalMilliseconds;
    }

    public void Dispose() => Command.Run(Path.Combine(_roslyn, "VBCSCompiler"), "-pipename:" + _pipe, "-shutdown");

    private static string Absolute(string argument, string folder)
    {
        if (!argument.StartsWith('/') || File.Exists(argument))
            return Path.GetFullPath(argument, folder);
        foreach (string option in (string[])["/out:", "/refout:", "/pdb:", "/doc:"])
        {
            if (argument.StartsWith(option, StringComparison.Ordinal))
                return option + Path.GetFullPath(argument[option.Length..], folder);
        }
        return argument;
    }
}
