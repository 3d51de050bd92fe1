namespace BpfSharp.Package.Tests;

/// <summary>Stands in for what BpfSharp's build starts its worker with, the .NET host or the native worker itself, and notes what it was asked to run.</summary>
internal sealed class ProcessLog
{
    readonly string _log;

    public ProcessLog(Workspace workspace, PackedPackage package)
    {
        _log = workspace.PathOf("../processes.log");
        Options =
        [
            "-p:BpfSharpDotNetHostPath=" + Script("host.sh", """echo "$2" """, "dotnet"),
            .. package.NativeWorker is { } native ? ["-p:BpfSharpNativeWorkerPath=" + Script("native.sh", """echo "$1" """, native)] : (string[])[],
        ];

        string Script(string name, string note, string program)
        {
            string script = workspace.PathOf("../" + name);
            File.WriteAllText(script, $"""
                #!/bin/sh
                {note}>> "{_log}"
                exec "{program}" "$@"
                """);
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            return script;
        }
    }

    /// <summary>Of MSBuild.</summary>
    public string[] Options { get; }

    /// <summary>The worker's verbs since this was last asked.</summary>
    public string[] Take()
    {
        if (!File.Exists(_log)) return [];
        string[] lines = File.ReadAllLines(_log);
        File.Delete(_log);
        return lines;
    }
}
