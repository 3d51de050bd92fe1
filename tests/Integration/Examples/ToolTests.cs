using BpfSharp.Integration.CloneTrace;
using BpfSharp.Integration.Infrastructure;
using Xunit;

namespace BpfSharp.Integration.Examples;

/// <summary>The examples that are tools, as a user runs them.</summary>
[Collection(nameof(Alone))]
public sealed class ToolTests
{
    const int Interrupt = 2;

    public ToolTests() => Requires.Root();

    [Fact]
    public void ExecSnoop_shows_the_program_that_is_started()
    {
        Requires.Btf();
        LeakGuard leaks = LeakGuard.Start();
        using (ExampleProcess example = ExampleProcess.Start("ExecSnoop"))
        {
            example.ReadErrorLine(line => line.StartsWith("Watching", StringComparison.Ordinal));
            int process = Trigger.Run("/bin/true");
            string line = example.ReadLine(l => l.StartsWith($"{process} ", StringComparison.Ordinal));
            Assert.Equal([$"{process}", $"{Environment.ProcessId}", "0", "true", "/bin/true"], line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            example.Signal(Interrupt);
            Assert.Equal(0, example.WaitForExit());
        }
        leaks.AssertNothingLeft();
    }

    [Fact]
    public void OpenSnoop_shows_files_with_results()
    {
        Requires.Tracefs();
        string path = Path.Combine(Path.GetTempPath(), $"opensnoop-{Environment.ProcessId}");
        File.WriteAllText(path, "");
        try
        {
            using ExampleProcess example = ExampleProcess.Start("OpenSnoop");
            example.ReadErrorLine(line => line.StartsWith("Watching", StringComparison.Ordinal));
            int process = Trigger.Run("/bin/sh", "-c", $"cat {path}; : < {path}; [ -e {path} ] && cat {path}.missing 2> /dev/null || true");
            string[] opened = Fields(example.ReadLine(l => l.EndsWith(path, StringComparison.Ordinal)));
            Assert.Equal("cat", opened[1]);
            Assert.True(int.Parse(opened[2], System.Globalization.CultureInfo.InvariantCulture) >= 0);
            Assert.Equal($"{process}", Fields(example.ReadLine(l => l.EndsWith(path, StringComparison.Ordinal) && l.StartsWith($"{process} ", StringComparison.Ordinal)))[0]);
            Assert.Equal("-2" /* ENOENT */, Fields(example.ReadLine(l => l.EndsWith(path + ".missing", StringComparison.Ordinal)))[2]);
            example.Signal(Interrupt);
            Assert.Equal(0, example.WaitForExit());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void TaskList_shows_this_process()
    {
        Requires.Feature(BpfFeature.Iterators);
        using ExampleProcess example = ExampleProcess.Start("TaskList");
        string[] own = Fields(example.ReadLine(l => l.StartsWith($"{Environment.ProcessId} ", StringComparison.Ordinal)));
        Assert.Equal(File.ReadAllText("/proc/self/comm").TrimEnd(), string.Join(' ', own[4..]));
        Assert.Equal(0, example.WaitForExit());
    }

    static string[] Fields(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
