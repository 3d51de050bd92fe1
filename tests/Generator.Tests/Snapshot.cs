using System.Runtime.CompilerServices;

namespace BpfSharp.Generator.Tests;

/// <summary>Holds text against a file in <c>Snapshots/</c>; with UPDATE_SNAPSHOTS=1 the file is written instead, for a person to review.</summary>
internal static class Snapshot
{
    public static void Match(string text, string name, [CallerFilePath] string caller = "")
    {
        string path = Path.Combine(Path.GetDirectoryName(caller)!, "Snapshots", name + ".cs.txt");
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1") File.WriteAllText(path, text);
        Assert.True(File.Exists(path), $"There is no snapshot {path}; run with UPDATE_SNAPSHOTS=1 and review what is written.");
        Assert.Equal(File.ReadAllText(path), text);
    }
}
