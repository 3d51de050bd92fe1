namespace BpfSharp.Compiler.Worker;

/// <summary>
/// The constants of the conversation with the LLVM worker: one request on its standard input, one response on its
/// standard output, both little-endian; a string is an int32 byte length and UTF-8, bytes are an int32 length and raw.
/// </summary>
internal static class WorkerProtocol
{
    public const int Version = 1;

    /// <summary>"BPFQ" and "BPFR" read as little-endian numbers.</summary>
    public const int RequestMagic = 0x51465042;
    public const int ResponseMagic = 0x52465042;

    /// <summary>Bounds that no honest message comes near; they keep a damaged one from taking the machine's memory.</summary>
    public const int MaxModules = 65_536;
    public const int MaxDiagnostics = 65_536;
    public const long MaxMessageBytes = 1L << 30;

    /// <summary>The pass pipeline of every real build.</summary>
    public const string DefaultPasses = "default<O2>";
}

/// <summary>A message that does not follow the protocol.</summary>
internal sealed class WorkerProtocolException(string message) : Exception(message);
