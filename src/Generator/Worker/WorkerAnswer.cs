using BpfSharp.Compiler.Worker;

namespace BpfSharp.Generator.Worker;

/// <summary>How a conversation with the worker went.</summary>
internal abstract record WorkerAnswer
{
    internal sealed record Answered(CompileResponse Response) : WorkerAnswer;

    /// <param name="Reason">What happened and what to do, for a person.</param>
    internal sealed record Failed(string Reason) : WorkerAnswer;
}
