using System.IO.Compression;

namespace BpfSharp.Bench.Parts;

/// <summary>The package that eng/bench has packed, unpacked as a restore does it: builds are measured with what users get.</summary>
sealed class PackedPackage
{
    public PackedPackage(Workspace workspace)
    {
        Feed = workspace.Scratch("package");
        string file = Directory.GetFiles(Feed, "BpfSharp.*.nupkg").Single(), folder = workspace.Scratch("package-content");
        Version = Path.GetFileNameWithoutExtension(file)["BpfSharp.".Length..];
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        ZipFile.ExtractToDirectory(file, folder);
        Worker = Path.Combine(folder, "tools/net10.0/linux-x64/bpfsharp-llvm.dll");
        NativeWorker = Path.ChangeExtension(Worker, ".native");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(NativeWorker, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    public string Feed { get; }
    public string Version { get; }
    public string Worker { get; }
    public string NativeWorker { get; }

    /// <summary>Of MSBuild, for projects of this repository: the workers of the package instead of their own.</summary>
    public string[] Options => ["-p:BpfSharpWorkerPath=" + Worker, "-p:BpfSharpNativeWorkerPath=" + NativeWorker];
}
