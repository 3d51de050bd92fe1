using Xunit;

namespace BpfSharp.Integration.Infrastructure;

/// <summary>The objects that clang made of the C files beside the tests when these were built (tests/compile-sources).</summary>
internal static class CObject
{
    public static string PathOf(string name)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "BpfSharp.slnx")))
                continue;
            string path = Path.Combine(folder.FullName, "artifacts", "c", name + ".v3.bpf.o");
            Assert.SkipUnless(File.Exists(path) || Machine.HasTool("clang-19"), "needs clang-19 on PATH");
            return path;
        }
        throw new InvalidOperationException("The tests run outside the repository and cannot find what clang made for them.");
    }
}
