using System.Text;
using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>Why the kernel refused an object's types.</summary>
internal static unsafe class BtfErrors
{
    private const int LogSize = 1 << 16;

    /// <summary>Asks once more with a log, and quotes what it says last.</summary>
    public static BpfException Create(string objectName, BtfLoadAttribute attribute, int errno)
    {
        string operation = $"load the type information (BTF) of object {objectName}";
        if (PrivilegeErrors.Explain(errno, operation, Capability.Bpf) is { } lacking)
            return lacking;
        byte[] log = new byte[LogSize];
        fixed (byte* buffer = log)
        {
            attribute.LogBuffer = (ulong)buffer;
            attribute.LogSize = LogSize;
            attribute.LogLevel = 1;
            using var handle = BpfSyscall.Open(BpfCommand.BtfLoad, ref attribute, out _);
        }

        int end = Array.IndexOf(log, (byte)0);
        string text = Encoding.UTF8.GetString(log, 0, end < 0 ? log.Length : end).Trim();
        string said = text.Length == 0 ? "" : $" It says: {text[(text.LastIndexOf('\n') + 1)..]}";
        return new(errno, operation, $"The kernel does not accept it: the compiler wrote something this kernel does not know or that is wrong.{said}");
    }
}
