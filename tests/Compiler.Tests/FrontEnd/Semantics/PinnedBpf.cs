using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BpfSharp.Compiler.Tests.FrontEnd.Semantics;

/// <summary>
/// A program or map that something else loaded and pinned, by bpf(2) itself: a process of bpftool for each call takes a hundred times as long.
/// Commands and field offsets are those of <c>union bpf_attr</c> in the kernel's <c>include/uapi/linux/bpf.h</c>.
/// </summary>
internal sealed unsafe partial class PinnedBpf : IDisposable
{
    private const int Lookup = 1, ObjectGet = 7, TestRun = 10, InfoByFd = 15;
    private const int Syscall = 321; // x86-64

    private readonly int _fd;

    public PinnedBpf(string path)
    {
        byte[] name = [.. System.Text.Encoding.UTF8.GetBytes(path), 0];
        fixed (byte* p = name)
        {
            Span<byte> attributes = stackalloc byte[16];
            Put(attributes, 0, (ulong)p);
            _fd = Call(ObjectGet, attributes);
        }
    }

    /// <summary>What the program returns for a packet and a context.</summary>
    public int Run(ReadOnlySpan<byte> packet, ReadOnlySpan<byte> context)
    {
        fixed (byte* data = packet, contextData = context)
        {
            Span<byte> attributes = stackalloc byte[80];
            Put(attributes, 0, _fd);
            Put(attributes, 8, packet.Length);
            Put(attributes, 16, (ulong)data);
            Put(attributes, 40, context.Length);
            Put(attributes, 48, (ulong)contextData);
            Call(TestRun, attributes);
            return Unsafe.ReadUnaligned<int>(ref attributes[4]);
        }
    }

    /// <summary>The value of an array map's first element.</summary>
    public byte[] FirstValue()
    {
        byte[] value = new byte[ValueSize()];
        int key = 0;
        fixed (byte* p = value)
        {
            Span<byte> attributes = stackalloc byte[32];
            Put(attributes, 0, _fd);
            Put(attributes, 8, (ulong)&key);
            Put(attributes, 16, (ulong)p);
            Call(Lookup, attributes);
        }
        return value;
    }

    private int ValueSize()
    {
        Span<int> info = stackalloc int[4]; // type, id, key_size, value_size
        fixed (int* p = info)
        {
            Span<byte> attributes = stackalloc byte[16];
            Put(attributes, 0, _fd);
            Put(attributes, 4, info.Length * sizeof(int));
            Put(attributes, 8, (ulong)p);
            Call(InfoByFd, attributes);
        }
        return info[3];
    }

    public void Dispose() => _ = Close(_fd);

    private static int Call(int command, Span<byte> attributes)
    {
        fixed (byte* p = attributes)
        {
            long result = SystemCall(Syscall, command, (nint)p, attributes.Length);
            return result < 0 ? throw new Win32Exception(Marshal.GetLastPInvokeError()) : (int)result;
        }
    }

    private static void Put<T>(Span<byte> attributes, int offset, T value)
        where T : unmanaged => Unsafe.WriteUnaligned(ref attributes[offset], value);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial long SystemCall(long number, long command, nint attributes, long size);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
