using System.Runtime.InteropServices;

namespace BpfSharp;

public static unsafe partial class Bpf
{
    /// <summary>Reads a zero-terminated string of the kernel's (<c>bpf_probe_read_kernel_str</c>, kernel 5.5).</summary>
    /// <typeparam name="T">A <see cref="FixedString64"/> or another of its family. Behind the text its bytes are zero up to 512 bytes, and as they were beyond.</typeparam>
    /// <param name="source">Kernel address.</param>
    /// <param name="text">Receives the text, cut where there is no more room; empty on failure.</param>
    /// <returns>False when the address is not readable.</returns>
    /// <exception cref="InvalidOperationException">Not in a program, and no simulated kernel entered.</exception>
    public static bool TryReadKernelString<T>(byte* source, out T text)
        where T : unmanaged, IFixedString => TryReadString(source, isUser: false, out text);

    /// <summary>Reads a zero-terminated string of the current task (<c>bpf_probe_read_user_str</c>, kernel 5.5).</summary>
    /// <typeparam name="T">A <see cref="FixedString64"/> or another of its family. Behind the text its bytes are zero up to 512 bytes, and as they were beyond.</typeparam>
    /// <param name="source">User address.</param>
    /// <param name="text">Receives the text, cut where there is no more room; empty on failure.</param>
    /// <returns>False when the address is not readable or not in memory.</returns>
    /// <exception cref="InvalidOperationException">Not in a program, and no simulated kernel entered.</exception>
    public static bool TryReadUserString<T>(byte* source, out T text)
        where T : unmanaged, IFixedString => TryReadString(source, isUser: true, out text);

    /// <summary>
    /// The path of an open file (<c>bpf_d_path</c>, kernel 5.10): in iterators (5.12) and in fentry and fexit programs of the
    /// few functions the kernel allows it in, such as <c>security_file_open</c>, <c>vfs_getattr</c> and <c>filp_close</c>.
    /// </summary>
    /// <typeparam name="TPath">A struct marked <c>[KernelType("path")]</c>.</typeparam>
    /// <typeparam name="T">A <see cref="FixedString256"/> or another of its family.</typeparam>
    /// <param name="path">The path, reached from an argument: <c>&amp;file->f_path</c>.</param>
    /// <param name="text">Receives the path from the root of the current task; empty on failure.</param>
    /// <returns>False when there was not enough room: a path is never cut.</returns>
    /// <exception cref="InvalidOperationException">Not in a program: a simulated kernel has no files.</exception>
    public static bool TryGetPath<TPath, T>(TPath* path, out T text)
        where TPath : unmanaged
        where T : unmanaged, IFixedString => throw new InvalidOperationException("A simulated kernel has no files: Bpf.TryGetPath works in programs only.");

    private static bool TryReadString<T>(byte* source, bool isUser, out T text)
        where T : unmanaged, IFixedString
    {
        text = default;
        var bytes = MemoryMarshal.AsBytes(new Span<T>(ref text));
        // One byte more than there is room for, so that a text that is cut is known to be.
        byte[] found = new byte[bytes.Length];
        int length = 0;
        for (; length < found.Length; length++)
        {
            if (!Host.Memory.TryRead(source + length, isUser, out found[length]))
                return false;
            if (found[length] == 0)
                break;
        }

        FixedText.Write(bytes, found.AsSpan(0, length));
        return true;
    }
}
