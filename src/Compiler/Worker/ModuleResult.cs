using System.Collections.Immutable;

namespace BpfSharp.Compiler.Worker;

/// <summary>What became of one module.</summary>
/// <param name="Object">The ELF object; empty when there are errors.</param>
internal sealed record ModuleResult(bool Ok, ImmutableArray<BackendDiagnostic> Diagnostics, byte[] Object)
{
    public static ModuleResult Failed(params ReadOnlySpan<BackendDiagnostic> diagnostics) => new(false, ImmutableArray.Create(diagnostics.ToArray()), []);
    public static ModuleResult Failed(string message) => Failed(BackendDiagnostic.Error(message));

    public void Write(WireWriter writer)
    {
        writer.Byte(Ok ? (byte)1 : (byte)0);
        writer.Int32(Diagnostics.Length);
        foreach (var diagnostic in Diagnostics)
        {
            writer.Byte((byte)diagnostic.Severity);
            writer.String(diagnostic.File);
            writer.Int32(diagnostic.Line);
            writer.Int32(diagnostic.Column);
            writer.String(diagnostic.Function);
            writer.String(diagnostic.Message);
        }
        writer.Bytes(Object);
    }

    public static ModuleResult Read(WireReader reader)
    {
        bool ok = reader.Byte("a module's result") switch
        {
            0 => false,
            1 => true,
            var other => throw new WorkerProtocolException($"A module's result is {other}; it must be 0 or 1."),
        };
        int count = reader.Count("diagnostics", WorkerProtocol.MaxDiagnostics);
        var diagnostics = ImmutableArray.CreateBuilder<BackendDiagnostic>();
        for (int i = 0; i < count; i++)
        {
            byte severity = reader.Byte("a severity");
            if (severity > (byte)BackendSeverity.Warning) throw new WorkerProtocolException($"A severity is {severity}; it must be 0 or 1.");
            string file = reader.String("a diagnostic's file");
            int line = reader.Int32("a diagnostic's line");
            int column = reader.Int32("a diagnostic's column");
            string function = reader.String("a diagnostic's function");
            diagnostics.Add(new BackendDiagnostic((BackendSeverity)severity, file, line, column, function, reader.String("a diagnostic's message")));
        }
        return new ModuleResult(ok, diagnostics.ToImmutable(), reader.Bytes("an object"));
    }
}

internal enum BackendSeverity : byte
{
    Error = 0,
    Warning = 1,
}

/// <summary>Something LLVM said about a module.</summary>
/// <param name="File">The C# file from the debug information; empty when LLVM gave no place.</param>
/// <param name="Line">One-based; 0 when unknown.</param>
/// <param name="Column">One-based; 0 when unknown.</param>
/// <param name="Function">The BPF function; empty when unknown.</param>
internal sealed record BackendDiagnostic(BackendSeverity Severity, string File, int Line, int Column, string Function, string Message)
{
    public static BackendDiagnostic Error(string message) => new(BackendSeverity.Error, "", 0, 0, "", message);
}
