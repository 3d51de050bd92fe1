namespace BpfSharp.Tests.Counting;

/// <summary>Used through a library that uses it, and directly.</summary>
[BpfLibrary]
public static class Counter
{
    /// <summary>Throws where the sum is too large: that is this project's default.</summary>
    public static int Add(int left, int right) => left + right;

    public static int AddFreely(int left, int right) => unchecked(left + right);

    public static byte Narrow(long value) => (byte)value;

    /// <summary>What follows the text of the library's own file, not that of the program's.</summary>
    public static int AtLeast(int value, int limit = Limits.Lowest) => value < limit ? limit : value;
}

internal static class Limits
{
    public const int Lowest = -1000;
}
