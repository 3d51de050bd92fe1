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

    /// <summary>What the kernel says of the attachment.</summary>
    /// <exception cref="BpfUnsupportedException">It is none that the kernel keeps as a link: a socket's filter, a perf event before kernel 5.15, kprobes set one by one.</exception>
    public abstract BpfLinkInformation GetInformation();

    /// <summary>
    /// Gives the attachment a file in a bpf file system, which keeps it when this process ends and when it is disposed here.
    /// It ends when the file is deleted and nobody has it open: see <see cref="BpfPinnedLink"/>.
    /// </summary>
    /// <param name="path">A file that does not exist, usually below /sys/fs/bpf.</param>
    /// <exception cref="BpfUnsupportedException">It is none that the kernel keeps as a link, see <see cref="GetInformation"/>.</exception>
    /// <exception cref="BpfException">The kernel refused; the message says what to do.</exception>
    public abstract void Pin(string path);
}
