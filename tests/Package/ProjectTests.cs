using System.Reflection;

namespace BpfSharp.Package.Tests;

/// <summary>Kinds of projects beside the plain console application.</summary>
public sealed class ProjectTests(PackedPackage package)
{
    [Fact]
    public void A_test_project_with_central_versions_runs_the_programs_without_a_kernel()
    {
        string xunit = typeof(FactAttribute).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
        var tests = package.NewWorkspace("tests").Copy("", "ForkProbe.cs", "ForkProbeTests.cs");
        tests.Write("Directory.Packages.props", $"""
            <Project>
              <PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup>
              <ItemGroup>
                <PackageVersion Include="BpfSharp" Version="{PackedPackage.Version}" />
                <PackageVersion Include="xunit.v3.mtp-v2" Version="{xunit}" />
              </ItemGroup>
            </Project>
            """);
        tests.Write("tests.csproj", Projects.Application("""<PackageReference Include="BpfSharp" /><PackageReference Include="xunit.v3.mtp-v2" />""", "<NoWarn>$(NoWarn);NU1603</NoWarn>"));
        tests.Replace("ForkProbe.cs", "    int OnFork", "    internal int OnFork");
        tests.Dotnet("build", "-warnaserror").Succeeds();
        Assert.Contains("Total: 1, Errors: 0, Failed: 0, Skipped: 0", tests.Run("bin/Debug/net10.0/tests").Succeeds().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_library_for_several_frameworks_has_the_programs_where_they_can_run()
    {
        var all = package.NewWorkspace().Write("app/app.csproj", Projects.Application("""<ProjectReference Include="../probes/probes.csproj" />""")).Copy("app", "Program.cs");
        all.Write("probes/ForkProbe.cs", $"#if NET\n{Workspace.Content("ForkProbe.cs")}\n#endif\n").Write("probes/Everywhere.cs", "public static class Everywhere { }");
        all.Write("probes/probes.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFrameworks>netstandard2.0;net10.0</TargetFrameworks>
                <AllowUnsafeBlocks>true</AllowUnsafeBlocks>
              </PropertyGroup>
              <ItemGroup Condition="'$(TargetFramework)' == 'net10.0'">
                {Projects.Reference}
              </ItemGroup>
            </Project>
            """);
        all.Dotnet("build", "app", "-warnaserror").Succeeds();
        all.Dotnet("build", "probes", "--no-restore", "-warnaserror").Succeeds();
        Assert.Equal(["net10.0/ForkProbe.bpf.o"], Objects(all.PathOf("probes/bin/Debug")));
        Kernel.SeesFork(() => all.Run("app/bin/Debug/net10.0/app"));
    }

    [Fact]
    public void Dotnet_watch_runs_the_edited_program()
    {
        Kernel.Requires();
        var app = package.Application();
        using var watch = new RunningProgram(app.StartInfo("dotnet", ["watch", "--non-interactive", "--no-hot-reload", "run"]));
        // Only then is it looking at the files.
        watch.WaitFor(line => line.Contains("Waiting for a file to change", StringComparison.Ordinal));
        watch.WaitFor(static line => line.StartsWith("saw ", StringComparison.Ordinal) && !line.Contains('-', StringComparison.Ordinal));
        app.Replace("ForkProbe.cs", "Child = child->tgid }", "Child = -child->tgid }");
        watch.WaitFor(static line => line.StartsWith("saw ", StringComparison.Ordinal) && line.Contains("fork -", StringComparison.Ordinal));
    }

    static IEnumerable<string> Objects(string folder) => Directory.GetFiles(folder, "*.bpf.o", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f));
}
