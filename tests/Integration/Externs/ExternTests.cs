using System.Globalization;
using System.IO.Compression;
using BpfSharp.Integration.Infrastructure;
using Xunit;

namespace BpfSharp.Integration.Externs;

/// <summary>What objects have from the kernel: values of its configuration, addresses.</summary>
[Collection(nameof(Alone))]
public sealed class ExternTests
{
    private const string Options = """
        # Automatically generated
        CONFIG_BPFSHARP_ON=y
        # CONFIG_BPFSHARP_OFF is not set
        CONFIG_BPFSHARP_MODULE=m
        CONFIG_BPFSHARP_NUMBER=250
        CONFIG_BPFSHARP_NEGATIVE=-5
        CONFIG_BPFSHARP_ADDRESS=0xffffffff81000000
        CONFIG_BPFSHARP_TEXT="a \"quoted\" text"
        CONFIG_BPFSHARP_NAME="fifteen letters"
        CONFIG_BPFSHARP_UNUSED=0x7f

        """;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Options_are_what_a_configuration_says(bool isCompressed)
    {
        Requires.Root();
        using OptionProbe probe = new() { KernelConfig = Write(Options, isCompressed) };
        Assert.Equal(250, probe.Number); // before it is loaded, too
        probe.Load();
        Assert.Equal(1u, probe.Programs["Copy"].TestRun(new byte[64]).ReturnValue);
        Check(probe);
        File.Delete(probe.KernelConfig);
    }

    [Fact]
    public void Options_of_a_simulated_kernel_are_what_it_was_given()
    {
        SimulatedKernel kernel = new();
        using OptionProbe probe = new(kernel);
        Assert.Contains("CONFIG_BPFSHARP_ON", Assert.Throws<BpfException>(() => probe.Number).Advice, StringComparison.Ordinal);
        foreach (string[] option in Options.Split('\n').Where(line => line.StartsWith("CONFIG_", StringComparison.Ordinal)).Select(line => line.Split('=', 2)))
            kernel.Configuration[option[0]] = option[1];
        kernel.Configuration["CONFIG_BPFSHARP_OFF"] = "n";
        probe.InProgram = new() { On = probe.CONFIG_BPFSHARP_ON, Off = probe.Off, Module = probe.Module, Number = probe.Number, Negative = probe.Negative, Address = probe.Address, Missing = probe.Missing, Text = probe.Text, Name = probe.Name };
        Check(probe);
    }

