using System.Runtime.CompilerServices;

namespace BpfSharp.Generator.Tests;

/// <summary>
/// Each fix, applied as an editor does, gives the file in <c>tests/Integration/Fixes</c>, whose programs kernels load and run. With UPDATE_SNAPSHOTS=1
/// the files are written instead.
/// </summary>
public sealed class FixedProgramTests
{
    public static TheoryData<string> Names => [.. FixedPrograms.All.Keys];

    [Theory, MemberData(nameof(Names))]
    public async Task The_fix_gives_the_program_that_kernels_run(string name)
    {
        (string id, var fix, string before) = FixedPrograms.All[name];
        (string? after, _) = await AppliedFix.Of(fix, id, before);
        string path = Path.Combine(Folder(), name + ".cs");
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
            await File.WriteAllTextAsync(path, after, TestContext.Current.CancellationToken);
        Assert.Equal((await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n"), after!.ReplaceLineEndings("\n"));
    }

    static string Folder([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../Integration/Fixes"));
}
