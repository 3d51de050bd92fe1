namespace BpfSharp;

public static unsafe partial class Bpf
{
    /// <summary>
    /// Prints a line to the kernel's trace pipe (<c>bpf_trace_printk</c>, kernel 4.1; more than three values need 5.16).
    /// For debugging: the pipe is shared by the whole machine. Read it with <see cref="TracePipe"/>.
    /// </summary>
    /// <param name="message">An interpolated string.</param>
    /// <exception cref="InvalidOperationException">Not in a program, and no simulated kernel entered.</exception>
    public static void Printk(PrintkHandler message) => Host.AddPrintk(message.ToText());

    /// <summary>Prints a line to the kernel's trace pipe.</summary>
    /// <param name="message">Constant text.</param>
    /// <exception cref="InvalidOperationException">Not in a program, and no simulated kernel entered.</exception>
    public static void Printk(string message) => Host.AddPrintk(message);
}
