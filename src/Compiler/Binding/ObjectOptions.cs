using System.Globalization;
using BpfSharp.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Binding;

/// <summary>What an object chooses for itself, whatever its project does.</summary>
internal static class ObjectOptions
{
    public static CompilerOptions Of(INamedTypeSymbol type, CompilerOptions project, DiagnosticBag diagnostics)
    {
        if (KnownNames.FindAttribute(type, "BpfObjectAttribute") is not { } attribute || KnownNames.NamedArgument(attribute, "MinimumKernel") is not string text)
            return project;
        string[] parts = text.Split('.');
        if (parts.Length == 2 && Number(parts[0], out int major) && Number(parts[1], out int minor))
            return project with { MinimumKernel = new Version(major, minor) };
        diagnostics.Report(ObjectDiagnostics.ClassShape, type.Locations[0], type.Name, $"its MinimumKernel is \"{text}\", which is not a kernel's major and minor version, such as \"5.15\"");
        return project;
    }

    private static bool Number(string text, out int value) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
