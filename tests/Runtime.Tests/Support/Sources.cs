using BpfSharp.Runtime.Tests.Objects;

namespace BpfSharp.Runtime.Tests.Support;

/// <summary>Objects made of the C files in Sources by clang, which is no part of what is tested.</summary>
internal static class Sources
{
    /// <summary>Where the C files are.</summary>
    public static string Folder { get; } = Path.Combine(Toolchain.Repository(), "tests", "Runtime.Tests", "Sources");

    /// <summary>An object's bytes; skips the test where it could not be loaded.</summary>
    public static byte[] ForKernel(string name)
    {
        Kernel.Require();
        return Bytes(name);
    }

    public static byte[] Bytes(string name) => Toolchain.BytesOf(name);

    public static BpfObjectFile Open(string name) => BpfObjectFile.Parse(ForKernel(name), name);

    /// <summary>The line of a C file that holds a text, from 1.</summary>
    public static int LineOf(string name, string text) =>
        Array.FindIndex(File.ReadAllLines(Path.Combine(Folder, name + ".c")), line => line.Contains(text, StringComparison.Ordinal)) + 1;
}
