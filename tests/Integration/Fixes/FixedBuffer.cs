using System.Runtime.CompilerServices;

namespace BpfSharp.Integration.Fixes;

[BpfObject]
public sealed partial class FixedBuffer
{
    [BpfMap(MaxEntries = 1)] private partial PerCpuArrayMap<TextBuffer> TextScratch { get; }

    [InlineArray(600)]
    private struct TextBuffer
    {
        private byte _first;
    }

    public partial ref int Index { get; }

    [SocketFilter]
    int Run()
    {
        Span<byte> text = TextScratch.GetValueRefOrNullRef(0);
        text.Clear();
        int before = text[599];
        text[599] = 7;
        return before == 0 && (uint)Index < 600 ? text[Index] : 1;
    }
}
