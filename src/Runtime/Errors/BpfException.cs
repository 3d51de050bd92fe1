namespace BpfSharp;

/// <summary>Something the kernel or the loader refused: what was tried, the error number, and what to do about it.</summary>
public class BpfException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="errno">Linux error number; 0 when no system call failed.</param>
    /// <param name="operation">What was being done, to follow the words "Could not".</param>
    /// <param name="advice">Why it failed and what to do; whole sentences.</param>
    /// <param name="innerException">The cause, if another exception was.</param>
    public BpfException(int errno, string operation, string advice, Exception? innerException = null)
        : base(Compose(errno, operation, advice), innerException)
    {
        Errno = errno;
        Operation = operation;
        Advice = advice;
    }

    private protected BpfException(int errno, string operation, string advice, string message)
        : base(message)
    {
        Errno = errno;
        Operation = operation;
        Advice = advice;
    }

    /// <summary>Linux error number (a positive <c>errno</c>); 0 when no system call failed.</summary>
    public int Errno { get; }

    /// <summary>What was being done.</summary>
    public string Operation { get; }

    /// <summary>Why it failed and what to do about it.</summary>
    public string Advice { get; }

    private static string Compose(int errno, string operation, string advice) => errno == 0
        ? $"Could not {operation}. {advice}"
        : $"Could not {operation} ({BpfSharp.Errno.Name(errno)}). {advice}";
}
