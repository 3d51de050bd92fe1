using BpfSharp.Compiler.Checks;
using Xunit;

namespace BpfSharp.Compiler.Tests.FrontEnd;

/// <summary>Both sides of each version at which something becomes available: the last kernel without it, and the first with it.</summary>
public sealed class MinimumKernelTests
{
    [Theory]
    // Hooks
    [InlineData("5.4", "5.5", "[BtfTracepoint(\"x\")] int {|BPF0120:F|}() => 0;")]
    [InlineData("4.16", "4.17", "[RawTracepoint(\"x\")] int {|BPF0120:F|}() => 0;")]
    [InlineData("4.16", "4.17", "[Kprobe(\"x\")] int {|BPF0120:F|}() => 0;")]
    [InlineData("4.16", "4.17", "[Kretsyscall(\"x\")] int {|BPF0120:F|}() => 0;")]
    [InlineData("4.6", "4.7", "[Tracepoint(\"x/y\")] int {|BPF0120:F|}() => 0;")]
    [InlineData("5.8", "5.9", "[Xdp] int {|BPF0120:F|}() => 0;")]
    // Map types and flags
    [InlineData("5.7", "5.8", "[BpfMap(MaxEntries = 4096)] public partial RingBuffer<int> {|BPF0120:M|} { get; }")]
    [InlineData("4.9", "4.10", "[BpfMap(MaxEntries = 4)] public partial LruHashMap<int, int> {|BPF0120:M|} { get; }")]
    [InlineData("4.5", "4.6", "[BpfMap(MaxEntries = 4)] public partial PerCpuArrayMap<int> {|BPF0120:M|} { get; }")]
    [InlineData("4.10", "4.11", "[BpfMap(MaxEntries = 4)] public partial LpmTrieMap<Ipv4Prefix, int> {|BPF0120:M|} { get; }")]
    [InlineData("4.19", "4.20", "[BpfMap(MaxEntries = 4)] public partial QueueMap<int> {|BPF0120:M|} { get; }")]
    [InlineData("4.19", "4.20", "[BpfMap(MaxEntries = 4)] public partial StackMap<int> {|BPF0120:M|} { get; }")]
    [InlineData("5.15", "5.16", "[BpfMap(MaxEntries = 4)] public partial BloomFilter<int> {|BPF0120:M|} { get; }")]
    [InlineData("4.11", "4.12", "[BpfMap(MaxEntries = 4, InnerMaxEntries = 1)] public partial ArrayOfMaps<ArrayMap<int>> {|BPF0120:M|} { get; }")]
    [InlineData("4.14", "4.15", "[BpfMap(MaxEntries = 4)] public partial CpuMap {|BPF0120:M|} { get; }")]
    [InlineData("5.3", "5.4", "[BpfMap(MaxEntries = 4)] public partial DevMapHash {|BPF0120:M|} { get; }")]
    [InlineData("5.10", "5.11", "[BpfMap] public partial TaskStorage<int> {|BPF0120:M|} { get; }")]
    [InlineData("6.1", "6.2", "[BpfMap] public partial CgroupStorage<int> {|BPF0120:M|} { get; }")]
    [InlineData("5.4", "5.5", "[BpfMap(MaxEntries = 4, Flags = BpfMapFlags.Mappable)] public partial ArrayMap<int> {|BPF0120:M|} { get; }")]
    [InlineData("5.1", "5.2", "[BpfMap(MaxEntries = 4, Flags = BpfMapFlags.ReadOnlyProgram)] public partial HashMap<int, int> {|BPF0120:M|} { get; }")]
    [InlineData("5.9", "5.10", "[BpfMap(MaxEntries = 4, Flags = BpfMapFlags.PreserveElements)] public partial ArrayMap<int> {|BPF0120:M|} { get; }")]
    // Helpers
    [InlineData("5.7", "5.8", "[SocketFilter] int F() => (int){|BPF0120:Bpf.BootTimeNs|};")]
    [InlineData("4.17", "4.18", "[Kprobe(\"x\")] int F() => (int){|BPF0120:Bpf.CurrentCgroupId|};")]
    [InlineData("5.4", "5.5", "[Kprobe(\"x\")] int F(int* p) => {|BPF0120:Bpf.TryReadKernel(p, out int v)|} ? v : 0;")]
    // Instructions
    [InlineData("5.11", "5.12", "public partial ref int N { get; } [SocketFilter] int F() => {|BPF0120:Interlocked.Increment(ref N)|};")]
    public void Both_sides_of_a_threshold(string last, string first, string members)
    {
        FrontEndTest.Members(members).With(new CompilerOptions(MinimumKernel: new Version(last))).Check();
        FrontEndTest.Members(Markup.Parse(members).Text).With(new CompilerOptions(MinimumKernel: new Version(first))).Check();
    }

