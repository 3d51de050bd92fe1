using Xunit;

namespace BpfSharp.Integration.Infrastructure;

/// <summary>A control group (version 2) for one test, removed at its end.</summary>
sealed class TestGroup : IDisposable
{
    TestGroup(string path) => Path = path;

    public string Path { get; }

    public static TestGroup Create(string name = "")
    {
        Requires.Root();
        Requires.Cgroup2();
        string path = System.IO.Path.Combine(Machine.CgroupMount!, $"bpfsharp{Environment.ProcessId}{name}");
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (IOException)
        {
            Assert.Skip("needs a cgroup2 that can be written");
        }
        return new(path);
    }

    /// <summary>Makes something while this process is in the group: sockets stay in it for good.</summary>
    public T Inside<T>(Func<T> make)
    {
        // "0::/where"
        string before = File.ReadLines("/proc/self/cgroup").Single(static line => line.StartsWith("0::", StringComparison.Ordinal))[3..];
        Enter(Path);
        try
        {
            return make();
        }
        finally
        {
            Enter(Machine.CgroupMount + before);
        }
    }

    public void Dispose() => Directory.Delete(Path);

    static void Enter(string path) => File.WriteAllText(System.IO.Path.Combine(path, "cgroup.procs"), "0");
}
