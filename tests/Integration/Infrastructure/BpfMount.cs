using System.Runtime.InteropServices;
using Xunit;

namespace BpfSharp.Integration.Infrastructure;

/// <summary>A bpf file system of a test's own, where it pins things; unmounted with all that is in it.</summary>
sealed partial class BpfMount : IDisposable
{
    readonly bool isMounted;

    public BpfMount() => isMounted = Mount("bpf", Folder, "bpf", 0, null) == 0;

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
            Unmount(Folder, 0);
        Directory.Delete(Folder);
    }

    [LibraryImport("libc", EntryPoint = "mount", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Mount(string source, string target, string type, nuint flags, string? data);

    [LibraryImport("libc", EntryPoint = "umount2", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Unmount(string target, int flags);
}