    [Fact]
    public void The_message_names_all_three()
    {
        CompilationResult result = FrontEndTest.Members("[BpfMap(MaxEntries = 4096)] public partial RingBuffer<int> {|BPF0120:Ring|} { get; }")
            .With(new CompilerOptions(MinimumKernel: new Version(5, 4))).Check();
        string message = Assert.Single(result.Diagnostics).GetMessage();
        Assert.Contains("RingBuffer needs Linux 5.8, but BpfMinimumKernel is 5.4; raise BpfMinimumKernel", message, StringComparison.Ordinal);
    }

    /// <summary>A program that another one stands in for is only loaded where its hook is, and what came before the hook is there too.</summary>
    [Fact]
    public void A_fallback_makes_a_newer_hook_possible()
    {
        const string members = "[BtfTracepoint(\"x\")] int F(int* p) => Bpf.TryReadKernel(p, out int v) ? v : 0; [RawTracepoint(\"x\", FallbackFor = nameof(F))] int G() => 0;";
        CompilerOptions old = new(MinimumKernel: new Version(5, 4));
        FrontEndTest.Members(members).With(old).Check();
        FrontEndTest.Members(members.Replace("Bpf.TryReadKernel(p, out int v) ? v : 0", "(int){|BPF0120:Bpf.BootTimeNs|}", StringComparison.Ordinal)).With(old).Check();
    }

    /// <summary>Without the property it is Debian 11's kernel, which everything but fetching atomics suits.</summary>
    [Fact]
    public void The_default_is_5_10()
    {
        Assert.Equal(new Version(5, 10), new CompilerOptions().EffectiveMinimumKernel);
        FrontEndTest.Members("[BpfMap(MaxEntries = 4096)] public partial RingBuffer<int> R { get; } public partial ref int N { get; } [BtfTracepoint(\"x\")] int F() { R.TryOutput(1); return {|BPF0120:Interlocked.Exchange(ref N, 1)|}; }")
            .With(new CompilerOptions()).Check();
    }

    [Theory]
    [InlineData("5.10", "v3")]
    [InlineData("6.5", "v3")]
    [InlineData("6.6", "v4")]
    [InlineData("7.3", "v4")]
    public void The_instruction_set_is_the_newest_that_the_kernel_runs(string kernel, string cpu)
    {
        CompilationResult result = FrontEndTest.Members("[SocketFilter] int F() => 1;").With(new CompilerOptions(MinimumKernel: new Version(kernel))).Check();
        Assert.Contains($"\"target-cpu\"=\"{cpu}\"", result.ModuleText!, StringComparison.Ordinal);
    }

    /// <summary>Against the kernels' own releases, by what the header of the installed libbpf knows.</summary>
    [Theory]
    [InlineData("map_lookup_elem", "3.19")]
    [InlineData("get_current_task", "4.8")]
    [InlineData("probe_read_kernel", "5.5")]
    [InlineData("ktime_get_boot_ns", "5.8")]
    [InlineData("ringbuf_output", "5.8")]
    [InlineData("d_path", "5.10")]
    [InlineData("get_current_task_btf", "5.11")]
    [InlineData("for_each_map_elem", "5.13")]
    [InlineData("get_attach_cookie", "5.15")]
    [InlineData("loop", "5.17")]
    [InlineData("user_ringbuf_drain", "6.1")]
    public void Helpers_are_numbered_as_in_the_header(string name, string release)
    {
        Assert.SkipUnless(File.Exists("/usr/include/bpf/bpf_helper_defs.h"), "libbpf's headers are not installed");
        string line = File.ReadLines("/usr/include/bpf/bpf_helper_defs.h").First(l => l.Contains($"(*bpf_{name})(", StringComparison.Ordinal));
        int number = int.Parse(line[(line.LastIndexOf(')') + 1)..].Trim().TrimEnd(';'), System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(new Version(release), KernelVersions.OfHelper(number));
    }

    [Fact]
    public void Nothing_is_said_of_what_is_newer_than_the_table()
    {
        Assert.Null(KernelVersions.OfHelper(10_000));
        Assert.Null(KernelVersions.OfMap(10_000));
    }
}
