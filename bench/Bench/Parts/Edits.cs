using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace BpfSharp.Bench.Parts;

/// <summary>How long a person waits: a file that was edited is run again, and a project that is up to date is built again.</summary>
static partial class Edits
{
    public const string WithProgram = "C# with a program", Plain = "C# without BpfSharp", OurTargets = "BpfSharp's targets";

    public static void Measure(Workspace workspace, PackedPackage package, Rounds rounds)
    {
        string folder = workspace.Scratch("edits");
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        // Nothing of this repository's build reaches a user's folder.
        foreach (string file in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
            File.WriteAllText(Path.Combine(folder, file), "<Project />");
        File.WriteAllText(Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <packageSources><add key="feed" value="{package.Feed}" /></packageSources>
              <fallbackPackageFolders><add key="machine" value="{Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget/packages")}" /></fallbackPackageFolders>
            </configuration>
            """);
        Files(workspace, package, folder, rounds);
        UpToDate(package, folder, rounds);
    }

    /// <summary><c>dotnet run file.cs</c>, from the command to the first line that the new program says.</summary>
    private static void Files(Workspace workspace, PackedPackage package, string folder, Rounds rounds)
    {
        string source = File.ReadAllText(Path.Combine(workspace.Root, "examples/QuickStart/clone.cs"));
        int types = source.IndexOf("struct CloneEvent", StringComparison.Ordinal), statements = source.IndexOf("using var", StringComparison.Ordinal);
        string[] header = [$"#:package BpfSharp@{package.Version}", "#:property AllowUnsafeBlocks=true", "using System.Runtime.CompilerServices;", "using BpfSharp;"];
        // Loaded, so that the program is the new one; not attached, which would take as long as the kernel likes.
        string ours = string.Join('\n', header) + "\nusing var probe = new CloneProbe { MinPid = 2 };\nprobe.Load();\nConsole.WriteLine(\"EDIT\");\n" + source[types..].Replace("MinPid) return 0;", "MinPid + EDIT) return 0;", StringComparison.Ordinal);
        if (statements < 0 || !source[types..].Contains("MinPid) return 0;", StringComparison.Ordinal))
            throw new InvalidOperationException("examples/QuickStart/clone.cs is no longer what is edited here");
        string plain = "#:property AllowUnsafeBlocks=true\nConsole.WriteLine(\"EDIT\");\n";
        for (int round = -2; round < 9; round++)
        {
            foreach ((string side, string text) in Rounds.Turns(round + 2, [(WithProgram, ours), (Plain, plain)]))
            {
                string file = Path.Combine(folder, side == Plain ? "plain.cs" : "clone.cs"), edit = (1000 + round).ToString(CultureInfo.InvariantCulture);
                File.WriteAllText(file, text.Replace("EDIT", edit, StringComparison.Ordinal));
                double edited = Run(file, edit), again = Run(file, edit);
                if (round < 0)
                    continue; // restored, and the compiler's server warmed up
                rounds.Add("a file, edited and run", "edit", "ms", side, Math.Round(edited, 1));
                rounds.Add("a file, run again", "edit", "ms", side, Math.Round(again, 1));
            }
        }
    }

    private static double Run(string file, string expected)
    {
        Stopwatch clock = Stopwatch.StartNew();
        string output = Command.Run("dotnet", "run", file);
        double milliseconds = clock.Elapsed.TotalMilliseconds;
        return output.TrimEnd().Split('\n')[^1] == expected ? milliseconds : throw new InvalidOperationException($"dotnet run {file} said '{output}' and not '{expected}': this is not the program that was written");
    }

    /// <summary>What BpfSharp's targets take of a build that has nothing to do, by MSBuild's own account.</summary>
    private static void UpToDate(PackedPackage package, string folder, Rounds rounds)
    {
        string project = Path.Combine(folder, "app/app.csproj");
        Directory.CreateDirectory(Path.GetDirectoryName(project)!);
        File.WriteAllText(project, $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><AllowUnsafeBlocks>true</AllowUnsafeBlocks><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
              <ItemGroup><PackageReference Include="BpfSharp" Version="{package.Version}" /></ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(folder, "app/Counter.cs"), """
            using BpfSharp;
            [BpfObject]
            public sealed partial class Counter
            {
                public partial ref ulong Count { get; }
                [RawTracepoint("sched_process_fork")]
                int OnFork() { Count++; return 0; }
            }
            """);
        Command.Run("dotnet", "build", project, "-nodeReuse:false");
        for (int round = 0; round < 5; round++)
        {
            string output = Command.Run("dotnet", "build", project, "--no-restore", "-nodeReuse:false", "-v:quiet", "-clp:PerformanceSummary");
            rounds.Add("a project that is up to date", "edit", "ms", OurTargets, TargetTime().Matches(output).Sum(m => double.Parse(m.Groups[1].ValueSpan, CultureInfo.InvariantCulture)));
        }
    }

    [GeneratedRegex(@"^\s*(\d+) ms\s+_?BpfSharp\w+\s+\d+ calls?", RegexOptions.Multiline)]
    private static partial Regex TargetTime();
}
