using System.Globalization;
using System.Security;
using System.Text;
using BpfSharp.Btf;

namespace BpfSharp.Compiler.Llvm.KernelTypes;

/// <summary>What editors show of the types: which kernels have them, and what the C# of a field does not say.</summary>
internal sealed class Documentation(IReadOnlyList<KernelSource> sources)
{
    readonly StringBuilder text = new();

    string Kernels => string.Join(", ", sources.Select(static source => source.Label));

    public void Add(NamedType type)
    {
        string what = type.IsTypedef ? "typedef" : type.Kind switch { BtfKind.Union => "union", BtfKind.Enum or BtfKind.Enum64 => "enum", _ => "struct" };
        var summary = new StringBuilder(what).Append(' ').Append(type.KernelName).Append(" of the kernel: ");
        summary.AppendJoin("; ", type.Definitions.Select(static definition => string.Create(CultureInfo.InvariantCulture, $"{Size(definition.Source.Types[definition.Id])} in {definition.Source.Label}"))).Append('.');
        // What is a module's alone, or is not in one, says nothing of kernels.
        bool isOfKernel = type.Definitions.Exists(static definition => definition.Source.Kernel is null);
        var without = sources.Where(source => isOfKernel && source.Kernel is null && !type.Definitions.Exists(definition => definition.Source == source)).ToList();
        if (without.Count > 0) summary.Append(" Not in ").AppendJoin(", ", without.Select(static source => source.Label)).Append('.');
        Member($"T:{KernelAssembly.Namespace}.{type.Name}", summary.ToString());
    }

    public void Add(string owner, RecordField field, IReadOnlyList<(KernelSource Source, int Id)> definitions, bool isFlexible)
    {
        var summary = new StringBuilder();
        if (field.BitSize > 0) summary.Append(CultureInfo.InvariantCulture, $"A bitfield of {field.BitSize} bits in {field.Source.Label}. ");
        if (isFlexible) summary.Append("An array of any length, at the struct's end: no index is checked. ");
        if (field.Kernels.Count < definitions.Select(static definition => definition.Source).Distinct().Count())
            summary.Append("Only in ").AppendJoin(", ", field.Kernels.Select(static source => source.Label)).Append(". ");
        if (summary.Length > 0) Member($"F:{owner}.{field.Name}", summary.ToString().TrimEnd());
    }

    public void AddClass(string name, string what) => Member($"T:{KernelAssembly.Namespace}.{name}", $"{what} {Kernels}.");

    public override string ToString() => $"""
        <?xml version="1.0"?>
        <doc>
        <assembly><name>{KernelAssembly.Name}</name></assembly>
        <members>
        {text}</members>
        </doc>

        """;

    static string Size(BtfType type) => type.IsAnyEnum
        ? string.Create(CultureInfo.InvariantCulture, $"{type.Count} values")
        : type.IsComposite ? string.Create(CultureInfo.InvariantCulture, $"{type.Size} bytes") : "known by name only";

    void Member(string name, string summary) =>
        text.Append("<member name=\"").Append(SecurityElement.Escape(name)).Append("\"><summary>").Append(SecurityElement.Escape(summary)).Append("</summary></member>\n");
}
