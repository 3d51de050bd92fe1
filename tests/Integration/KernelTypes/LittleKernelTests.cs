#if KERNEL_TYPES
using System.Globalization;
using BpfSharp.Integration.Infrastructure;
using BpfSharp.Integration.Kprobes;
using Xunit;

namespace BpfSharp.Integration.KernelTypes;

/// <summary>Programs by the types of the reference assembly, on kernels that have them elsewhere.</summary>
[Collection(nameof(Alone))]
public sealed class LittleKernelTests
{
    public LittleKernelTests()
    {
        Requires.Root();
        Requires.Btf();
    }

    [Fact]
    public void By_probed_reads()
    {
        using LittleKernelProbes probes = new() { Thread = Calls.Thread };
        probes.Kind = 1;
        probes.Load();
        probes.Programs["Look"].TestRun(new byte[16]);
        Check(probes.Probed);
        Assert.Empty(probes.Traps);
    }

    [Fact]
    public void By_direct_loads()
    {
        using LittleKernelProbes probes = new() { Thread = Calls.Thread };
        probes.Kind = 1;
        probes.Load();
        Check(Assert.Single(probes.Programs["OnTask"].Iterate<TaskFacts>()));
        Assert.Empty(probes.Traps);
    }

    [Fact]
    public void Nothing_of_the_assembly_is_there_at_run_time()
    {
        Assert.False(File.Exists(Path.Combine(AppContext.BaseDirectory, "BpfSharp.Kernel.dll")));
        Assert.DoesNotContain(AppDomain.CurrentDomain.GetAssemblies(), assembly => assembly.GetName().Name == "BpfSharp.Kernel");
    }

    private static void Check(TaskFacts facts)
    {
        int thread = Calls.Thread, process = Environment.ProcessId;
        string[] Words(string file, string start) => File.ReadLines(file).First(line => line.StartsWith(start, StringComparison.Ordinal)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal((thread, process, process, process), (facts.Pid, facts.Tgid, facts.Numbered, facts.NumberedByVariable));
        Assert.Equal(File.ReadAllText($"/proc/self/task/{thread}/comm").TrimEnd(), facts.Comm.ToString());
        Assert.Equal(uint.Parse(Words($"/proc/self/task/{thread}/status", "Uid:")[1], CultureInfo.InvariantCulture), facts.Uid);
        Assert.Equal(ulong.Parse(Words("/proc/self/limits", "Max open files")[4], CultureInfo.InvariantCulture), facts.OpenFiles);
        Assert.Equal((0u, 1, 0), (facts.ResetOnFork, facts.TgidValue, facts.HasNothing));
        Assert.Equal(KernelFunctions.FindStruct("task_struct")!.Value.Size, facts.TaskSize);
        string host = File.ReadAllText("/proc/sys/kernel/hostname").Trim();
        Assert.Equal(((byte)host[0], host), (facts.FirstOfHost, facts.Host.ToString()));
        string folder = Path.GetFileName(Environment.CurrentDirectory) is { Length: > 0 } name ? name : "/";
        Assert.Equal(((uint)folder.Length, folder), (facts.FolderLength, facts.Folder.ToString()));
    }
}
#endif
