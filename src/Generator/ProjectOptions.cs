using System.Globalization;
using BpfSharp.Compiler;
using BpfSharp.Compiler.Binding;
using BpfSharp.Generator.Diagnostics;
using BpfSharp.Generator.Worker;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace BpfSharp.Generator;

/// <summary>What a project says through MSBuild properties (see <c>build/BpfSharp.props</c>).</summary>
/// <param name="GeneratorReports">Whether analyzers are switched off, so that the generator must report errors in their stead.</param>
/// <param name="Problems">What is wrong with the properties: name, value, what is expected.</param>
internal sealed record ProjectOptions(
    CompilerOptions Compiler, WorkerOptions Worker, bool GeneratorReports, EquatableArray<(string Name, string Value, string Expected)> Problems)
{
    public static ProjectOptions Read(AnalyzerConfigOptions options)
    {
        var problems = new List<(string, string, string)>();
        var compiler = new CompilerOptions(EmbedSource: Flag("BpfEmbedSource") ?? true, MinimumKernel: Kernel(), Architecture: Architecture(), EveryArchitecture: Text("BpfArchitecture").Length == 0);
        var worker = new WorkerOptions(
            IsDesignTime: Is("DesignTimeBuild", "true"),
            DotNetPath: Text("BpfSharpDotNetHostPath"),
            WorkerPath: Text("BpfSharpWorkerPath"),
            CacheDirectory: Text("BpfSharpCacheDirectory"),
            LibLlvm: Text("BpfSharpLibLlvm"),
            NativeWorkerPath: Text("BpfSharpNativeWorkerPath"));
        // As the SDK decides it: the first property, when it is set, wins over the second.
        bool analyzersOff = Is("RunAnalyzers", "false") || (Text("RunAnalyzers").Length == 0 && Is("RunAnalyzersDuringBuild", "false"));
        return new ProjectOptions(compiler, worker, analyzersOff, [.. problems]);

        string Text(string name) => options.TryGetValue("build_property." + name, out string? value) ? value.Trim() : "";

        bool Is(string name, string value) => string.Equals(Text(name), value, StringComparison.OrdinalIgnoreCase);

        bool? Flag(string name)
        {
            if (Text(name).Length == 0) return null;
            if (!Is(name, "true") && !Is(name, "false")) problems.Add((name, Text(name), "true or false"));
            return !Is(name, "false");
        }

        Version? Kernel()
        {
            string text = Text("BpfMinimumKernel");
            if (text.Length == 0) return null;
            string[] parts = text.Split('.');
            if (parts.Length == 2 && Number(parts[0], out int major) && Number(parts[1], out int minor)) return new Version(major, minor);
            problems.Add(("BpfMinimumKernel", text, "a kernel's major and minor version, such as 5.15"));
            return null;
        }

        TargetArchitecture Architecture()
        {
            bool isArm64 = Is("BpfArchitecture", "arm64");
            if (!isArm64 && !Is("BpfArchitecture", "x64") && Text("BpfArchitecture").Length > 0) problems.Add(("BpfArchitecture", Text("BpfArchitecture"), "x64 or arm64"));
            return isArm64 ? TargetArchitecture.Arm64 : TargetArchitecture.X64;
        }

        static bool Number(string text, out int value) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }

    public void ReportProblems(SourceProductionContext output)
    {
        foreach (var (name, value, expected) in Problems)
            output.ReportDiagnostic(Diagnostic.Create(GeneratorDiagnostics.InvalidProperty, Location.None, name, value, expected));
    }
}
