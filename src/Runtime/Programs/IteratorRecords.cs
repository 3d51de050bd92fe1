using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>What an iterator's program writes in one run, as records.</summary>
internal static class IteratorRecords
{
    private const int UsualBuffer = 64 * 1024;

    /// <param name="link">Says what is gone through.</param>
    /// <param name="operation">What is being done, for messages.</param>
    public static IEnumerable<T> Read<T>(FileHandle link, string operation)
        where T : unmanaged
    {
        using var run = IteratorLinks.Open(link, operation);
        byte[] buffer = new byte[Math.Max(UsualBuffer, 16 * Unsafe.SizeOf<T>())];
        int held = 0;
        while (true)
        {
            int read = IteratorLinks.Read(run, buffer.AsSpan(held), operation);
            if (read == 0)
                break;
            held += read;
            int used = 0;
            for (; held - used >= Unsafe.SizeOf<T>(); used += Unsafe.SizeOf<T>())
                yield return MemoryMarshal.Read<T>(buffer.AsSpan(used));
            buffer.AsSpan(used, held - used).CopyTo(buffer);
            held -= used;
        }

        if (held > 0)
            throw new BpfException(0, operation, $"The program wrote {held} bytes that are no whole record of {Unsafe.SizeOf<T>()}: it writes records of another size.");
    }
}
