using System.Net;
using System.Net.Sockets;
using BpfSharp.Runtime.Tests.Support;
using Xunit;

namespace BpfSharp.Runtime.Tests.Kernel;

/// <summary>Each way to attach a program, and what is said when it cannot be.</summary>
[Collection(KernelCollection.Name)]
public sealed class AttachTests
{
    [Fact]
    public void Raw_and_typed_tracepoints_see_a_fork()
    {
        using var loaded = Sources.Open("hooks").Load(new BpfLoadOptions().SetGlobal("target", Environment.ProcessId));
        loaded.AttachAll();
        Support.Kernel.Fork();
        ref var hits = ref loaded.GetGlobal<Hits>("hits");
        Assert.True(hits.Raw > 0);
        Assert.Equal(hits.Raw, hits.Typed);
        string links = Support.Kernel.BpfTool("link", "show");
        Assert.Contains($"prog {loaded.Programs["raw"].Id} ", links);
        Assert.Contains($"prog {loaded.Programs["typed"].Id} ", links);
    }

    [Fact]
    public void A_tracepoint_needs_tracefs_and_prints_to_the_trace_pipe()
    {
        byte[] bytes = Sources.ForKernel("tracepoint");
        Support.Kernel.WithMounts(hasTraceFs: true, () =>
        {
            using var pipe = new TracePipe();
            using var loaded = BpfObjectFile.Parse(bytes).Load(new BpfLoadOptions().SetGlobal("target", Environment.ProcessId));
            loaded.AttachAll();
            Assert.True(loaded.Programs["on_fork"].IsAttached);
            // The program runs as well where another thread of this process starts one.
            int thread = int.Parse(Path.GetFileName(File.ResolveLinkTarget("/proc/thread-self", returnFinalTarget: false)!.FullName));
            Support.Kernel.Fork();
            Assert.True(loaded.GetGlobal<ulong>("hits") > 0);

            using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            TraceRecord record;
            do
            {
                record = pipe.Read(deadline.Token);
            }
            while (record.Message != $"forked by {Environment.ProcessId}" || record.Pid != thread);
            Assert.InRange(record.Cpu, 0, Environment.ProcessorCount);
            Assert.InRange(record.Timestamp, TimeSpan.FromSeconds(1), TimeSpan.FromDays(10000));
            Assert.InRange(record.Flags.Length, 4, 5);
            using var soon = new CancellationTokenSource(50);
            Assert.Throws<OperationCanceledException>(() => ReadAll(pipe, soon.Token));
        });
    }

    [Fact]
    public void Without_tracefs_the_command_to_mount_it_is_named()
    {
        byte[] bytes = Sources.ForKernel("tracepoint");
        Support.Kernel.WithMounts(hasTraceFs: false, () =>
        {
            using var loaded = BpfObjectFile.Parse(bytes).Load();
            Assert.Contains("mount -t tracefs tracefs /sys/kernel/tracing", Assert.Throws<BpfException>(loaded.AttachAll).Message);
            Assert.Contains("mount -t tracefs tracefs /sys/kernel/tracing", Assert.Throws<BpfException>(() => new TracePipe()).Message);
        });
    }

    [Theory]
    [InlineData("misspelt")]
    [InlineData("misspelt_raw")]
    [InlineData("misspelt_tracepoint")]
    public void A_misspelt_tracepoint_gets_a_suggestion(string source)
    {
        byte[] bytes = Sources.ForKernel(source);
        Support.Kernel.WithMounts(hasTraceFs: true, () =>
        {
            var missing = Assert.Throws<BpfUnsupportedException>(() =>
            {
                using var loaded = BpfObjectFile.Parse(bytes).Load();
                loaded.AttachAll();
            });
            Assert.Contains("sched_process_fork", missing.Advice);
            Assert.Contains("frok", missing.Message);
            Assert.Null(missing.Feature);
        });
    }

    [Fact]
    public void Without_kprobes_a_kprobe_is_a_typed_failure()
    {
        byte[] bytes = Sources.ForKernel("kprobe");
        Assert.SkipWhen(KernelFeatures.IsSupported(BpfFeature.Kprobes), "this kernel has kprobes");
        using var loaded = BpfObjectFile.Parse(bytes).Load();
        Assert.Equal(BpfFeature.Kprobes, Assert.Throws<BpfUnsupportedException>(loaded.AttachAll).Feature);
    }

    [Fact]
    public void A_kprobe_attaches_where_there_are_kprobes()
    {
        byte[] bytes = Sources.ForKernel("kprobe");
        Assert.SkipUnless(KernelFeatures.IsSupported(BpfFeature.Kprobes), "this kernel has no kprobes");
        using var loaded = BpfObjectFile.Parse(bytes).Load();
        loaded.AttachAll();
        Assert.True(loaded.Programs["entry"].IsAttached);
    }

    [Fact]
    public void An_unknown_section_lists_the_known_ones()
    {
        var refused = Assert.Throws<BpfException>(() => Sources.Open("unknown_section").Load());
        Assert.Contains("moon_phase/full", refused.Message);
        Assert.Contains("tp_btf", refused.Message);
    }

    [Fact]
    public void A_socket_filter_drops_packets()
    {
        var file = Sources.Open("packets");
        using var loaded = file.Load();
        using var receiver = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 5000 };
        receiver.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using var sender = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        var link = loaded.Programs["filter"].AttachToSocket(receiver);
        Assert.True(loaded.Programs["filter"].IsAttached && link.IsAttached);
        sender.SendTo([1], receiver.LocalEndPoint!);
        Assert.Equal(1ul, loaded.GetGlobal<ulong>("packets"));

        link.Dispose();
        Assert.False(loaded.Programs["filter"].IsAttached || link.IsAttached);
        sender.SendTo([2], receiver.LocalEndPoint!);
        byte[] buffer = new byte[8];
        Assert.Equal(1, receiver.Receive(buffer));
        Assert.Equal(2, buffer[0]);
        Assert.Throws<InvalidOperationException>(() => loaded.Programs["rewrite"].AttachToSocket(receiver));
        Assert.Contains("AttachToSocket", Assert.Throws<InvalidOperationException>(loaded.Programs["filter"].Attach).Message);
    }

    [Fact]
    public void An_xdp_program_attaches_to_an_interface()
    {
        byte[] bytes = Sources.ForKernel("packets");
        Support.Kernel.WithNetwork(() =>
        {
            using var loaded = BpfObjectFile.Parse(bytes).Load();
            var program = loaded.Programs["rewrite"];
            using (var link = program.AttachToInterface(1, XdpMode.Generic))
            {
                Assert.True(program.IsAttached);
                Assert.Equal(program, link.Program);
                Assert.Contains($"prog {program.Id} ", Support.Kernel.BpfTool("link", "show"));
                Assert.Contains("XDP program already", Assert.Throws<BpfException>(() => program.AttachToInterface(1, XdpMode.Generic)).Message);
            }

            Assert.False(program.IsAttached);
            Assert.Contains("no interface", Assert.Throws<BpfException>(() => program.AttachToInterface(4711)).Message);
        });
    }

    private static void ReadAll(TracePipe pipe, CancellationToken cancellationToken)
    {
        while (true)
            pipe.Read(cancellationToken);
    }

    private struct Hits
    {
#pragma warning disable CS0649 // A BPF program assigns them.
        public ulong Raw, Typed;
        public Rest Others;
#pragma warning restore CS0649

        [System.Runtime.CompilerServices.InlineArray(6)]
        public struct Rest
        {
            private ulong _first;
        }
    }
}
