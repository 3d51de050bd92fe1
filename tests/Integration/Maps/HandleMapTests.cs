using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using BpfSharp.Integration.Infrastructure;
using Microsoft.Win32.SafeHandles;
using Xunit;

namespace BpfSharp.Integration.Maps;

/// <summary>Maps of kernel objects, and values that kernel objects carry.</summary>
[Collection(nameof(Alone))]
public sealed class HandleMapTests
{
    private readonly byte[] _packet = new byte[64];

    [Fact]
    public void A_program_goes_on_with_another()
    {
        Requires.Root();
        LeakGuard leaks = LeakGuard.Start();
        using (JumpCases cases = new())
        {
            cases.Load();
            cases.Jumps.Set(1, cases.Programs["First"]);
            cases.Jumps.Set(2, cases.Programs["Again"]);
            Assert.Equal([100u, 1u, 3u, 100u, 100u], new[] { 0, 1, 2, 3, 4 }.Select(where => Run(cases, where)));
            Assert.True(cases.Jumps.TryGetProgramId(1, out int id));
            Assert.Equal(cases.Programs["First"].Id, id);
            Assert.False(cases.Jumps.TryGetProgramId(0, out _));
            cases.Visits = 0;
            Assert.Equal(3u, Run(cases, 2));
            Assert.InRange(cases.Visits, 33, 34); // MAX_TAIL_CALL_CNT, and the first; 5.10 counted otherwise
            Assert.True(cases.Jumps.Remove(1));
            Assert.False(cases.Jumps.Remove(1));
            Assert.Equal(100u, Run(cases, 1));
            Assert.Throws<IndexOutOfRangeException>(() => cases.Jumps.Set(4, cases.Programs["First"]));
            Assert.Throws<InvalidOperationException>(() => cases.Jumps.TailCall(0));
        }
        leaks.AssertNothingLeft();

        uint Run(JumpCases cases, int where)
        {
            cases.Where = where;
            return cases.Programs["Entry"].TestRun(_packet).ReturnValue;
        }
    }

    [Fact]
    public void A_simulated_kernel_says_that_it_cannot_jump()
    {
        using JumpCases cases = new(new SimulatedKernel());
        cases.Jumps.TailCall(1);
        cases.Jumps.Set(1, cases.Programs["First"]);
        Assert.Contains("First", cases.Programs["First"].Name, StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => cases.Jumps.TailCall(1));
    }

