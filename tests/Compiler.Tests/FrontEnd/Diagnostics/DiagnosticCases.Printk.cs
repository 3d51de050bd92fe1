namespace BpfSharp.Compiler.Tests.FrontEnd.Diagnostics;

partial class DiagnosticCases
{
    private static readonly DiagnosticCase[] Printk =
    [
        new("BPF0300",
            "[SocketFilter] void F() { int x = Bpf.CurrentCpu; Bpf.Printk({|BPF0300:$\"{x} {x} {x} {x}\"|}); }",
            "[SocketFilter] void F() { int x = Bpf.CurrentCpu; Bpf.Printk($\"{x} {x} {x} {\"text\"}\"); }"),
        new("BPF0301",
            "[SocketFilter] void F() { S s = default; Bpf.Printk($\"{{|BPF0301:s|}}\"); }\n---\nstruct S { public int A; }",
            "[SocketFilter] void F() { S s = default; Bpf.Printk($\"{s.A}\"); }\n---\nstruct S { public int A; }"),
        new("BPF0302",
            "[SocketFilter] void F() { int x = 1; Bpf.Printk($\"{{|BPF0302:x|}:N2} {{|BPF0302:x|}:X8}\"); }",
            "[SocketFilter] void F() { int x = 1; Bpf.Printk($\"{x:d} {x:x}\"); }"),
        new("BPF0303",
            "static readonly string s_text = \"a\"; [SocketFilter] void F() => Bpf.Printk({|BPF0303:s_text|});",
            "const string Text = \"a\"; [SocketFilter] void F() => Bpf.Printk(Text);"),
        new("BPF0303",
            "[SocketFilter] void F() => Bpf.Printk({|BPF0303:\"Größe\"|});",
            "[SocketFilter] void F() => Bpf.Printk(\"100 % size\\tof\\n\");"),
        new("BPF0303",
            "[SocketFilter] void F() { Bpf.Printk($\"{1}{|BPF0303: a\\0b|}\"); }",
            "[SocketFilter] void F() { Bpf.Printk($\"{1} a b\"); }"),
    ];
}
