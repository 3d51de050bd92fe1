namespace BpfSharp.Compiler.Tests.FrontEnd.Diagnostics;

partial class DiagnosticCases
{
    // Each of these was once compiled to something that C# does not mean.
    private static readonly DiagnosticCase[] Refused =
    [
        new("BPF0100",
            "[SocketFilter] int F() { S s = default; {|BPF0100:switch (s) { case var t when t.X == 7: return 1; default: return 2; }|} }\n---\nstruct S { public int X; }",
            "[SocketFilter] int F() { S s = default; switch (s.X) { case var t when t == 7: return 1; default: return 2; } }\n---\nstruct S { public int X; }"),
        new("BPF0100",
            "[SocketFilter] int F() { T t = default; if ({|BPF0100:t && t|}) return 1; return 0; }" + Truth,
            "[SocketFilter] int F() { T t = default; if (t) return 1; return (t & t).X; }" + Truth),
        new("BPF0100",
            "[SocketFilter] int F() => {|BPF0100:Me()|}.G(); Probe Me() => this; int G() => 1;",
            "[SocketFilter] int F() => this.G(); int G() => 1;"),
        new("BPF0100",
            "[SocketFilter] int F() => {|BPF0100:new S(1)|}.X;\n---\nstruct S(int x) { public int X = x; }",
            "[SocketFilter] int F() => new S(1).X;\n---\nstruct S { public int X; public S(int x) { X = x; } }"),
        new("BPF0100",
            "[SocketFilter] int F() => {|BPF0100:1.Add(2)|};\n---\nstatic class E { extension(int x) { public int Add(int y) => x + y; } }",
            "[SocketFilter] int F() => 1.Add(2);\n---\nstatic class E { public static int Add(this int x, int y) => x + y; }"),
        new("BPF0100",
            "[SocketFilter] int F() => {|BPF0100:C.G(1)|};\n---\nstatic class C { static C() { } public static int G(int x) => x; }",
            "[SocketFilter] int F() => C.G(1);\n---\nstatic class C { static readonly int s_x = 1; public static int G(int x) => x; }"),
    ];

    private const string Truth = """

        ---
        struct T
        {
            public int X;
            public static bool operator true(T t) => t.X > 0;
            public static bool operator false(T t) => t.X <= 0;
            public static T operator &(T a, T b) => a;
        }
        """;
}