    [Fact]
    public void Stacks_are_those_of_the_function_that_runs()
    {
        Requires.Root();
        Requires.Btf();
        using StackProbe probe = new();
        probe.Attach();
        Trigger.Fork(3);
        List<int> ids = [];
        while (probe.Ids.TryDequeue(out int id))
            ids.Add(id);
        Assert.InRange(ids.Count, 3, 4096);
        ulong[] starts = FunctionOf("kernel_clone");
        Assert.All(ids, id => Assert.Contains(probe.Stacks.GetFrames(id), frame => starts[0] <= frame && frame < starts[1]));
        Assert.All(ids, id => Assert.True(probe.Stacks.TryGetFrames(id, new ulong[64], out int count) && count is > 2 and <= 64));
        Assert.Throws<ArgumentException>(() => probe.Stacks.TryGetFrames(ids[0], new ulong[63], out _));
        Assert.True(probe.Stacks.Remove(ids[0]));
        Assert.Throws<KeyNotFoundException>(() => probe.Stacks.GetFrames(ids[0]));
        Assert.Equal(0, probe.InGroup);

        if (Machine.CgroupMount is { } mount)
        {
            probe.Groups.Set(0, mount);
            Trigger.Fork(2);
            Assert.InRange(probe.InGroup, 2, 1000);
            Assert.Throws<DirectoryNotFoundException>(() => probe.Groups.Set(0, mount + "/missing"));
        }
        Assert.Contains("is no control group", Assert.Throws<BpfException>(() => probe.Groups.Set(0, "/")).Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_task_carries_its_count()
    {
        Requires.MapType(BpfMapType.TaskStorage);
        Requires.Feature(BpfFeature.BtfTracepoints);
        LeakGuard leaks = LeakGuard.Start();
        using (TaskStorageProbe probe = new())
        {
            probe.Attach();
            using Process shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "( : ) & ( : ) & ( : ) & echo $!; read line"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
            int last = int.Parse(shell.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
            Assert.True(probe.PerTask.TryGetValue(shell.Id, out TaskStorageProbe.Counts counts));
            Assert.Equal((3, last), (counts.Forks, (int)counts.Last));
            Assert.Equal(0, probe.Mismatches);
            probe.PerTask.Set(shell.Id, new() { Forks = 77 });
            Assert.True(probe.PerTask.TryGetValue(shell.Id, out counts) && counts.Forks == 77);
            Assert.True(probe.PerTask.Remove(shell.Id));
            Assert.False(probe.PerTask.Remove(shell.Id));
            Assert.False(probe.PerTask.TryGetValue(shell.Id, out counts));
            Assert.Equal(0, counts.Forks);
            shell.StandardInput.Close();
            shell.WaitForExit();
            Assert.Throws<ArgumentException>(() => probe.PerTask.TryGetValue(shell.Id, out _));
        }
        leaks.AssertNothingLeft();
    }

    [Fact]
    public void A_control_group_carries_its_count()
    {
        Requires.MapType(BpfMapType.CgroupLocalStorage);
        Requires.Feature(BpfFeature.BtfTracepoints);
        Requires.Cgroup2();
        using CgroupStorageProbe probe = new();
        probe.Attach();
        Trigger.Fork(4);
        string path = Machine.CgroupMount + File.ReadLines("/proc/self/cgroup").First(line => line.StartsWith("0::", StringComparison.Ordinal))[3..];
        using SafeFileHandle folder = FolderHandle.Open(path);
        Assert.True(probe.Forks.TryGetValue(folder, out long count));
        Assert.InRange(count, 4, long.MaxValue);
        Assert.True(probe.Forks.Remove(folder));
    }

    [Fact]
    public void A_socket_carries_its_states()
    {
        Requires.MapType(BpfMapType.SkStorage);
        Requires.Kernel(5, 11);
        Requires.Feature(BpfFeature.BtfTracepoints);
        using SocketStorageProbe probe = new();
        probe.Attach();
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        Assert.False(probe.Changes.TryGetValue(socket.SafeHandle, out _));
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen();
        Assert.True(probe.Changes.TryGetValue(socket.SafeHandle, out int states));
        Assert.Equal(10, states & 15); // TCP_LISTEN
        probe.Changes.Set(socket.SafeHandle, 5);
        Assert.True(probe.Changes.TryGetValue(socket.SafeHandle, out states) && states == 5);
        Assert.True(probe.Changes.Remove(socket.SafeHandle));
    }

    [Fact]
    public unsafe void Storages_of_a_simulated_kernel_go_by_address()
    {
        SimulatedKernel kernel = new();
        using TaskStorageProbe probe = new(kernel);
        TaskWithGroups* one = kernel.Allocate(new TaskWithGroups { pid = 1 }), other = kernel.Allocate(new TaskWithGroups { pid = 2 });
        Assert.True(System.Runtime.CompilerServices.Unsafe.IsNullRef(ref probe.PerTask.GetValueRefOrNullRef(one)));
        probe.PerTask.GetValueRefOrAddDefault(one).Forks = 5;
        Assert.Equal(5, probe.PerTask.GetValueRefOrNullRef(one).Forks);
        Assert.Equal(0, probe.PerTask.GetValueRefOrAddDefault(other).Forks);
        Assert.True(probe.PerTask.Remove(one) && !probe.PerTask.Remove(one));
    }

    [Fact]
    public void Storages_of_a_simulated_kernel_are_each_tasks_own()
    {
        SimulatedKernel kernel = new() { Pid = 1 };
        using TaskStorageProbe probe = new(kernel);
        using IDisposable scope = kernel.Enter();
        probe.PerTask.GetValueRefOrAddDefault().Forks = 5;
        kernel.Pid = 2;
        Assert.True(System.Runtime.CompilerServices.Unsafe.IsNullRef(ref probe.PerTask.GetValueRefOrNullRef()));
        Assert.Equal(0, probe.PerTask.GetValueRefOrAddDefault().Forks);
        probe.PerTask.GetValueRefOrAddDefault().Forks = 6;
        kernel.Pid = 1;
        Assert.Equal(5, probe.PerTask.GetValueRefOrNullRef().Forks);
    }

    private static ulong[] FunctionOf(string name)
    {
        List<(ulong Address, string Name)> functions = [.. File.ReadLines("/proc/kallsyms").Select(line => line.Split(' ', '\t')).Where(fields => fields[1] is "t" or "T")
            .Select(fields => (ulong.Parse(fields[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture), fields[2])).Order()];
        ulong start = functions.First(function => function.Name == name).Address;
        return [start, functions.First(function => function.Address > start).Address];
    }
}
