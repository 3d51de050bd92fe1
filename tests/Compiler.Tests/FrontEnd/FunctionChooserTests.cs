using BpfSharp.Compiler.Ir;
using Xunit;

namespace BpfSharp.Compiler.Tests.FrontEnd;

/// <summary>Helpers that become functions where a program would be too large with their code in place of each call.</summary>
public sealed class FunctionChooserTests
{
    private const string Churn = """
        static long Churn(long x, long y)
        {
            x ^= x << 13; x += y; x ^= x >> 7; x *= 31; x ^= x << 17; x -= y >> 3;
            if (x > y) x = (x >> 5) + y * 7; else x = (x << 3) ^ (y + 11);
            x = Step(x, y) + Step(y, x) * 3 + Step(x + y, x - y);
            if ((x & 64) != 0) y += x / 3;
            x = checked(x / 2 + y / 2) ^ Step(y, x);
            if (y == x) throw new InvalidOperationException();
            return Step(x ^ 0x5555, y) + Step(y ^ 0x3333, x);
        }

        static long Step(long x, long y)
        {
            x += y << 5; x ^= y >> 11;
            switch (x & 3)
            {
                case 0: x += 17; break;
                case 1: x = y - x; break;
                case 2: x ^= y * 5; break;
                default: x -= 3; break;
            }
            return x ^ (y << 1);
        }
        """;

    private static IrModule Compile(int calls, string more = "") => FrontEndTest.Members($$"""
        [SocketFilter]
        int Filter()
        {
            long x = Bpf.CurrentCpu, y = (long)Bpf.KtimeNs;
            {{string.Join(" ", Enumerable.Range(0, calls).Select(i => $"x = Churn(x, y + {i});"))}}
            return (int)x;
        }

        {{Churn}}
        {{more}}
        """).Check().Module!;

    private static int Size(IrFunction function) => function.Blocks.Sum(block => block.Instructions.Count + 1);

    [Fact]
    public void What_fits_is_not_changed() => Assert.Equal(["Filter"], Compile(20).Functions.Select(function => function.Name));

    [Fact]
    public void What_does_not_fit_calls_the_helper_with_the_most_copies()
    {
        IrModule module = Compile(320);
        Assert.Equal(["Churn", "Filter"], module.Functions.Select(function => function.Name).Order());
        Assert.All(module.Functions, function => Assert.True(Size(function) < FunctionChooser.Limit, $"{function.Name} has {Size(function)} instructions."));
    }
}
