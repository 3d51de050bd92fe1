using BpfSharp.Compiler.Worker;

namespace BpfSharp.Compiler.Llvm.Tests;

/// <summary>The modules in <c>Ir/</c>, and places to work in.</summary>
internal static class Fixtures
{
    public static CompileModule Module(string name, string cpu = "v3", string passes = WorkerProtocol.DefaultPasses) =>
        new(name, cpu, passes, File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Ir", name + ".ll")));

    public static CompileRequest Request(params CompileModule[] modules) => new("", [.. modules]);

    /// <summary>The first of the names that the system's library folder has; null when it has none.</summary>
    public static string? Library(params string[] names) =>
        names.SelectMany(static name => new[] { "/usr/lib/x86_64-linux-gnu/", "/usr/lib/aarch64-linux-gnu/", "/usr/lib64/", "/usr/lib/" }.Select(folder => folder + name)).FirstOrDefault(File.Exists);
}

/// <summary>A directory for one test.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("bpfsharp-test-").FullName;
    public string File(string name) => System.IO.Path.Combine(Path, name);
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
