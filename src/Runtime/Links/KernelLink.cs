using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>An attachment held by descriptors: closing them detaches.</summary>
internal class KernelLink(KernelProgram program, FileHandle first, FileHandle? second = null) : BpfLink(program)
{
    private readonly KernelProgram _program = program;
    private bool _isClosed;

    public override bool IsAttached => !Volatile.Read(ref _isClosed);

    public override void Dispose()
    {
        _program.Remove(this);
        Close();
        GC.SuppressFinalize(this);
    }

    /// <summary>Detaches without telling the program.</summary>
    public void Close()
    {
        if (Interlocked.Exchange(ref _isClosed, true))
            return;
        Release();
    }

    protected virtual void Release()
    {
        first.Dispose();
        second?.Dispose();
    }
}
