using Xunit;

namespace BpfSharp.Compiler.Tests.FrontEnd;

/// <summary>What a newcomer writes out of habit is answered with what to write here.</summary>
public sealed class KernelWayTests
{
    [Theory]
    [InlineData("{|BPF0101:Console.WriteLine(\"x\")|};", "Bpf.Printk")]
    [InlineData("long x = {|BPF0100:DateTime.UtcNow.Ticks|};", "Bpf.KtimeNs")]
    [InlineData("int x = {|BPF0100:Environment.ProcessId|};", "Bpf.CurrentTgid")]
    [InlineData("int x = {|BPF0101:Random.Shared.Next()|};", "Bpf.RandomUInt32")]
    [InlineData("int x = {|BPF0101:HashCode.Combine(1, 2)|};", "BitOperations.RotateLeft")]
    [InlineData("{|BPF0101:Thread.Sleep(1)|};", "BpfTimer")]
    [InlineData("{|BPF0101:Names.Add(1)|};", "QueueMap<T>")]
    [InlineData("long x = {|BPF0101:System.Diagnostics.Stopwatch.GetTimestamp()|};", "Bpf.KtimeNs")]
    [InlineData("bool x = {|BPF0101:System.IO.File.Exists(\"x\")|};", "RingBuffer<T>")]
    [InlineData("{|BPF0100:foreach (var pair in M) { }|}", "its ForEach")]
    [InlineData("byte x = *{|BPF0202:(byte*)(long)1|};", "bpf_xdp_load_bytes")]
    public void The_message_says_what_to_use(string statement, string way)
    {
        CompilationResult result = FrontEndTest.Members($$"""
            [BpfMap(MaxEntries = 4)] public partial HashMap<int, long> M { get; }
            static System.Collections.Generic.List<int> Names => null!;
            [Xdp] int F() { {{statement}} return 2; }
            """).Check();
        Assert.Contains(result.Diagnostics, diagnostic => diagnostic.GetMessage().Contains(way, StringComparison.Ordinal));
    }
}
