using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>An attachment held by descriptors: closing them detaches.</summary>
internal class KernelLink(KernelProgram program, FileHandle first, FileHandle? second = null) : BpfLink(program)
{
    private readonly KernelProgram _program = program;
    private bool _isClosed;

    public override bool IsAttached => !Volatile.Read(ref _isClosed);

    /// <summary>The kernel's link; null for attachments that are none.</summary>
    protected virtual FileHandle? Link => first;

    /// <summary>Times that what it is attached to came by without the program; null when nobody counts it.</summary>
    public virtual ulong? Missed => null;

    public override BpfLinkInformation GetInformation() => LinkFiles.Describe(RequireLink("ask about"));

    public override void Pin(string path) => LinkFiles.Pin(RequireLink("pin"), path, $"pin an attachment of program {_program.Name} at {path}");

    private FileHandle RequireLink(string what)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isClosed), typeof(BpfLink));
        return Link ?? throw new BpfUnsupportedException(BpfFeature.PerfEventLinks, 0, $"{what} an attachment of program {_program.Name}",
            "The kernel keeps no link for it: perf events (kprobes, tracepoints) have links from kernel 5.15, kprobes on many functions from 5.18, and filters of sockets have none.");
    }

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
