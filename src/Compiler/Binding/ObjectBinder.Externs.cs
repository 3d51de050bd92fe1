using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Binding;

/// <summary>What an object has from the kernel that loads it: values of its configuration, and addresses.</summary>
partial class ObjectBinder
{
    // The kernel's and libbpf's names for what are no options.
    private static readonly string[] s_virtualOptions = ["LINUX_KERNEL_VERSION", "LINUX_HAS_SYSCALL_WRAPPER", "LINUX_HAS_BPF_COOKIE"];

    /// <summary>libbpf knows it by this name, and its members by their values.</summary>
    private static readonly DebugEnum s_tristate = new("libbpf_tristate", 4, isSigned: false) { Values = [("TRI_NO", 0), ("TRI_YES", 1), ("TRI_MODULE", 2)] };

    private void BindConfiguration(IPropertySymbol property, AttributeData attribute, BoundObject bound)
    {
        string name = attribute.ConstructorArguments is [{ Value: string given }] ? given : property.Name;
        DebugType? debugType = null;
        string? kind = null;
        string? problem = ShapeOfExtern(property)
            ?? (!name.StartsWith("CONFIG_", StringComparison.Ordinal) && !s_virtualOptions.Contains(name) ? $"'{name}' is no option's name: those begin with CONFIG_; besides there are {string.Join(", ", s_virtualOptions)}" : null)
            ?? NameOfExtern(name, bound)
            ?? ConfigurationType(property, out kind, out debugType);
        if (problem is not null || kind is null || debugType is null)
        {
            Refuse(property, ExternDiagnostics.Kconfig, problem, bound);
            return;
        }
        AddExtern(property, name, ".kconfig", debugType, attribute, kind, bound);
    }

    private void BindSymbol(IPropertySymbol property, AttributeData attribute, BoundObject bound)
    {
        string name = attribute.ConstructorArguments is [{ Value: string given }] ? given : property.Name;
        DebugType? debugType = null;
        string? problem = ShapeOfExtern(property) ?? NameOfExtern(name, bound);
        if (problem is null)
        {
            switch (property.Type)
            {
                case IPointerTypeSymbol { PointedAtType.SpecialType: SpecialType.System_Void } or { SpecialType: SpecialType.System_IntPtr or SpecialType.System_UIntPtr }:
                    debugType = DebugVoid.Instance;
                    break;
                case IPointerTypeSymbol { PointedAtType: var target } when shapes.Of(target) is IntegerShape || DebugTypeMap.KernelName(target) is not null:
                    debugType = debugTypes.Of(target);
                    break;
                default:
                    problem = $"'{property.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}' is no address; declare it as nint or void* for an address alone, as a pointer to a [KernelType] struct or a number for a variable";
                    break;
            }
        }
        if (problem is not null || debugType is null)
        {
            Refuse(property, ExternDiagnostics.Ksym, problem, bound);
            return;
        }
        AddExtern(property, name, ".ksyms", debugType, attribute, "Symbol", bound);
    }

    private void AddExtern(IPropertySymbol property, string name, string section, DebugType debugType, AttributeData attribute, string kind, BoundObject bound)
    {
        TypeShape shape = shapes.Of(property.Type);
        bool isVariable = section == ".kconfig";
        IrGlobal ir = new(name, section, isVariable ? shape.Size : 1, isVariable ? shape.Align : 1, debugType)
        {
            IsExtern = true,
            IsWeak = KnownNames.NamedArgument(attribute, "IsOptional") is true,
            Span = spans.Of(property),
        };
        bound.Globals.Add(new BoundGlobal(property, property.Type, IsReadOnly: true, [], ir) { Extern = kind });
    }

    private static string? ShapeOfExtern(IPropertySymbol property) =>
        property is { IsStatic: false, IsIndexer: false, RefKind: RefKind.None, GetMethod: not null, SetMethod: null } && IsDeclaredPartial(property)
            ? null
            : $"declare it as 'partial {property.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)} {property.Name} {{ get; }}'";

    private string? NameOfExtern(string name, BoundObject bound, ISymbol? self = null) =>
        name.Length == 0 || !name.All(c => c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '_') ? $"'{name}' is no name of the kernel's"
        : bound.Globals.Exists(other => other.Ir.Name == name) || bound.Maps.Exists(map => map.Ir.Name == name) || type.GetMembers(name).Any(member => member is IMethodSymbol && !SymbolEqualityComparer.Default.Equals(member, self)) ? $"another member of '{type.Name}' has the name {name}; one property is enough for each"
        : null;

    private string? ConfigurationType(IPropertySymbol property, out string? kind, out DebugType? debugType)
    {
        TypeShape shape = shapes.Of(property.Type);
        (kind, debugType) = shape switch
        {
            _ when KnownNames.IsApi(property.Type, "KconfigTristate") => ("Tristate", s_tristate),
            IntegerShape { IsBool: true } => ("Boolean", debugTypes.Of(property.Type)),
            IntegerShape { Size: > 1 } integer when property.Type.TypeKind != TypeKind.Enum => (integer.IsSigned ? "Signed" : "Unsigned", debugTypes.Of(property.Type)),
            StructShape { Layout: { InlineLength: > 0, Fields: [{ Field.Type.SpecialType: SpecialType.System_Byte or SpecialType.System_SByte }] } layout } =>
                (IsFixedString(property.Type) ? "FixedText" : "Text", new DebugArray(DebugTypeMap.Char, layout.Size)),
            _ when KnownNames.IsApi(property.Type, "Comm") => ("Text", debugTypes.Of(property.Type)),
            _ => ((string?)null, (DebugType?)null),
        };
        return kind is not null ? null : $"'{property.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}' is no type that such a value can have; use bool, KconfigTristate, an integer of two bytes or more, or for texts a fixed string such as FixedString64";
    }

    private static bool IsFixedString(ITypeSymbol type) => type.AllInterfaces.Any(implemented => KnownNames.IsApi(implemented, "IFixedString"));

    private void Refuse(IPropertySymbol property, DiagnosticDescriptor descriptor, string? problem, BoundObject bound)
    {
        if (problem is not null)
            diagnostics.Report(descriptor, property.Locations[0], property.Name, problem);
        bound.Refused.Add(property);
    }
}
