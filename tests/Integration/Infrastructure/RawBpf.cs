using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BpfSharp.Integration.Infrastructure;

/// <summary>
/// bpf(2) without the library under test, for questions whose answer must not depend on it.
/// Field offsets are those of <c>union bpf_attr</c> in the kernel's <c>include/uapi/linux/bpf.h</c>.
/// </summary>
static unsafe partial class RawBpf
{
    const int Syscall = 321; // x86-64
    const int ProgramTypeTracing = 26, AttachFentry = 24;

    /// <summary>Makes an array map of one element: a descriptor, or minus errno.</summary>
    public static int CreateMap()
    {
        Span<int> attributes = [2 /* BPF_MAP_TYPE_ARRAY */, 4, 4, 1];
        return Call(0, MemoryMarshal.AsBytes(attributes));
    }

    /// <summary>Pins a map or program: 0, or minus errno.</summary>
    public static int Pin(int descriptor, string path)
    {
        byte[] name = [.. System.Text.Encoding.UTF8.GetBytes(path), 0];
        fixed (byte* p = name)
        {
            Span<byte> attributes = stackalloc byte[16];
            Put(attributes, 0, (ulong)p);
            Put(attributes, 8, descriptor);
            return Call(6, attributes);
        }
    }

    /// <summary>Loads an empty fentry program for a kernel function: a descriptor, or minus errno.</summary>
    public static int LoadEmptyFentry(int functionBtfId)
    {
        ReadOnlySpan<ulong> instructions = [0xb7 /* r0 = 0 */, 0x95 /* exit */];
        fixed (ulong* code = instructions)
        fixed (byte* license = "GPL\0"u8)
        {
            Span<byte> attributes = stackalloc byte[120];
            Put(attributes, 0, ProgramTypeTracing);
            Put(attributes, 4, instructions.Length);
            Put(attributes, 8, (ulong)code);
            Put(attributes, 16, (ulong)license);
            Put(attributes, 68, AttachFentry);
            Put(attributes, 108, functionBtfId);
            return Call(5, attributes);
        }
    }

    /// <summary>Attaches a program to a control group as if there were no links, with flags (0: as the only one): 0, or minus errno. Command 9 detaches.</summary>
    public static int AttachToCgroup(int folder, int program, int type, int flags, bool detach = false)
    {
        Span<int> attributes = [folder, program, type, flags];
        return Call(detach ? 9 : 8, MemoryMarshal.AsBytes(attributes));
    }

    /// <summary>The program that is pinned there: a descriptor, or minus errno.</summary>
    public static int OpenPinned(string path)
    {
        byte[] name = [.. System.Text.Encoding.UTF8.GetBytes(path), 0];
        fixed (byte* p = name)
        {
            Span<byte> attributes = stackalloc byte[16];
            Put(attributes, 0, (ulong)p);
            return Call(7, attributes);
        }
    }

    /// <summary>The program of an id: a descriptor, or minus errno.</summary>
    public static int OpenProgram(int id)
    {
        Span<int> attributes = [id, 0, 0];
        return Call(13, MemoryMarshal.AsBytes(attributes));
    }

    /// <summary>The instructions that the kernel runs, after its verifier; none when it does not tell. Ends the descriptor.</summary>
    public static ulong[] Translated(int descriptor)
    {
        // struct bpf_prog_info: the length in bytes at 20, where to put them at 32.
        Span<byte> information = stackalloc byte[40];
        Describe(information);
        ulong[] code = new ulong[Unsafe.ReadUnaligned<int>(ref information[20]) / 8];
        fixed (ulong* p = code)
        {
            information.Clear();
            Put(information, 20, code.Length * 8);
            Put(information, 32, (ulong)p);
            Describe(information);
        }
        Close(descriptor);
        return code;

        void Describe(Span<byte> information)
        {
            fixed (byte* p = information)
            {
                Span<byte> attributes = stackalloc byte[16];
                Put(attributes, 0, descriptor);
                Put(attributes, 4, information.Length);
                Put(attributes, 8, (ulong)p);
                int status = Call(15, attributes);
                if (status < 0)
                    throw new InvalidOperationException($"program {descriptor} is not described: {status}");
            }
        }
    }

    /// <summary>The ids of all programs (command 11), maps (12) or links (31) of this kernel.</summary>
    public static IEnumerable<int> Ids(int command)
    {
        int id = 0;
        while (TryNextId(command, ref id))
            yield return id;
    }

    public static void Close(int descriptor) => _ = CloseDescriptor(descriptor);

    static bool TryNextId(int command, ref int id)
    {
        Span<int> attributes = [id, 0, 0];
        if (Call(command, MemoryMarshal.AsBytes(attributes)) < 0)
            return false;
        id = attributes[1];
        return true;
    }

    static int Call(long command, Span<byte> attributes)
    {
        fixed (byte* p = attributes)
        {
            long result = SystemCall(Syscall, command, (nint)p, attributes.Length);
            return result < 0 ? -Marshal.GetLastPInvokeError() : (int)result;
        }
    }

    static void Put<T>(Span<byte> attributes, int offset, T value) where T : unmanaged =>
        Unsafe.WriteUnaligned(ref attributes[offset], value);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial long SystemCall(long number, long first, nint second, long third);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int CloseDescriptor(int descriptor);
}
