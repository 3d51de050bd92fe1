using System.Diagnostics;
using Xunit;

namespace BpfSharp.Integration.Infrastructure;

/// <summary>A bpf file system of a test's own, where it pins things; unmounted with all that is in it.</summary>
sealed class BpfMount : IDisposable
{
    readonly bool isMounted;

    public BpfMount() => isMounted = Machine.IsRoot && Run("mount", "-t", "bpf", "bpf", Folder) == 0;

    public string Folder { get; } = Directory.CreateTempSubdirectory("bpffs").FullName;

    public string PathOf(string name) => Path.Combine(Folder, name);

    public void Require()
    {
        Requires.Root();
        Assert.SkipUnless(isMounted, "needs a bpf file system, and the right to mount one");
    }

    public void Dispose()
    {
        if (isMounted)
            Run("umount", Folder);
        Directory.Delete(Folder);
    }

    static int Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
