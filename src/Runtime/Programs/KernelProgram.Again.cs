using BpfSharp.Sys;

namespace BpfSharp;

internal sealed partial class KernelProgram
{
    private bool _wasAttachedByType;

    /// <summary>Loads the program once more.</summary>
    public Func<FileHandle>? Reload { get; set; }

    /// <summary>
    /// Attaches to what the program was verified for. Before kernel 5.13 such a program attaches once in its life
    /// (kernel/bpf/syscall.c, bpf_tracing_prog_attach): another one is loaded for the next time.
    /// </summary>
    private KernelLink AttachTyped(FileHandle program, string operation, ulong cookie)
    {
        KernelLink link;
        try
        {
            link = TracingLinks.AttachByType(this, program, Kind.Expected, operation, cookie);
        }
        catch (BpfException refused) when (refused.Errno == Errno.ENOENT && _wasAttachedByType && Reload is not null)
        {
            var fresh = Reload();
            Interlocked.Exchange(ref _handle, fresh)?.Dispose();
            link = TracingLinks.AttachByType(this, fresh, Kind.Expected, operation, cookie);
        }

        _wasAttachedByType = true;
        return link;
    }
}
