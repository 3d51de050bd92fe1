using System.Collections.Concurrent;
using BpfSharp.Runtime.Tests.Objects;
using Xunit;

namespace BpfSharp.Runtime.Tests.Support;

/// <summary>Objects made of the C files in Sources by clang, which is no part of what is tested.</summary>
internal static class Sources
{
    private static readonly ConcurrentDictionary<string, Lazy<byte[]>> Built = new();

    /// <summary>Where the C files are.</summary>
    public static string Folder { get; } = FindFolder();

    /// <summary>An object's bytes; skips the test where it could not be loaded.</summary>
    public static byte[] ForKernel(string name)
    {
        Kernel.Require();
        return Bytes(name);
    }

    public static byte[] Bytes(string name)
    {
        Assert.SkipUnless(Toolchain.HasClang, "clang-19 is not installed: it compiles the objects these tests load");
        return Built.GetOrAdd(name, static name => new(() =>
        {
            string output = Toolchain.TemporaryFile(name + ".bpf.o");
            Toolchain.Run("clang-19", "-O2", "-g", "-Wno-unused-variable", "-target", "bpf", "-mcpu=v3", "-c", Path.Combine(Folder, name + ".c"), "-o", output);
            return File.ReadAllBytes(output);
        })).Value;
    }

    public static BpfObjectFile Open(string name) => BpfObjectFile.Parse(ForKernel(name), name);

    /// <summary>The line of a C file that holds a text, from 1.</summary>
    public static int LineOf(string name, string text) =>
        Array.FindIndex(File.ReadAllLines(Path.Combine(Folder, name + ".c")), line => line.Contains(text, StringComparison.Ordinal)) + 1;

    private static string FindFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "BpfSharp.slnx")))
                return Path.Combine(folder.FullName, "tests", "Runtime.Tests", "Sources");
        }

        throw new InvalidOperationException("The tests run outside the repository and cannot find their C files.");
    }
}
