using BpfSharp.Compiler.Tests.FrontEnd.Semantics;
using Xunit;

namespace BpfSharp.Compiler.Tests.FrontEnd;

/// <summary>What user space sets before loading is what programs see, however they read it: LLVM must not use the value at build time.</summary>
public sealed class ReadOnlyGlobalTests
{
    [Theory]
    [InlineData("return Fixed.X + Fixed.Y;")]
    [InlineData("Pair copy = Fixed; return copy.X + copy.Y;")]
    [InlineData("return Get(Fixed);")]
    [InlineData("return Fixed.Sum();")]
    [InlineData("Last = Fixed; return Last.X + Last.Y;")]
    [InlineData("Pair copy = Fixed with { X = 5 }; return copy.X + copy.Y;")]
    [InlineData("return Map.TryAdd(Fixed, 1) && Map.ContainsKey(new Pair { X = 5, Y = 37 }) ? 42 : 0;")]
    public void The_value_set_before_loading_is_read(string body)
    {
        CompilationResult result = FrontEndTest.Members($$"""
            public partial Pair Fixed { get; init; }
            public partial ref Pair Last { get; }
            [BpfMap(MaxEntries = 2)] public partial HashMap<Pair, int> Map { get; }
            static int Get(in Pair p) => p.X + p.Y;
            [SocketFilter] int Run() { {{body}} }
            ---
            struct Pair { public int X, Y; public readonly int Sum() => X + Y; }
            """).Check();
        using KernelJudge kernel = new(result.ModuleText!, readOnly: [5, 0, 0, 0, 37, 0, 0, 0]);
        Assert.Equal(42, kernel.Run("Run", 0, 0, 0).Result);
    }
}
