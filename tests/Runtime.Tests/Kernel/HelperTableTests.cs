using System.Collections.Concurrent;
using BpfSharp.Compiler.Checks;
using BpfSharp.Runtime.Tests.Objects;
using BpfSharp.Runtime.Tests.Support;
using BpfSharp.Sys;
using Xunit;

namespace BpfSharp.Runtime.Tests.Kernel;

/// <summary>
/// The compiler's tables of what each kind of program may call and use (BPF0154), held against every test kernel: what they say a kernel
/// refuses, it refuses. So there is no false alarm on these kernels.
/// </summary>
[Collection(KernelCollection.Name)]
public sealed class HelperTableTests
{
    private const int Tracing = 26, RawTracepointAttach = 23, FentryAttach = 24, IteratorAttach = 28;
    private const uint Sleepable = 16;

    private static readonly Version s_kernel = new(Environment.OSVersion.Version.Major, Environment.OSVersion.Version.Minor);

    private static readonly ConcurrentDictionary<string, Lazy<HashSet<int>?>> s_allowed = new();

    public static TheoryData<string> Hooks => [.. HelperTable.All.Select(static table => table.Sections)];

    [Theory, MemberData(nameof(Hooks))]
    public void What_is_refused_by_the_table_is_refused_by_the_kernel(string sections)
    {
        Support.Kernel.Require();
        var table = HelperTable.All.Single(table => table.Sections == sections);
        var allowed = Allowed(table);
        int release = Array.FindLastIndex(HelperTable.Releases, release => release <= s_kernel);
        var wrong = Enumerable.Range(1, KernelVersions.NewestHelper)
            .Where(helper => table.FirstRelease(helper) is { } first && (first > release && (first == HelperTable.Releases.Length || HelperTable.Releases[first - 1] >= s_kernel)))
            .Where(allowed.Contains);
        Assert.Empty(wrong);
    }

    /// <summary>On the kernels that the tables were made from, the other way round as well: what they allow is allowed.</summary>
    [Theory, MemberData(nameof(Hooks))]
    public void What_is_allowed_by_the_table_is_known_to_the_kernel(string sections)
    {
        Support.Kernel.Require();
        int release = Array.IndexOf(HelperTable.Releases, s_kernel);
        Assert.SkipUnless(release >= 0, "needs one of the kernels that the table was made from");
        var table = HelperTable.All.Single(table => table.Sections == sections);
        var allowed = Allowed(table);
        var wrong = Enumerable.Range(1, KernelVersions.NewestHelper)
            .Where(helper => table.FirstRelease(helper) <= release && !allowed.Contains(helper));
        Assert.Empty(wrong);
    }

    [Fact]
    public void Maps_of_programs_that_may_sleep_are_as_in_the_table()
    {
        Support.Kernel.Require();
        Assert.SkipUnless(RunningKernel.Types() is { } types && types.FindFunction("bpf_iter_bpf_map") != 0, "needs a kernel with iterators");
        int function = RunningKernel.Types()!.FindFunction("bpf_iter_bpf_map");
        foreach ((BpfMapType type, uint key, uint value, BpfMapFlags flags) in s_maps)
        {
            using var map = ProbeObjects.CreateMap(type, key, value, 4, flags);
            if (map is null || SleepableMaps.FirstRelease((int)type, (uint)flags) is not { } first)
                continue;
            string log = KernelJudge.LogOf([0x1118 | (ulong)(uint)map.Fd << 32, 0, 0xb7, 0x95], Tracing, attachType: IteratorAttach, attachBtf: function, flags: Sleepable);
            bool isRefused = log.Contains("Sleepable programs can only", StringComparison.Ordinal);
            bool isSaidToBe = first == HelperTable.Releases.Length || HelperTable.Releases[first] > s_kernel && HelperTable.Releases[first - 1] >= s_kernel;
            Assert.True(!isSaidToBe || isRefused, $"{type} ({flags}): {log}");
        }
    }

    private static readonly (BpfMapType, uint, uint, BpfMapFlags)[] s_maps =
    [
        (BpfMapType.Hash, 4, 8, 0), (BpfMapType.Hash, 4, 8, BpfMapFlags.NoPreallocation), (BpfMapType.Array, 4, 8, 0), (BpfMapType.PerfEventArray, 4, 4, 0),
        (BpfMapType.PerCpuHash, 4, 8, 0), (BpfMapType.PerCpuArray, 4, 8, 0), (BpfMapType.StackTrace, 4, 64, 0), (BpfMapType.LruHash, 4, 8, 0), (BpfMapType.LpmTrie, 8, 8, BpfMapFlags.NoPreallocation),
        (BpfMapType.Queue, 0, 8, 0), (BpfMapType.Stack, 0, 8, 0), (BpfMapType.BloomFilter, 0, 8, 0), (BpfMapType.DevMapHash, 4, 4, 0),
    ];

    /// <summary>What this kernel allows; skips the test where it loads no such programs.</summary>
    private static HashSet<int> Allowed(HelperTable table)
    {
        var allowed = s_allowed.GetOrAdd(table.Sections, _ => new(() =>
        {
            (int Attach, int Target)[] hooks = [.. table.AttachTypes.Select(attach => (attach, table.ProgramType == Tracing ? Target(attach) : 0))];
            bool isLoaded = hooks.Any(hook => IsVerified(Log(table, hook, 1)));
            return isLoaded ? [.. Enumerable.Range(1, KernelVersions.NewestHelper).Where(helper => hooks.Any(hook => IsAllowed(Log(table, hook, helper))))] : null;
        })).Value;
        Assert.SkipWhen(allowed is null, "needs a kernel that loads programs of the hook");
        return allowed;
    }

    private static string Log(HelperTable table, (int Attach, int Target) hook, int helper) =>
        KernelJudge.LogOf([0x85 | (ulong)helper << 32, 0xb7, 0x95], (uint)table.ProgramType, attachType: hook.Attach, attachBtf: hook.Target, flags: table.Sections == "syscall" ? Sleepable : 0);

    private static int Target(int attach) => RunningKernel.Types() is not { } types ? 0 : attach switch
    {
        RawTracepointAttach => types.FindTracepointTypedef("sched_process_fork"),
        >= FentryAttach and < IteratorAttach => types.FindFunction("security_file_open"), // fmod_ret takes it, too
        _ => types.FindFunction("bpf_iter_bpf_map"),
    };

    /// <summary>A program that is refused for anything else but the helper is one that may call it: the helper's arguments are missing.</summary>
    private static bool IsAllowed(string log) => IsVerified(log)
        && !log.Contains("unknown func", StringComparison.Ordinal) && !log.Contains("cannot use helper", StringComparison.Ordinal)
        && !log.Contains("invalid func", StringComparison.Ordinal) && !log.Contains("not allowed", StringComparison.Ordinal);

    /// <summary>Whether the verifier came to the call; of what it accepts, it only says how much that was.</summary>
    private static bool IsVerified(string log) =>
        log.Contains("(85) call", StringComparison.Ordinal) || (log.Contains("processed ", StringComparison.Ordinal) && !log.Contains("processed 0 ", StringComparison.Ordinal));
}
