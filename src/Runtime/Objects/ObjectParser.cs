namespace BpfSharp.Objects;

internal static partial class ObjectParser
{
    public static ObjectSpec Parse(ReadOnlySpan<byte> elf, string name) => throw new BpfObjectFormatException("not written yet");
}
