using BpfSharp.Integration.Infrastructure;
using BpfSharp.Integration.Kprobes;
using Microsoft.Win32.SafeHandles;
using Xunit;

namespace BpfSharp.Integration.Hooks;

/// <summary>Each reason for which a program is not attached to a control group, and what is said about it.</summary>
[Collection(nameof(Alone))]
public sealed class GroupRefusalTests : IDisposable
{
    const int MostPrograms = 64, Ingress = 0;

    readonly GroupProbe probe = new();

    public void Dispose() => probe.Dispose();

    [Fact]
    public void A_path_that_leads_to_no_group_is_explained()
    {
        using TestGroup group = TestGroup.Create();
        BpfProgram program = Loaded();
        string name = Path.GetFileName(group.Path), misspelt = group.Path.Replace("bpfsharp", "bpfshrap", StringComparison.Ordinal);
        string missing = Assert.Throws<DirectoryNotFoundException>(() => program.AttachToCgroup(misspelt)).Message;
        Assert.Contains("attach program OnReceive (cgroup_skb/ingress) to control group " + misspelt, missing, StringComparison.Ordinal);
        Assert.Contains($"in {Machine.CgroupMount}. Did you mean {name}?", missing, StringComparison.Ordinal);

        Assert.Contains($"is no control group, but a folder of another file system. Those of version 2 are below {Machine.CgroupMount}.", Refusal("/proc"), StringComparison.Ordinal);
        Assert.Contains("is a file: a control group is a folder", Refusal(Path.Combine(group.Path, "cgroup.procs")), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => program.AttachToCgroup(""));

        string Refusal(string path) => Assert.Throws<BpfException>(() => program.AttachToCgroup(path)).Advice;
    }

    [Fact]
    public void A_group_of_version_1_is_said_to_be()
    {
        string? older = File.ReadLines("/proc/mounts").Select(static line => line.Split(' ')).FirstOrDefault(static fields => fields[2] == "cgroup")?[1];
        Assert.SkipWhen(older is null, "needs a mounted cgroup of version 1");
        Assert.Contains("version 1, to which no program can be attached", Assert.Throws<BpfException>(() => Loaded().AttachToCgroup(older)).Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_capability_is_named()
    {
        using TestGroup group = TestGroup.Create();
        BpfProgram program = Loaded();
        Privileges.Drop(() =>
        {
            BpfException refused = Assert.Throws<BpfException>(() => program.AttachToCgroup(group.Path));
            Assert.Contains("CAP_", refused.Advice, StringComparison.Ordinal);
            Assert.Contains("sudo", refused.Advice, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_program_that_is_to_be_the_only_one_is_said_to_be_there()
    {
        using TestGroup group = TestGroup.Create();
        BpfProgram program = Loaded();
        using SafeFileHandle folder = FolderHandle.Open(group.Path);
        int descriptor = (int)program.Handle.DangerousGetHandle();
        Assert.Equal(0, RawBpf.AttachToCgroup((int)folder.DangerousGetHandle(), descriptor, Ingress, 0));
        try
        {
            BpfException refused = Assert.Throws<BpfException>(() => program.AttachToCgroup(group.Path));
            Assert.Contains("attached to be the only one", refused.Advice, StringComparison.Ordinal);
            Assert.Contains("bpftool cgroup tree", refused.Advice, StringComparison.Ordinal);
        }
        finally
        {
            Assert.Equal(0, RawBpf.AttachToCgroup((int)folder.DangerousGetHandle(), descriptor, Ingress, 0, detach: true));
        }
    }

    [Fact]
    public void More_programs_than_a_group_takes_are_counted()
    {
        using TestGroup group = TestGroup.Create();
        BpfProgram program = Loaded();
        for (int count = 0; count < MostPrograms; count++)
            program.AttachToCgroup(group.Path);
        BpfException refused = Assert.Throws<BpfException>(() => program.AttachToCgroup(group.Path));
        Assert.Contains("has 64 programs of this kind already", refused.Advice, StringComparison.Ordinal);
        Assert.Equal(7, refused.Errno);
        program.Detach();
    }

    [Fact]
    public void A_program_of_another_hook_names_its_own_way()
    {
        Requires.Root();
        Requires.Btf();
        using HookProbes other = new();
        Assert.Contains("is no program of control groups", Assert.Throws<InvalidOperationException>(() => other.Programs["EveryOther"].AttachToCgroup("/sys/fs/cgroup")).Message, StringComparison.Ordinal);
        Assert.Contains("AttachToCgroup", Assert.Throws<InvalidOperationException>(Loaded().Attach).Message, StringComparison.Ordinal);
        using GroupProbe simulated = new(new SimulatedKernel());
        Assert.Null(simulated.Programs["OnReceive"].Target);
        Assert.Throws<InvalidOperationException>(() => simulated.Programs["OnReceive"].AttachToCgroup("/"));
    }

    BpfProgram Loaded()
    {
        Requires.Root();
        Requires.Btf();
        probe.Load();
        return probe.Programs["OnReceive"];
    }
}
