using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BpfSharp.Integration.Language;

[BpfObject]
public sealed partial class StructCases : ILanguageCases
{
    public partial ref long A { get; }
    public partial ref long B { get; }
    public partial ref long Result { get; }

    public partial ref Outer Global { get; }

    public struct Point
    {
        public int X, Y;

        public Point(int x, int y) { X = x; Y = y; }

        public readonly int Sum() => X + Y;
        public void Move(int by) { X += by; Y -= by; }
        public readonly int Area => X * Y;
        public long Tag { get; set; }

        public static Point operator +(Point a, Point b) => new(a.X + b.X, a.Y + b.Y);
        public static bool operator ==(Point a, Point b) => a.X == b.X && a.Y == b.Y;
        public static bool operator !=(Point a, Point b) => !(a == b);
        public static explicit operator long(Point p) => ((long)p.X << 32) | (uint)p.Y;
        public override readonly bool Equals(object? obj) => false;
        public override readonly int GetHashCode() => 0;
    }

    public struct Outer
    {
        public byte Flag;
        public Point First, Second;
        public short Small;
        public long Wide;
    }

    [StructLayout(LayoutKind.Explicit)]
    public struct Union
    {
        [FieldOffset(0)] public long Whole;
        [FieldOffset(0)] public int Low;
        [FieldOffset(4)] public int High;
        [FieldOffset(7)] public byte Top;
    }

    [InlineArray(5)]
    public struct Five { private int _first; }

    [SocketFilter] int Fields() { Point p; p.X = (int)A; p.Y = (int)B; Result = p.X * 31 + p.Y; return 0; }
    [SocketFilter] int Initializer() { Point p = new() { X = (int)A, Y = (int)B, Tag = 7 }; Result = p.X - p.Y + p.Tag; return 0; }
    [SocketFilter] int Constructor() { Point p = new((int)A, (int)B); Result = p.Sum(); return 0; }
    [SocketFilter] int DefaultValue() { Point p = default; Outer o = new(); Result = p.X + p.Y + o.Wide + o.First.X + A; return 0; }
    [SocketFilter] int CopyIsACopy() { Point p = new((int)A, 2); Point q = p; q.X++; p.Y--; Result = p.X * 1000L + q.X * 100 + p.Y * 10 + q.Y; return 0; }
    [SocketFilter] int Nested()
    {
        Outer o = new() { Flag = (byte)A, First = new(1, (int)A), Second = { X = 5, Y = (int)B }, Wide = B };
        o.First.Y += 3;
        o.Second = o.First;
        o.First.X = 9;
        Result = o.Flag + o.First.X + o.First.Y * 3 + o.Second.X * 5 + o.Second.Y * 7 + o.Wide + o.Small;
        return 0;
    }
    [SocketFilter] int Swap() { Point p = new((int)A, (int)B); p = new(p.Y, p.X); p = new Point { X = p.Y, Y = p.X + 1 }; Result = p.X * 7L + p.Y; return 0; }
    [SocketFilter] int Methods() { Point p = new((int)A, (int)B); p.Move(3); Result = p.Sum() + p.Area + p.X; return 0; }
    [SocketFilter] int Properties() { Point p = default; p.Tag = A; p.Tag += 5; p.Tag++; Result = p.Tag; return 0; }
    [SocketFilter] int Operators() { Point p = new((int)A, 1), q = new(2, (int)B); Point r = p + q + p; Result = (long)r + (p == q ? 1 : 0) + (p != q ? 2 : 0); return 0; }
    [SocketFilter] int With() { Point p = new((int)A, 4); Point q = p with { Y = (int)B, Tag = 3 }; Result = p.Y * 1000L + q.X + q.Y + q.Tag; return 0; }
    [SocketFilter] int ConditionalStruct() { Point p = new((int)A, 1), q = new((int)B, 2); Point r = A > B ? p : q; Result = r.X * 10L + r.Y; return 0; }
    [SocketFilter] int SwitchStruct() { Point p = (A & 3) switch { 0 => new(1, 2), 1 => new((int)B, 3), _ => default }; Result = p.X * 10L + p.Y; return 0; }
    [SocketFilter] int ByValueParameter() { Point p = new((int)A, (int)B); Result = Changed(p) * 10L + p.X; return 0; }
    [SocketFilter] int ByReferenceParameter() { Point p = new((int)A, (int)B); Change(ref p); Result = p.X * 10L + p.Y; return 0; }
    [SocketFilter] int InParameter() { Point p = new((int)A, (int)B); Result = Read(in p) + Read(new Point(1, (int)B)); return 0; }
    [SocketFilter] int OutParameter() { Make((int)A, out Point p); Make((int)B, out p.X, out var y); Result = p.X * 10L + p.Y + y; return 0; }
    [SocketFilter] int Returned() { Point p = Mirror(new((int)A, (int)B)); Result = Mirror(Mirror(p)).X * 3L + p.Y; return 0; }
    [SocketFilter] int GlobalStruct()
    {
        Global.First.X = (int)A;
        Global.Second = new((int)B, 5);
        Global.Small = (short)A;
        ref Point second = ref Global.Second;
        second.Y += Global.First.X;
        Point copy = Global.Second;
        second.X = 1;
        Result = Global.First.X + copy.X * 3L + Global.Second.X + Global.Second.Y + Global.Small;
        Global = default;
        return (int)Global.Wide;
    }
    [SocketFilter] int Unions() { Union u = new() { Whole = A }; u.High ^= (int)B; Result = u.Whole + u.Low + u.Top; return 0; }
    [SocketFilter] int InlineArrays()
    {
        Five five = default;
        for (int i = 0; i < 5; i++) five[i] = (int)A + i;
        five[2] += (int)B;
        Result = five[0] + five[2] * 10L + five[4];
        return 0;
    }
    [SocketFilter] int InlineArrayOutOfRange() { Five five = default; five[1] = 7; Result = five[(int)A]; return 0; }

    private static int Changed(Point p) { p.X += 5; return p.X; }
    private static void Change(ref Point p) { p.X = p.Y; p.Y = 1; }
    private static int Read(in Point p) => p.X - p.Y;
    private static void Make(int x, out Point p) => p = new(x, x + 1);
    private static void Make(int x, out int first, out int second) { first = x; second = x * 2; }
    private static Point Mirror(Point p) => new() { X = p.Y, Y = p.X };
}

public sealed class StructCasesTest : LanguageTest<StructCases>
{
    protected override StructCases Create(BpfHost host) => new(host);
}
