namespace BpfSharp;

/// <summary>One attachment of a program. Disposing it detaches; so does the end of the process.</summary>
public abstract class BpfLink : IDisposable
{
    private protected BpfLink(BpfProgram program) => Program = program;

    /// <summary>The program attached.</summary>
    public BpfProgram Program { get; }

    /// <summary>Whether it is still attached from this side. An interface that vanishes does not change this.</summary>
    public abstract bool IsAttached { get; }

    /// <summary>Detaches. May be called twice.</summary>
    public abstract void Dispose();
}
