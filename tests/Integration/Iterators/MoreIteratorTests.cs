using System.Globalization;
using System.Net;
using System.Net.Sockets;
using BpfSharp.Integration.Infrastructure;
using Xunit;

namespace BpfSharp.Integration.Iterators;

/// <summary>The kernel's other iterators: each is read for something that the test has made or that /proc tells too.</summary>
[Collection(nameof(Alone))]
public sealed class MoreIteratorTests
{
    public MoreIteratorTests()
    {
        Requires.Feature(BpfFeature.Iterators);
        Requires.Btf();
    }

    [Fact]
    [Trait("hook", "iter")]
    public void Programs()
    {
        Has("bpf_prog");
        using ProgramIterator iterator = new();
        Assert.Contains((uint)Loaded(iterator).Id, Read<uint>(iterator));
    }

    [Fact]
    public void Links()
    {
        Has("bpf_link");
        using BtfTracepointLink held = new();
        held.Attach();
        using LinkIterator iterator = new();
        Assert.NotEmpty(RawBpf.Ids(31));
        // The iterator's own is there too.
        Assert.Empty(RawBpf.Ids(31).Except(Read<uint>(iterator).Select(id => (int)id)));
    }

    [Fact]
    public void Tcp_and_udp_sockets()
    {
        Has("tcp");
        Has("udp");
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        using UdpClient client = new(new IPEndPoint(IPAddress.Loopback, 0));
        using TcpIterator tcp = new();
        Assert.Contains(((IPEndPoint)listener.LocalEndpoint).Port, Read<int>(tcp));
        using UdpIterator udp = new();
        Assert.Contains(((IPEndPoint)client.Client.LocalEndPoint!).Port, Read<int>(udp));
    }

    [Fact]
    public void Local_and_netlink_sockets()
    {
        Has("netlink");
        using var netlink = Kprobes.Calls.OpenNetlink(out uint port);
        using MessageIterator messages = new();
        Assert.Contains(port, Read<uint>(messages));
        if (!Exists("unix"))
            return;
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        using Socket local = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        local.Bind(new UnixDomainSocketEndPoint(path));
        try
        {
            using LocalIterator sockets = new();
            List<int> families = Read<int>(sockets);
            Assert.NotEmpty(families);
            Assert.All(families, family => Assert.Equal(1, family));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Symbols()
    {
        Has("ksym");
        ulong address = Kprobes.KernelAddress.Of("vfs_read");
        using SymbolIterator iterator = new() { Wanted = address };
        Assert.Contains(address, Read<ulong>(iterator));
    }

    [Fact]
    public void Memory_of_a_process()
    {
        Has("task_vma");
        using AreaIterator iterator = new() { Process = Environment.ProcessId };
        List<AreaRow> rows = Read<AreaRow>(iterator);
        string first = File.ReadLines("/proc/self/maps").First().Split(' ')[0];
        Assert.Contains(rows, row => string.Create(CultureInfo.InvariantCulture, $"{row.Start:x}") == first.Split('-')[0].TrimStart('0'));
        Assert.All(rows, row => Assert.True(row.Start < row.End));
    }

    [Fact]
    public void Control_groups_from_a_folder_on()
    {
        Has("cgroup");
        Requires.Cgroup2();
        string root = Machine.CgroupMount!, made = Path.Combine(root, "bpfsharp-iterated");
        Directory.CreateDirectory(made);
        try
        {
            using GroupIterator iterator = new();
            BpfProgram program = Loaded(iterator);
            ulong own = Assert.Single(program.Iterate<ulong>(BpfIteratorScope.Cgroup(made, BpfCgroupWalk.Itself)));
            List<ulong> above = [.. program.Iterate<ulong>(BpfIteratorScope.Cgroup(made, BpfCgroupWalk.Ancestors))];
            Assert.Equal((own, 2), (above[0], above.Count));
            List<ulong> below = [.. program.Iterate<ulong>(BpfIteratorScope.Cgroup(root))];
            Assert.Equal(above[1], below[0]);
            Assert.Contains(own, below);
            Assert.Equal(above[1], program.Iterate<ulong>(BpfIteratorScope.Cgroup(root, BpfCgroupWalk.DescendantsFirstChildren)).Last());
            Assert.Throws<ArgumentException>(() => program.Iterate<ulong>());
            Assert.Throws<BpfException>(() => program.Iterate<ulong>(BpfIteratorScope.Cgroup("/proc")).Count());
        }
        finally
        {
            Directory.Delete(made);
        }
    }

    [Fact]
    public void Elements_of_a_map()
    {
        Has("bpf_map_elem");
        using ElementIterator iterator = new();
        BpfProgram program = Loaded(iterator);
        iterator.Numbers[7] = 77;
        iterator.Numbers[8] = 88;
        Assert.Equal([(7, 77ul), (8, 88ul)], program.Iterate<ElementRow>(BpfIteratorScope.Elements(OpenMap(iterator))).Select(row => (row.Key, row.Value)).Order());
    }

    [Fact]
    public void Sockets_that_a_storage_has_something_of()
    {
        Has("bpf_sk_storage_map");
        using SocketStorageIterator iterator = new();
        BpfProgram program = Loaded(iterator);
        using Socket one = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp), other = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        one.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        iterator.Marks.Set(one.SafeHandle, 11);
        iterator.Marks.Set(other.SafeHandle, 22);
        IEnumerable<SocketRow> rows = program.Iterate<SocketRow>(BpfIteratorScope.Elements(iterator.Marks.Map));
        Assert.Equal([(0, 22), (((IPEndPoint)one.LocalEndPoint!).Port, 11)], rows.Select(row => (row.Port, row.Value)).Order());
        iterator.Marks.Remove(other.SafeHandle);
        Assert.Equal(11, Assert.Single(rows).Value);
    }

    /// <summary>Any other that this kernel has, by its name alone.</summary>
    [Theory]
    [InlineData("task")]
    [InlineData("bpf_map")]
    [InlineData("ipv6_route")]
    [InlineData("kmem_cache")]
    [InlineData("dmabuf")]
    public void By_name(string name)
    {
        Has(name);
        using AnyIterator iterator = new();
        iterator.Programs["On"].SetTarget(name);
        int count = Read<byte>(iterator).Count;
        Assert.True(count > 0 || name == "dmabuf", $"{name}: {count}");
    }

    static bool Exists(string name) => Kprobes.KernelAddress.Has("bpf_iter_" + name);

    static void Has(string name) => Assert.SkipUnless(Exists(name), $"needs a kernel with the iterator {name}");

    static BpfProgram Loaded(BpfObject iterator)
    {
        iterator.Load();
        return iterator.Programs["On"];
    }

    static List<T> Read<T>(BpfObject iterator)
        where T : unmanaged => [.. Loaded(iterator).Iterate<T>()];

    static BpfMap OpenMap(ElementIterator iterator) => iterator.Numbers.Map;
}

/// <summary>Something that holds a link.</summary>
[BpfObject]
internal sealed partial class BtfTracepointLink
{
    [RawTracepoint("sched_process_exit")]
    void On() { }
}
