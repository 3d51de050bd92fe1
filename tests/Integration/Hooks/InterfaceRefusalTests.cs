using BpfSharp.Integration.Infrastructure;
using BpfSharp.Integration.Kprobes;
using Xunit;

namespace BpfSharp.Integration.Hooks;

/// <summary>Each reason for which an XDP program is not attached to an interface, and what is said about it; in a network with lo alone, which is down.</summary>
[Collection(nameof(Alone))]
public sealed class InterfaceRefusalTests : IDisposable
{
    readonly HookProbes probes = new();

    public void Dispose() => probes.Dispose();

    [Fact]
    public void A_wrong_interface_gets_those_that_there_are() => InOwnNetwork(program =>
    {
        BpfException misspelt = Assert.Throws<BpfException>(() => program.AttachToInterface("ol"));
        Assert.Contains("There is no interface ol in this network namespace. Did you mean lo?", misspelt.Advice, StringComparison.Ordinal);
        Assert.Contains("There are lo (1)", misspelt.Advice, StringComparison.Ordinal);
        BpfException missing = Assert.Throws<BpfException>(() => program.AttachToInterface(4711));
        Assert.Contains("There is no interface with index 4711 in this network namespace. There are lo (1)", missing.Advice, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => program.AttachToInterface(0));
        Assert.Throws<ArgumentException>(() => program.AttachToInterface(""));
    });

    [Fact]
    public void An_interface_that_is_down_takes_a_program_and_names_it_to_the_next() => InOwnNetwork(program =>
    {
        using (BpfLink link = program.AttachToInterface("lo", XdpMode.Generic))
        {
            BpfException second = Assert.Throws<BpfException>(() => program.AttachToInterface("lo", XdpMode.Generic));
            Assert.Contains("to interface lo (1)", second.Message, StringComparison.Ordinal);
            Assert.Contains($"has an XDP program already, with id {program.Id} (bpftool prog show id {program.Id}), held by link {link.GetInformation().Id}", second.Advice, StringComparison.Ordinal);
        }
        program.AttachToInterface(1).Dispose();
    });

    [Theory]
    [InlineData(XdpMode.Driver)]
    [InlineData(XdpMode.Hardware)]
    public void A_mode_that_the_driver_lacks_names_another(XdpMode mode) => InOwnNetwork(program =>
    {
        BpfException refused = Assert.Throws<BpfException>(() => program.AttachToInterface("lo", mode));
        Assert.Contains($"cannot do XdpMode.{mode}: use XdpMode.Generic", refused.Advice, StringComparison.Ordinal);
    });

    /// <summary>Once a program is loaded, the kernel lets anyone who has it attach it.</summary>
    [Fact]
    public void A_missing_capability_is_named_when_loading()
    {
        Requires.Root();
        Privileges.Drop(() => Assert.Contains("CAP_", Assert.Throws<BpfException>(probes.Load).Advice, StringComparison.Ordinal));
    }

    void InOwnNetwork(Action<BpfProgram> test)
    {
        Requires.Root();
        Requires.Btf();
        OwnNetwork.Run(() =>
        {
            probes.Load();
            test(probes.Programs["EveryOther"]);
        });
    }
}
