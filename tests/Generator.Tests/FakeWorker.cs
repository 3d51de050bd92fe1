using BpfSharp.Compiler.Worker;

namespace BpfSharp.Generator.Tests;

/// <summary>A shell script in the place of the worker, to see what the generator makes of every way it can behave.</summary>
internal sealed class FakeWorker : IDisposable
{
    readonly string _directory = Directory.CreateTempSubdirectory("bpfsharp-test-").FullName;

    public FakeWorker(string script) => System.IO.File.WriteAllText(Path, script);

    /// <summary>One that reads the request and answers.</summary>
    public FakeWorker(CompileResponse response)
    {
        using (var file = System.IO.File.Create(File("response"))) response.Write(file);
        System.IO.File.WriteAllText(Path, $"cat > {File("request")}; cat {File("response")}");
    }

    public string Path => File("worker");

    public (string, string)[] Properties => [("BpfSharpDotNetHostPath", "/bin/sh"), ("BpfSharpWorkerPath", Path)];

    public CompileRequest Request
    {
        get
        {
            using var file = System.IO.File.OpenRead(File("request"));
            return CompileRequest.Read(file);
        }
    }

    public string File(string name) => System.IO.Path.Combine(_directory, name);

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
