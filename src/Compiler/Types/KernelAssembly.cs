using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Types;

/// <summary>The reference assembly with all types of a kernel, which the build makes where a project asks for it.</summary>
internal static class KernelAssembly
{
    public const string Name = "BpfSharp.Kernel";
    public const string Functions = Name + ".KernelFunctions";
    public const string Tracepoints = Name + ".KernelTracepoints";

    public static bool Has(ITypeSymbol type) => type.ContainingAssembly?.Name == Name;
}
