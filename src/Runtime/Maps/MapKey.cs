using System.Runtime.CompilerServices;

namespace BpfSharp;

/// <summary>
/// Makes keys fit to be compared byte by byte: the gaps between a struct's fields count for the kernel, and in C# they hold whatever
/// was there before. Programs clear them, and so does this.
/// </summary>
internal static unsafe class MapKey
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void* Of(BpfMap map, void* key)
    {
        if (map.KeyPadding is { } gaps)
            Clear((byte*)key, gaps);
        return key;
    }

    private static void Clear(byte* key, int[] gaps)
    {
        for (int index = 0; index < gaps.Length; index += 2)
            Unsafe.InitBlockUnaligned(key + gaps[index], 0, (uint)gaps[index + 1]);
    }
}
