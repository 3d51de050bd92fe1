using System.Globalization;
using BpfSharp.Integration.Infrastructure;
using BpfSharp.Integration.Kprobes;
using Xunit;

namespace BpfSharp.Integration.KernelTypes;

/// <summary>CO-RE from C#: the same object on all kernels, held against what the kernel says elsewhere of the same thing.</summary>
[Collection(nameof(Alone))]
public sealed class CoreTests
{
    const int OpenFiles = 7; // RLIMIT_NOFILE

    public CoreTests()
    {
        Requires.Root();
        Requires.Btf();
    }

    [Fact]
    public void Every_relocation_by_probed_reads()
    {
        using CoreProbes probes = new() { Thread = Calls.Thread };
        probes.Limit = OpenFiles;
        probes.Load();
        probes.Programs["Look"].TestRun(new byte[16]);
        Check(probes.Probed);
        Assert.Equal(0u, probes.Probed.State); // it runs
        Assert.Empty(probes.Traps);
    }

    [Fact]
    public void Every_relocation_by_direct_loads()
    {
        using CoreProbes probes = new() { Thread = Calls.Thread };
        probes.Limit = OpenFiles;
        probes.Load();
        Check(Assert.Single(probes.Programs["OnTask"].Iterate<Facts>()));
        Assert.Empty(probes.Traps);
    }

    [Fact]
    public void A_bitfield_is_what_the_system_call_has_set()
    {
        using CoreProbes probes = new() { Thread = Calls.Thread };
        probes.Load();
        Thread thread = new(() =>
        {
            probes.Programs["Look"].TestRun(new byte[16]);
            Assert.Equal(0u, probes.Probed.ResetOnFork);
            Assert.Equal(0, Calls.ResetSchedulingOnFork());
            probes.Programs["Look"].TestRun(new byte[16]);
        });
        thread.Start();
        thread.Join();
        Assert.Equal(1u, probes.Probed.ResetOnFork);
    }

    [Fact]
    public void A_missing_field_is_named_with_its_line_type_and_kernel()
    {
        using MissingFieldProbe probe = new();
        var missing = Assert.Throws<VerifierException>(probe.Load);
        Assert.EndsWith("CoreProbes.cs", missing.File, StringComparison.Ordinal);
        Assert.Contains("no_such_field", missing.SourceText, StringComparison.Ordinal);
        Assert.Contains("struct task_struct, no_such_field", missing.Reason, StringComparison.Ordinal);
        Assert.Contains(File.ReadAllText("/proc/sys/kernel/osrelease").Trim(), missing.Reason, StringComparison.Ordinal);
        Assert.Contains("KernelType.FieldExists", missing.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Types_from_a_file_stand_for_the_kernels_own()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.Copy("/sys/kernel/btf/vmlinux", path, overwrite: true);
            using CoreProbes probes = new() { Thread = Calls.Thread, KernelBtf = path };
            probes.Limit = OpenFiles;
            probes.Load();
            probes.Programs["Look"].TestRun(new byte[16]);
            Check(probes.Probed);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>An object file of another program has types too, but not those of a task.</summary>
    [Fact]
    public void Types_from_a_file_are_looked_for_there_alone()
    {
        using MissingFieldProbe probe = new() { KernelBtf = CObject.PathOf("entry_of_function") };
        var missing = Assert.Throws<VerifierException>(probe.Load);
        Assert.Contains("entry_of_function", missing.Reason, StringComparison.Ordinal);
        Assert.Contains("has no struct task_struct", missing.Reason, StringComparison.Ordinal);
        using MissingFieldProbe other = new() { KernelBtf = "/no/such/file" };
        Assert.ThrowsAny<IOException>(other.Load);
    }

    static void Check(Facts facts)
    {
        string status = File.ReadAllText($"/proc/self/task/{Calls.Thread}/status");
        int[] Numbers(string name) => [.. Line(status, name).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(n => int.Parse(n, CultureInfo.InvariantCulture))];
        int thread = Calls.Thread, process = Environment.ProcessId;
        Assert.Equal((thread, process, process), (facts.Pid, facts.Tgid, facts.LeaderPid));
        Assert.Equal((thread, process, thread), (facts.SamePid, facts.SameTgid, facts.CopiedPid));
        Assert.Equal((thread, process), (facts.Namespaced, facts.TgidByOffset));
        Assert.Equal(((uint)Numbers("Uid:")[0], (uint)Numbers("Gid:")[0]), (facts.Uid, facts.Gid));
        Assert.Equal(File.ReadAllText($"/proc/self/task/{thread}/comm").TrimEnd(), facts.Comm.ToString());
        Assert.Equal(File.ReadAllText("/proc/self/comm").TrimEnd(), facts.CopiedComm.ToString());

        string limits = Line(File.ReadAllText("/proc/self/limits"), "Max open files");
        Assert.Equal(ulong.Parse(limits.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[4], CultureInfo.InvariantCulture), facts.OpenFiles);

        Assert.Equal((4, 16), (facts.PidSize, facts.CommSize));
        Assert.Equal(KernelFunctions.FindStruct("task_struct"), ((int)facts.TypeId, facts.TaskSize));

        // include/linux/pid.h and include/uapi/linux/bpf.h
        Assert.Equal((1, 2, 1), (facts.TgidValue, facts.PgidValue, facts.LookupValue));
        bool isRenamed = Machine.Kernel >= new Version(5, 14);
        Assert.Equal((isRenamed, !isRenamed), (facts.HasState != 0, facts.HasOldState != 0));
        Assert.Equal((0, 1, 1, 0, 0), (facts.HasField, facts.HasPointer, facts.HasType, facts.HasNothing, facts.HasNoneType));
        // Of a type that has a field more than the kernel's, or one of another type, less is true than that it exists.
        Assert.Equal((1, 0, 0, 0), (facts.Matches, facts.MatchesWithMissing, facts.MatchesWithOther, facts.MatchesNothing));
        Assert.Equal(Machine.Kernel >= new Version(5, 17), facts.HasLoop != 0);
    }

    static string Line(string text, string start) => text.Split('\n').FirstOrDefault(line => line.StartsWith(start, StringComparison.Ordinal)) ?? "";
}
