using BpfSharp.Integration.Infrastructure;
using BpfSharp.Integration.Kprobes;
using Xunit;

namespace BpfSharp.Integration.Modules;

/// <summary>Functions and types of modules, which have types of their own from kernel 5.11.</summary>
[Collection(nameof(Alone))]
public sealed class ModuleTests
{
    const ulong OverlayMagic = 0x794c7630; // include/uapi/linux/magic.h

    public ModuleTests() => Requires.Root();

    [Fact]
    [Trait("ability", "types and functions of modules")]
    public void A_function_of_a_module_with_types_of_the_module()
    {
        Requires.Trampolines();
        Requires.ModuleTypes("overlay");
        LeakGuard leaks = LeakGuard.Start();
        using (OverlayProbe probe = new() { Thread = Calls.Thread })
        {
            probe.Attach();
            OpenFile();
            SeenOverlay seen = probe.Seen;
            Assert.True(seen.Hits > 0, "a file of the root file system was opened");
            Assert.Equal((OverlayMagic, 1u), (seen.Magic, seen.Exists));
            Assert.Equal(Layers(), seen.Layers);
        }
        leaks.AssertNothingLeft();
    }

    [Fact]
    public void A_kprobe_in_a_module()
    {
        Requires.Kprobes();
        Requires.ModuleTypes("overlay");
        using OverlayKprobe probe = new() { Thread = Calls.Thread };
        probe.Attach();
        OpenFile();
        Assert.True(probe.Seen.Hits > 0);
        Assert.Equal(Layers(), probe.Seen.Layers);
    }

    [Fact]
    public void A_symbol_of_a_module()
    {
        // What is built in has no module's name behind its symbols, though it may be in /sys/module.
        Assert.SkipUnless(File.Exists("/proc/modules") && File.ReadLines("/proc/modules").Any(line => line.StartsWith("overlay ", StringComparison.Ordinal)), "needs the module overlay");
        using OverlaySymbol probe = new();
        probe.Load();
        probe.Programs["Find"].TestRun(new byte[64]);
        Assert.NotEqual(0, probe.Address);
        Assert.Contains(File.ReadLines("/proc/kallsyms"), line => line.EndsWith("ovl_open\t[overlay]", StringComparison.Ordinal) && line.StartsWith(probe.Address.ToString("x16"), StringComparison.Ordinal));
    }

    [Fact]
    public void A_modules_function_is_held_against_its_prototype()
    {
        Requires.ModuleTypes("overlay");
        using WrongOverlayProbe probe = new();
        Assert.Contains("ovl_open(struct inode *", Assert.Throws<BpfUnsupportedException>(probe.Load).Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_of_a_module_is_called()
    {
        Requires.ModuleTypes("nf_conntrack");
        Assert.SkipUnless(KernelAddress.Has("bpf_xdp_ct_lookup"), "needs a kernel whose connection tracking can be asked");
        using ConnectionProbe probe = new();
        probe.Load();
        probe.Programs["Look"].TestRun(new byte[64]);
        Assert.Equal(-2 /* ENOENT: there is no such connection */, probe.Error);
    }

    static void OpenFile() => File.OpenHandle("/etc/passwd").Dispose();

    /// <summary>What /proc says of the root: the layer above and those below, which have colons between them.</summary>
    static uint Layers()
    {
        string root = File.ReadLines("/proc/self/mounts").Last(line => line.Split(' ')[1] == "/");
        string lower = root.Split("lowerdir=")[1].Split(',', ' ')[0];
        return 1 + (uint)lower.Split(':').Length;
    }
}