    [Theory]
    [InlineData("CONFIG_BPFSHARP_NUMBER=250", "", "There is no CONFIG_BPFSHARP_NUMBER")]
    [InlineData("CONFIG_BPFSHARP_NUMBER=250", "CONFIG_BPFSHARP_NUMBER=\"250\"", "is no number")]
    [InlineData("CONFIG_BPFSHARP_NUMBER=250", "CONFIG_BPFSHARP_NUMBER=2147483648", "does not fit into 4 bytes")]
    [InlineData("CONFIG_BPFSHARP_NEGATIVE=-5", "CONFIG_BPFSHARP_NEGATIVE=-32769", "does not fit into 2 bytes")]
    [InlineData("CONFIG_BPFSHARP_ON=y", "CONFIG_BPFSHARP_ON=m", "KconfigTristate")]
    [InlineData("CONFIG_BPFSHARP_MODULE=m", "CONFIG_BPFSHARP_MODULE=3", "neither y nor m nor n")]
    [InlineData("CONFIG_BPFSHARP_NAME=\"fifteen letters\"", "CONFIG_BPFSHARP_NAME=\"sixteen letters.\"", "does not fit into 15 bytes")]
    [InlineData("CONFIG_BPFSHARP_TEXT=\"", "CONFIG_BPFSHARP_TEXT=", "is no text")]
    public void Options_that_cannot_be_read_are_named(string line, string other, string problem)
    {
        string path = Write(Options.Replace(line, other, StringComparison.Ordinal), isCompressed: false);
        using OptionProbe probe = new() { KernelConfig = path };
        Assert.Contains(problem, Assert.Throws<BpfException>(() => probe.Negative).Advice, StringComparison.Ordinal);
        File.Delete(path);
        Assert.Contains(path, Assert.Throws<BpfException>(() => probe.Negative).Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void The_kernels_version_is_known_without_a_configuration()
    {
        Requires.Root();
        using VersionProbe probe = new();
        probe.Load();
        uint version = probe.Programs["Version"].TestRun(new byte[64]).ReturnValue;
        Assert.Equal((uint)probe.LINUX_KERNEL_VERSION, version);
        Assert.Equal(Machine.Kernel, new Version((int)(version >> 16), (int)(version >> 8 & 255)));
        Assert.Equal(Machine.Kernel >= new Version(5, 15), probe.LINUX_HAS_BPF_COOKIE);
        Assert.Equal(probe.LINUX_HAS_BPF_COOKIE ? 1u : 0, probe.Programs["HasCookie"].TestRun(new byte[64]).ReturnValue);
    }

    [Fact]
    public void The_running_kernels_options_are_found()
    {
        Requires.Root();
        string? path = new[] { "/boot/config-" + File.ReadAllText("/proc/sys/kernel/osrelease").Trim(), "/proc/config.gz" }.FirstOrDefault(File.Exists);
        using RunningOptionProbe probe = new();
        if (path is null)
        {
            Assert.Contains("KernelConfig", Assert.Throws<BpfException>(probe.Load).Advice, StringComparison.Ordinal);
            return;
        }
        probe.Load();
        using Stream file = File.OpenRead(path);
        using StreamReader reader = new(path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file);
        string hz = reader.ReadToEnd().Split('\n').Single(line => line.StartsWith("CONFIG_HZ=", StringComparison.Ordinal))["CONFIG_HZ=".Length..];
        Assert.Equal(uint.Parse(hz, CultureInfo.InvariantCulture), probe.Programs["Hz"].TestRun(new byte[64]).ReturnValue);
    }

    [Fact]
    public unsafe void Symbols_are_at_the_kernels_addresses()
    {
        Requires.Root();
        using SymbolProbe probe = new();
        probe.Load();
        probe.Programs["Find"].TestRun(new byte[64]);
        long address = long.Parse(SymbolLine("kernel_clone")!.AsSpan(0, 16), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        Assert.Equal((address, false), (probe.Address, probe.IsMissingThere));
        Assert.Equal((nint)address, probe.kernel_clone);
        Assert.True(probe.Missing == null);
    }

    [Fact]
    public void Each_cpu_has_its_variable()
    {
        Requires.Root();
        Requires.Btf();
        Assert.SkipUnless(SymbolLine("runqueues") is not null, "needs a kernel that lists its variables (CONFIG_KALLSYMS_ALL)");
        Assert.SkipUnless(File.ReadAllBytes("/sys/kernel/btf/vmlinux").AsSpan().IndexOf("\0runqueues\0"u8) >= 0, "needs a kernel whose BTF has its variables");
        LeakGuard leaks = LeakGuard.Start();
        using (CpuProbe probe = new())
        {
            probe.Attach();
            Trigger.Fork(3);
            Assert.InRange(probe.Runs, 3, int.MaxValue);
            Assert.Equal(0, probe.Wrong);
        }
        leaks.AssertNothingLeft();
    }

    [Fact]
    public void A_symbol_that_is_missing_is_named()
    {
        Requires.Root();
        using MissingSymbolProbe probe = new();
        Assert.Contains("bpfsharp_no_such_symbol", Assert.ThrowsAny<Exception>(probe.Load).Message, StringComparison.Ordinal);
    }

    [Fact]
    public unsafe void Symbols_of_a_simulated_kernel_are_where_it_was_told()
    {
        SimulatedKernel kernel = new();
        RunQueue* queue = kernel.Allocate(new RunQueue { cpu = 1 });
        kernel.Symbols["runqueues"] = (nint)queue;
        using CpuProbe probe = new(kernel);
        using IDisposable scope = kernel.Enter();
        kernel.Cpu = 1;
        Assert.Equal(1, Bpf.ThisCpu(probe.runqueues)->cpu);
        Assert.True(Bpf.PerCpu(probe.runqueues, 2) == null && probe.Active == null);
    }

    private static string? SymbolLine(string name) => File.ReadLines("/proc/kallsyms").FirstOrDefault(line => line.EndsWith(" " + name, StringComparison.Ordinal));

    private static void Check(OptionProbe probe)
    {
        OptionProbe.Seen seen = probe.InProgram;
        Assert.Equal((true, false, KconfigTristate.Module, 250, (short)-5), (seen.On, seen.Off, seen.Module, seen.Number, seen.Negative));
        Assert.Equal((0xffffffff81000000, 0u, "a \"quoted\" text", "fifteen letters"), (seen.Address, seen.Missing, seen.Text.ToString(), seen.Name.ToString()));
        Assert.Equal((true, false, KconfigTristate.Module, 250, (short)-5), (probe.CONFIG_BPFSHARP_ON, probe.Off, probe.Module, probe.Number, probe.Negative));
        Assert.Equal((0xffffffff81000000, 0u, "a \"quoted\" text", "fifteen letters", 0x7fL), (probe.Address, probe.Missing, probe.Text.ToString(), probe.Name.ToString(), probe.Unused));
    }

    private static string Write(string text, bool isCompressed)
    {
        string path = Path.GetTempFileName();
        using Stream file = File.Create(path);
        using StreamWriter writer = new(isCompressed ? new GZipStream(file, CompressionMode.Compress) : file);
        writer.Write(text);
        return path;
    }
}
