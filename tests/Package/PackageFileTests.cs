using System.IO.Compression;
using System.Text.Json;

namespace BpfSharp.Package.Tests;

/// <summary>The file itself.</summary>
public sealed class PackageFileTests(PackedPackage package)
{
    [Fact]
    public void It_is_one_small_file_with_all_that_a_build_needs()
    {
        Assert.InRange(new FileInfo(package.File).Length, 0, 15_000_000);
        using var content = ZipFile.OpenRead(package.File);
        Assert.Equal(
            [
                "LICENSE", "README.md",
                "analyzers/dotnet/cs/BpfSharp.Compiler.dll", "analyzers/dotnet/cs/BpfSharp.Generator.CodeFixes.dll", "analyzers/dotnet/cs/BpfSharp.Generator.dll",
                "build/BpfSharp.KernelTypes.targets", "build/BpfSharp.props", "build/BpfSharp.targets",
                "buildTransitive/BpfSharp.KernelTypes.targets", "buildTransitive/BpfSharp.props", "buildTransitive/BpfSharp.targets",
                "lib/net10.0/BpfSharp.dll", "lib/net10.0/BpfSharp.xml",
                "tools/net10.0/any/bpfsharp-llvm.dll", "tools/net10.0/any/bpfsharp-llvm.runtimeconfig.json",
                "tools/net10.0/any/bpfsharp-verify.dll", "tools/net10.0/any/bpfsharp-verify.runtimeconfig.json",
                "tools/net10.0/linux-x64/bpfsharp-llvm.dll",
                .. package.NativeWorker is null ? [] : (string[])["tools/net10.0/linux-x64/bpfsharp-llvm.native"],
                "tools/net10.0/linux-x64/bpfsharp-llvm.runtimeconfig.json",
            ],
            content.Entries.Select(e => e.FullName).Where(IsOurs).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_worker_compiles_the_same_object()
    {
        var app = package.Application();
        var processes = new ProcessLog(app, package);
        app.Dotnet(["build", "--no-restore", .. processes.Options]).Succeeds();
        Assert.Equal(["compile"], processes.Take());
        byte[] first = File.ReadAllBytes(app.PathOf("bin/Debug/net10.0/ForkProbe.bpf.o"));
        string[] managed = Directory.GetFiles(Path.Combine(package.Root, "packages/bpfsharp"), "bpfsharp-llvm.dll", SearchOption.AllDirectories);
        Assert.Equal(2, managed.Length);
        foreach (string worker in managed)
        {
            Directory.Delete(app.PathOf("obj/Debug/net10.0/bpf"), recursive: true);
            app.Dotnet("build", "--no-restore", "-p:BpfSharpWorkerPath=" + worker).Succeeds();
            Assert.Equal(first, File.ReadAllBytes(app.PathOf("bin/Debug/net10.0/ForkProbe.bpf.o")));
        }
    }

    /// <summary>Who builds pays for starting the worker: where it can be linked, it is an executable that needs no .NET to start.</summary>
    [Fact]
    public void The_native_worker_is_what_a_build_starts()
    {
        Assert.SkipUnless(package.NativeWorker is not null, "needs clang or gcc on x64, to link the native worker");
        Assert.True(File.GetUnixFileMode(package.NativeWorker!).HasFlag(UnixFileMode.UserExecute));
        var app = package.Application();
        Assert.Equal(package.NativeWorker, app.Dotnet("msbuild", "-getProperty:BpfSharpNativeWorkerPath").Succeeds().Output.Trim());
        // No .NET host: only that worker can have compiled.
        app.Dotnet("build", "--no-restore", "-p:BpfSharpDotNetHostPath=/nowhere/host").Succeeds();
        Assert.True(File.Exists(app.PathOf("bin/Debug/net10.0/ForkProbe.bpf.o")));
    }

    [Fact]
    public void The_worker_is_precompiled_where_the_machines_packages_have_a_space_in_their_path()
    {
        string packages = Path.Combine(package.Root, "machine packages"), worker = Path.Combine(package.Root, "precompiled/bpfsharp-llvm.dll");
        Directory.CreateSymbolicLink(packages, Settings.PackageFolder);
        string[] arguments = ["msbuild", "src/Package", "-t:PrecompileWorker", "-p:Configuration=" + Settings.Configuration, $"-p:NuGetPackageRoot={packages}/", "-p:_PrecompiledWorker=" + worker, "-nodeReuse:false"];
        Command.Run(Command.StartInfo(Settings.RepositoryRoot, "dotnet", arguments)).Succeeds();
        using var content = ZipFile.OpenRead(package.File);
        Assert.Equal(content.GetEntry("tools/net10.0/linux-x64/bpfsharp-llvm.dll")!.Length, new FileInfo(worker).Length);
    }

    /// <summary>A .NET that is newer than any that existed when the worker was built must not stop a build.</summary>
    [Fact]
    public void The_worker_runs_on_later_versions_of_DotNET()
    {
        using var content = ZipFile.OpenRead(package.File);
        foreach (var entry in content.Entries.Where(static e => e.Name == "bpfsharp-llvm.runtimeconfig.json"))
        {
            using var json = JsonDocument.Parse(entry.Open());
            Assert.Equal("Major", json.RootElement.GetProperty("runtimeOptions").GetProperty("rollForward").GetString());
        }
    }

    static bool IsOurs(string name) => !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal) && name is not ("[Content_Types].xml" or "BpfSharp.nuspec");
}
