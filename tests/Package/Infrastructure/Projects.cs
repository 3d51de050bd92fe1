namespace BpfSharp.Package.Tests;

/// <summary>Project files, as a user would write them.</summary>
internal static class Projects
{
    public static string Reference { get; } = $"""<PackageReference Include="BpfSharp" Version="{PackedPackage.Version}" />""";

    public static string Library(string items, string properties = "") => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
            <AllowUnsafeBlocks>true</AllowUnsafeBlocks>
            {properties}
          </PropertyGroup>
          <ItemGroup>
            {items}
          </ItemGroup>
        </Project>
        """;

    public static string Application(string items, string properties = "") => Library(items, "<OutputType>Exe</OutputType>" + properties);

    /// <summary>A console application <paramref name="name"/> with a program in it, restored.</summary>
    public static Workspace Application(this PackedPackage package, string name = "app", string properties = "") =>
        package.NewProject(name, Application(Reference, properties)).Copy("", "Program.cs", "ForkProbe.cs");
}
