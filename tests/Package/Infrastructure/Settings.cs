using System.Reflection;

namespace BpfSharp.Package.Tests;

/// <summary>What the build of this test project knew.</summary>
internal static class Settings
{
    public static string RepositoryRoot { get; } = Metadata("RepositoryRoot");

    public static string Configuration { get; } = Metadata("Configuration");

    public static string PackageVersion { get; } = Metadata("PackageVersion");

    /// <summary>Of the SDK.</summary>
    public static string CompilerFolder { get; } = Metadata("CompilerFolder");

    /// <summary>The machine's NuGet packages, read-only to the tests.</summary>
    public static string PackageFolder { get; } = Metadata("PackageFolder");

    static string Metadata(string key) => typeof(Settings).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
