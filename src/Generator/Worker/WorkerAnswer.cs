using BpfSharp.Compiler.Worker;

namespace BpfSharp.Generator.Worker;

/// <summary>How a conversation with the worker went.</summary>
internal abstract record WorkerAnswer
{
    internal sealed record Answered(CompileResponse Response) : WorkerAnswer;

    /// <param name="Reason">What happened and what to do, for a person.</param>
    /// <param name="HasStarted">Whether it was the worker that failed, and not its start.</param>
    internal sealed record Failed(string Reason, bool HasStarted = true) : WorkerAnswer;
}
