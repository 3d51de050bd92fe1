using System.Text;
using BpfSharp.Compiler.Ir;

namespace BpfSharp.Compiler.Emit;

/// <summary>What the parts of one module's emission share.</summary>
internal sealed class EmitContext
{
    public EmitContext(IrModule module, EmitOptions options)
    {
        Module = module;
        Options = options;
        CompileUnit = Metadata.Reserve();
        Files = new DebugFiles(module, Metadata);
        Types = new DebugTypes(Metadata);
        if (module.Architecture is { } architecture)
            ArchitectureTag = Metadata.Add($"!{{!{{!\"btf_decl_tag\", !\"{ArchitectureTagPrefix}{architecture.Name()}\"}}}}");
        MainFile = module.Functions.Select(f => f.Span.File).FirstOrDefault(f => f is { Length: > 0 }) ?? module.Name + ".cs";
    }

    /// <summary>What the loader looks for among the tags in an object's BTF.</summary>
    const string ArchitectureTagPrefix = "bpfsharp_arch:";

    public IrModule Module { get; }

    /// <summary>What programs are marked with when they are right on one kind of machine only; null when on all.</summary>
    public string? ArchitectureTag { get; }
    public EmitOptions Options { get; }
    public MetadataWriter Metadata { get; } = new();
    public DebugFiles Files { get; }
    public DebugTypes Types { get; }
    public CoreTypes CoreTypes { get; } = new();
    public IntrinsicDeclarations Intrinsics { get; } = new();

    /// <summary>Globals and functions, in the order they are written.</summary>
    public StringBuilder Text { get; } = new(16 * 1024);

    public string CompileUnit { get; }

    /// <summary>The file of things that have no place of their own.</summary>
    public string MainFile { get; }

    /// <summary>The metadata of the variables that BTF describes.</summary>
    public List<string> DebugVariables { get; } = [];

    /// <summary>Strings that only tell the backend which enumerators are meant; they do not reach the object.</summary>
    public List<(string Name, string Value)> CoreStrings { get; } = [];

    /// <summary>A number no other name in the module has, for names the emitter makes up.</summary>
    public int NextUnique() => unique++;

    int unique;
}
