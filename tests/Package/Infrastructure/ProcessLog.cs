namespace BpfSharp.Package.Tests;

/// <summary>Stands in for the .NET host that BpfSharp's build starts its worker with, and notes what it was asked to run.</summary>
internal sealed class ProcessLog
{
    readonly string _log;

    public ProcessLog(Workspace workspace)
    {
        _log = workspace.PathOf("../processes.log");
        string host = workspace.PathOf("../host.sh");
        File.WriteAllText(host, $"""
            #!/bin/sh
            echo "$2" >> "{_log}"
            exec dotnet "$@"
            """);
        File.SetUnixFileMode(host, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Option = $"-p:BpfSharpDotNetHostPath={host}";
    }

    /// <summary>Of MSBuild.</summary>
    public string Option { get; }

    /// <summary>The worker's verbs since this was last asked.</summary>
    public string[] Take()
    {
        if (!File.Exists(_log)) return [];
        string[] lines = File.ReadAllLines(_log);
        File.Delete(_log);
        return lines;
    }
}
