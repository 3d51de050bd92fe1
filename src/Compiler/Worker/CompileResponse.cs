using System.Collections.Immutable;

namespace BpfSharp.Compiler.Worker;

internal enum CompileOutcome : byte
{
    Done = 0,
    LlvmUnusable = 1,
    BadRequest = 2,
}

/// <summary>What the worker answers.</summary>
/// <param name="Message">Why nothing was compiled and what to do; empty when done.</param>
/// <param name="LlvmVersion">For example <c>19.1.7</c>; empty when LLVM was not reached.</param>
/// <param name="Modules">One result for each module of the request, in its order; empty unless done.</param>
internal sealed record CompileResponse(CompileOutcome Outcome, string Message, string LlvmVersion, ImmutableArray<ModuleResult> Modules)
{
    public static CompileResponse Failed(CompileOutcome outcome, string message, string llvmVersion = "") => new(outcome, message, llvmVersion, []);

    public void Write(Stream stream)
    {
        var writer = new WireWriter(stream);
        writer.Int32(WorkerProtocol.ResponseMagic);
        writer.Int32(WorkerProtocol.Version);
        writer.Byte((byte)Outcome);
        writer.String(Message);
        writer.String(LlvmVersion);
        writer.Int32(Modules.Length);
        foreach (var module in Modules) module.Write(writer);
        writer.Flush();
    }

    /// <exception cref="WorkerProtocolException">The bytes are not a response of this version, or end too early.</exception>
    public static CompileResponse Read(Stream stream)
    {
        var reader = new WireReader(stream);
        reader.Header(WorkerProtocol.ResponseMagic, "response");
        byte outcome = reader.Byte("the outcome");
        if (outcome > (byte)CompileOutcome.BadRequest) throw new WorkerProtocolException($"The outcome is {outcome}, which this version does not know.");
        string message = reader.String("the message");
        string llvmVersion = reader.String("the LLVM version");
        int count = reader.Count("modules", WorkerProtocol.MaxModules);
        var modules = ImmutableArray.CreateBuilder<ModuleResult>();
        for (int i = 0; i < count; i++) modules.Add(ModuleResult.Read(reader));
        return new CompileResponse((CompileOutcome)outcome, message, llvmVersion, modules.ToImmutable());
    }
}
