using System.Runtime.CompilerServices;
using Xunit;

namespace BpfSharp.Compiler.Tests;

/// <summary>Compares text with <c>Snapshots/NAME.verified.txt</c>; what differs is left beside it as <c>.received.txt</c>.</summary>
internal static class Snapshot
{
    public static void Match(string actual, string name, [CallerFilePath] string callerFile = "")
    {
        string folder = callerFile;
        while (!File.Exists(Path.Combine(folder, "BpfSharp.Compiler.Tests.csproj")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException($"{callerFile} is not under the test project.");
        string verified = Path.Combine(folder, "Snapshots", name + ".verified.txt"), received = Path.ChangeExtension(verified, null).Replace(".verified", ".received.txt");
        actual = actual.ReplaceLineEndings("\n");
        if (File.Exists(verified) && File.ReadAllText(verified).ReplaceLineEndings("\n") == actual)
        {
            File.Delete(received);
            return;
        }
        Directory.CreateDirectory(Path.GetDirectoryName(received)!);
        File.WriteAllText(received, actual);
        Assert.True(File.Exists(verified), $"There is no snapshot yet: look at {received} and rename it to {verified}.");
        Assert.Equal(File.ReadAllText(verified).ReplaceLineEndings("\n"), actual);
    }
}
