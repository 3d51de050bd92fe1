namespace BpfSharp.Compiler.Tests.FrontEnd.Semantics;

partial class SemanticCases
{
    private static readonly SemanticCase[] Layout =
    [
        new("packed", """
            G.B = 6; S s = default; return (int)G.B + (int)((byte*)&s.B - (byte*)&s) * 10 + (int)((byte*)&s.C - (byte*)&s) * 100;
            ---
            public partial ref S G { get; }
            ---
            [StructLayout(LayoutKind.Sequential, Pack = 1)] struct S { public byte A; public long B; public short C; }
            """),
        new("packed in another struct", """
            S s = default; T t = default; t.B = a;
            return (int)((byte*)&s.B - (byte*)&s) + (int)((byte*)&s.C - (byte*)&s) * 10 + (int)((byte*)&t.S - (byte*)&t) * 100 + (int)((byte*)&t.B - (byte*)&t) * 1000 + t.B + (G.B = 5) + (H.Z = 3);
            ---
            public partial ref S G { get; }
            public partial ref T H { get; }
            ---
            [StructLayout(LayoutKind.Sequential, Pack = 2)] struct S { public byte A; public int B; public long C; public byte D; }
            struct T { public byte A; public S S; public int B; public byte Z; }
            """),
        new("native integer in a packed struct", """
            G.B = 6; return (int)G.B;
            ---
            public partial ref S G { get; }
            ---
            [StructLayout(LayoutKind.Sequential, Pack = 4)] struct P { public byte A; public nint B; }
            struct S { public byte A; public P P; public int B; }
            """),
        new("declared size", """
            G.A = 1; H.B = 2; return G.A + H.B;
            ---
            public partial ref S G { get; }
            public partial ref T H { get; }
            ---
            [StructLayout(LayoutKind.Sequential, Size = 13)] struct S { public int A; }
            struct T { public S S; public byte B; }
            """),
        new("declared size is not padded", """
            G.B = 6; return (int)G.B;
            ---
            public partial ref S G { get; }
            ---
            [StructLayout(LayoutKind.Sequential, Pack = 0, Size = 1)] struct S { public byte A; public long B; public short C; }
            """),
        new("explicit with a declared size", """
            G.A = 1; return G.A;
            ---
            public partial ref S G { get; }
            ---
            [StructLayout(LayoutKind.Explicit, Size = 9)] struct S { [FieldOffset(0)] public int A; }
            """),
        new("explicit and packed", """
            G.A = 1; return (int)G.A;
            ---
            public partial ref S G { get; }
            ---
            [StructLayout(LayoutKind.Explicit, Pack = 1)] struct S { [FieldOffset(1)] public long A; }
            """),
        new("explicit with gaps", """
            G.A = 1; H.B = 2; T t = default; return (int)G.A + H.B + (int)((byte*)&t.B - (byte*)&t);
            ---
            public partial ref S G { get; }
            public partial ref T H { get; }
            ---
            [StructLayout(LayoutKind.Explicit)] struct S { [FieldOffset(1)] public byte B; [FieldOffset(4)] public int A; [FieldOffset(8)] public short C; }
            struct T { public byte Q; public S S; public byte B; }
            """),
        new("explicit misaligned long", """
            H.B = 2; return H.B;
            ---
            public partial ref T H { get; }
            ---
            [StructLayout(LayoutKind.Explicit)] struct S { [FieldOffset(4)] public long A; [FieldOffset(12)] public byte C; }
            struct T { public byte Q; public S S; public byte B; }
            """),
        new("empty structs", """
            G.A = 1; T t = default; return G.A + (int)((byte*)&t.B - (byte*)&t) + (int)((byte*)&t.C - (byte*)&t) * 10;
            ---
            public partial ref T G { get; }
            ---
            struct E { }
            struct T { public E X; public int A; public E B; public E Y; public short C; public E Q; }
            """),
        new("bool, char, enum, native and pointer", """
            T t = default; G.F = 1;
            return G.F + (int)((byte*)&t.B - (byte*)&t) + (int)((byte*)&t.C - (byte*)&t) * 10 + (int)((byte*)&t.D - (byte*)&t) * 100 + (int)((byte*)&t.E - (byte*)&t) * 1000;
            ---
            public partial ref T G { get; }
            ---
            enum K : byte { A }
            unsafe struct T { public bool A; public char B; public K C; public nint D; public byte* E; public byte F; }
            """),
        new("fixed buffers", """
            T t = default; G.F = 1; return G.F + (int)((byte*)&t.F - (byte*)&t);
            ---
            public partial ref T G { get; }
            ---
            unsafe struct T { public byte A; public fixed long B[3]; public byte C; public fixed byte D[5]; public int F; }
            """),
        new("inline arrays", """
            T t = default; G.F = 1; return G.F + (int)((byte*)&t.F - (byte*)&t);
            ---
            public partial ref T G { get; }
            ---
            [InlineArray(3)] struct I { private P _p; }
            struct P { public short A; public byte B; }
            [InlineArray(5)] struct J { private bool _b; }
            struct T { public byte A; public I B; public J C; public byte F; }
            """),
        new("packed inline array", """
            G.F = 1; return G.F;
            ---
            public partial ref T G { get; }
            ---
            [InlineArray(3)] [StructLayout(LayoutKind.Sequential, Pack = 1)] struct I { private P _p; }
            struct P { public int A; public byte B; }
            struct T { public byte A; public I B; public byte F; }
            """),
        new("generics", """
            G.F = 1; return G.F;
            ---
            public partial ref T G { get; }
            ---
            struct P<A, B> where A : unmanaged where B : unmanaged { public A X; public B Y; }
            struct T { public P<byte, P<short, long>> A; public P<int, byte> B; public byte F; }
            """),
        new("properties and statics", """
            G.F = 1; return (int)G.F;
            ---
            public partial ref T G { get; }
            ---
            partial struct T
            {
                public byte A; public long F; public byte B; public static int S; public const int K = 4;
                public int P { get; set; } public readonly int C => 1;
            }
            """),
        new("record struct", """
            G.F = 1; return G.F + G.A;
            ---
            public partial ref T G { get; }
            ---
            record struct T(byte A, long B) { public short F; }
            """),
        new("command name", """
            G.F = 1; G.C = Bpf.CurrentComm; return G.F + (G.C[15]);
            ---
            public partial ref T G { get; }
            ---
            struct T { public byte A; public Comm C; public short F; }
            """) { Kernel = new(6, 18) },
    ];
}
