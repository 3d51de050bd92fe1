namespace BpfSharp.Compiler.Tests.FrontEnd.Diagnostics;

partial class DiagnosticCases
{
    private const string Records = "[BpfMap(MaxEntries = 4096)] partial RingBuffer E { get; } ";
    private const string Event = "\n---\nstruct Chunk : IRingEvent { static int IRingEvent.EventTag => 3; public int N; } [System.Runtime.CompilerServices.InlineArray(16)] struct Text { byte _first; }";

    private static DiagnosticCase[] Dynptrs =>
    [
        Sized("BPF0151", "[SocketFilter] int F() { E.TryReserve<Chunk>(8, out {|BPF0151:var s|}); return 0; }", "[SocketFilter] int F() { if (E.TryReserve<Chunk>(8, out var s)) s.Submit(); return 0; }"),
        Sized("BPF0151", "partial ref int N { get; } [SocketFilter] int F() { if (!E.TryReserve<Chunk>(N, out {|BPF0151:var s|})) return 0; if (s.TryWrite(0, 5L)) s.Submit(); return 0; }", "partial ref int N { get; } [SocketFilter] int F() { if (!E.TryReserve<Chunk>(N, out var s)) return 0; if (s.TryWrite(0, 5L)) s.Submit(); else s.Discard(); return 0; }"),
        Sized("BPF0100", "partial ref int N { get; } partial ref Text T { get; } [SocketFilter] int F() { if (!E.TryReserve<Chunk>(16, out var s)) return 0; s.TryWrite(0, {|BPF0100:((System.ReadOnlySpan<byte>)T)[N..]|}); s.Submit(); return 0; }", "partial ref int N { get; } partial ref Text T { get; } [SocketFilter] int F() { if (!E.TryReserve<Chunk>(16, out var s)) return 0; s.TryWrite(0, ((System.ReadOnlySpan<byte>)T)[..N]); s.Submit(); return 0; }"),
        new("BPF0120", Records + "[SocketFilter] int F() { if ({|BPF0120:E.TryReserve<Chunk>(8, out var s)|}) s.Submit(); return 0; }" + Event, Records + "[SocketFilter] int F() => E.TryOutput(new Chunk()) ? 1 : 0;" + Event) { Kernel = "5.18" },
    ];

    private static DiagnosticCase Sized(string id, string wrong, string right) => new(id, Records + wrong + Event, Records + right + Event) { Kernel = "5.19" };
}
