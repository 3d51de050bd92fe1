namespace BpfSharp.Compiler.Tests.FrontEnd.Diagnostics;

partial class DiagnosticCases
{
    // Each of these was once compiled to something that C# does not mean.
    private static readonly DiagnosticCase[] Refused =
    [
        new("BPF0100",
            "[SocketFilter] int F() => {|BPF0100:Me()|}.G(); Probe Me() => this; int G() => 1;",
            "[SocketFilter] int F() => this.G(); int G() => 1;"),
        new("BPF0100",
            "[SocketFilter] int F() => {|BPF0100:C.G(1)|};\n---\nstatic class C { static C() { } public static int G(int x) => x; }",
            "[SocketFilter] int F() => C.G(1);\n---\nstatic class C { static readonly int s_x = 1; public static int G(int x) => x; }"),
    ];
}
