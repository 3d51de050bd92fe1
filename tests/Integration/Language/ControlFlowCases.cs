namespace BpfSharp.Integration.Language;

[BpfObject]
public sealed partial class ControlFlowCases : ILanguageCases
{
    public partial ref long A { get; }
    public partial ref long B { get; }
    public partial ref long Result { get; }

    [SocketFilter] int Compare() { Result = (A < B ? 1 : 0) + (A <= B ? 2 : 0) + (A > B ? 4 : 0) + (A >= B ? 8 : 0) + (A == B ? 16 : 0) + (A != B ? 32 : 0); return 0; }
    [SocketFilter] int CompareUnsigned() { ulong a = (ulong)A, b = (ulong)B; Result = (a < b ? 1 : 0) + (a <= b ? 2 : 0) + (a > b ? 4 : 0) + (a >= b ? 8 : 0); return 0; }
    [SocketFilter] int CompareNarrow() { Result = ((sbyte)A < (sbyte)B ? 1 : 0) + ((byte)A < (byte)B ? 2 : 0) + ((uint)A > (uint)B ? 4 : 0) + ((short)A >= (ushort)B ? 8 : 0); return 0; }
    [SocketFilter] int IfElse()
    {
        if (A < 0) Result = 1;
        else if (A == 0) Result = 2;
        else if (A < B) { Result = 3; if (B > 100) Result += 10; }
        else Result = 4;
        return (int)Result;
    }
    [SocketFilter] int EarlyReturn() { if (A > 10) return 7; Result = 5; if (B < 0) return -1; Result = 6; return 3; }
    [SocketFilter] int ShortCircuit()
    {
        int calls = 0;
        bool Count(bool value) { calls++; return value; }
        bool and = Count(A > 0) && Count(B > 0);
        bool or = Count(A < 0) || Count(B < 0);
        bool mixed = !(Count(A == B) || Count(A > B)) && Count(true);
        Result = calls * 100 + (and ? 1 : 0) + (or ? 2 : 0) + (mixed ? 4 : 0);
        return 0;
    }
    [SocketFilter] int For() { long sum = 0; for (int i = 0; i < 10; i++) sum = sum * 3 + (A ^ i); Result = sum; return 0; }
    [SocketFilter] int ForWithTwoVariables() { long sum = 0; for (int i = 0, j = 20; i < j; i++, j -= 2) sum += i * j + B; Result = sum; return 0; }
    [SocketFilter] int While() { int n = (int)(A & 0xF); long sum = 0; while (n > 0) { sum += n * B; n--; } Result = sum; return 0; }
    [SocketFilter] int DoWhile() { int n = (int)(A & 0x7); long sum = 0; do { sum += 7 + n; n--; } while (n > 0); Result = sum; return 0; }
    [SocketFilter] int BreakAndContinue()
    {
        long sum = 0;
        for (int i = 0; i < 16; i++)
        {
            if ((i & 1) == (A & 1)) continue;
            if (i > (B & 0xF)) break;
            sum = sum * 2 + i;
        }
        Result = sum;
        return 0;
    }
    [SocketFilter] int NestedLoops()
    {
        long sum = 0;
        for (int i = 0; i < 4; i++)
        {
            for (int j = 0; j < 4; j++)
            {
                if (j == (int)(A & 3)) break;
                if (i == (int)(B & 3)) continue;
                sum += i * 10 + j;
            }
        }
        Result = sum;
        return 0;
    }
    [SocketFilter] int Goto()
    {
        int i = 0;
    again:
        i++;
        if (i < (int)(A & 7)) goto again;
        if (B < 0) goto done;
        i += 100;
    done:
        Result = i;
        return 0;
    }
    [SocketFilter] int Switch()
    {
        switch ((int)A)
        {
            case 0: Result = 10; break;
            case 1:
            case 2: Result = 20; break;
            case -1: return 99;
            case 127: goto case 0;
            case 255: goto default;
            default: Result = 30; break;
        }
        return (int)Result;
    }
    [SocketFilter] int SwitchInLoop()
    {
        long sum = 0;
        for (int i = 0; i < 6; i++)
        {
            switch (i)
            {
                case 2: continue;
                case 4 when A > 0: sum += 1000; break;
                case > 4: sum += 7; break;
                default: sum += i; break;
            }
            sum *= 2;
        }
        Result = sum;
        return 0;
    }
    [SocketFilter] int SwitchExpression() { Result = A switch { 0 => 1, < 0 and > -100 => 2, 127 or 128 => 3, var x when x == B => 4, long.MaxValue => 5, _ => x2(A) }; return 0; static long x2(long v) => v * 2; }
#pragma warning disable CS8509 // that nothing matches is the point
    [SocketFilter] int SwitchExpressionWithoutMatch() { Result = (int)(A & 3) switch { 0 => 5, 1 => 6, 2 => 7 }; return 0; }
#pragma warning restore CS8509
    [SocketFilter] int Patterns() { Result = (A is 0 or 1 ? 1 : 0) + (A is not 2 ? 2 : 0) + (A is > 5 and < 500 ? 4 : 0) + (B is var b && b > 3 ? 8 : 0) + (A is long and >= 7 ? 16 : 0); return 0; }
    [SocketFilter] int Conditional() { Result = A > 0 ? B > 0 ? 1 : 2 : B > 0 ? 3 : A == B ? 4 : 5; return 0; }
    [SocketFilter] int AssignmentAsValue() { long x, y; Result = (x = A + 1) + (y = x * 2) + y; return 0; }
    [SocketFilter] int EvaluationOrder()
    {
        int i = 1;
        int a = i++ + i++ * 10 + i * 100;
        i = i++ + ++i;
        int j = 5;
        j += j++ + (j = 3);
        Result = a * 1_000_000 + i * 1000 + j;
        return 0;
    }
    [SocketFilter] int DeadCode() { return (int)B; }
    [SocketFilter] int Discards() { _ = A; _ = Helper(out _); Result = 3; return 0; }
    private static int Helper(out int x) { x = 4; return 5; }
}

public sealed class ControlFlowCasesTest : LanguageTest<ControlFlowCases>
{
    protected override ControlFlowCases Create(BpfHost host) => new(host);
}
