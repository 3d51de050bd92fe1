using System.Runtime.InteropServices;

namespace BpfSharp.Package.Tests;

/// <summary>
/// What is published runs from another folder, with nothing but what the way of publishing promises to need. Where there are
/// kernel types to build against, one of its programs does, and needs nothing of them either.
/// </summary>
public sealed class PublishTests(PackedPackage package)
{
    static readonly string s_system = RuntimeInformation.RuntimeIdentifier is var rid && rid.EndsWith("arm64", StringComparison.Ordinal) ? "linux-arm64" : "linux-x64";

    [Theory]
    [InlineData("framework-dependent", "--no-self-contained")]
    [InlineData("self-contained", "--self-contained")]
    [InlineData("single file", "--self-contained", "-p:PublishSingleFile=true")]
    [InlineData("trimmed", "--self-contained", "-p:PublishTrimmed=true", "-p:TrimMode=full")]
    [InlineData("ahead of time", "-p:PublishAot=true")]
    public void Published(string kind, params string[] options)
    {
        bool hasTypes = File.Exists(KernelTypesTests.Running);
        var app = package.Application(properties: hasTypes ? "<BpfKernelTypes>true</BpfKernelTypes>" : "");
        if (hasTypes) app.Write("TaskProbe.cs", KernelTypesTests.Probe).Replace("Program.cs", "// The kernel knows", "TaskProbe.Show();\n// The kernel knows");
        app.Dotnet(["publish", "-r", s_system, "-o", "published", "-warnaserror", "-p:TrimmerSingleWarn=false", .. options]).Succeeds();
        Assert.Empty(Directory.GetFiles(app.PathOf("published"), "BpfSharp.Kernel*"));
        bool isOneFile = kind is "single file" or "ahead of time";

        // Elsewhere, without the folder it was built in and without the object beside it.
        string target = app.PathOf("../target");
        Directory.CreateDirectory(target);
        foreach (string file in Directory.GetFiles(app.PathOf("published")))
            if (isOneFile ? Path.GetFileName(file) == "app" : !file.EndsWith(".bpf.o", StringComparison.Ordinal))
                File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        Assert.True(File.Exists(app.PathOf("published/ForkProbe.bpf.o")));
        Directory.Delete(app.Folder, recursive: true);

        Kernel.SeesFork(() =>
        {
            var start = Command.StartInfo(target, Path.Combine(target, "app"), []);
            if (kind != "framework-dependent") start.Environment["DOTNET_ROOT"] = "/nowhere";
            var result = Command.Run(start);
            Assert.Matches(@"task \d+ app\b", result.Output);
            return result;
        });
    }
}
