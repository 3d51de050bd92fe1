using static BpfSharp.Compiler.Llvm.Tests.Fixtures;

namespace BpfSharp.Compiler.Llvm.Tests;

public sealed class ElfSymbolsTests
{
    static readonly byte[] Object = Worker.Compile(Request(Module("counter"))).Modules[0].Object;

    [Fact]
    public void A_complete_object_leaves_nothing_undefined() => Assert.Empty(ElfSymbols.Undefined(Object)!);

    [Fact]
    public void An_object_that_was_cut_or_damaged_is_refused_without_an_exception()
    {
        int refused = 0;
        for (int length = 0; length < Object.Length; length += 7)
            if (ElfSymbols.Undefined(Object.AsSpan(0, length)) is null) refused++;
        Assert.Equal((Object.Length + 6) / 7, refused); // The section headers come last, so no part is enough.

        var random = new Random(1);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] damaged = (byte[])Object.Clone();
            for (int n = 0; n < 8; n++) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            ElfSymbols.Undefined(damaged);
        }
    }
}
