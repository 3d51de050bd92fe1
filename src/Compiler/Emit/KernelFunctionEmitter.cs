using System.Text;
using BpfSharp.Compiler.Ir;

namespace BpfSharp.Compiler.Emit;

/// <summary>Declares functions of the kernel's as clang does: in .ksyms, with a prototype in BTF. What nothing calls leaves no trace.</summary>
internal static class KernelFunctionEmitter
{
    public static void Declare(EmitContext context, IrKernelFunction function)
    {
        string file = context.Files.Reference(function.Span.File is { Length: > 0 } path ? path : context.MainFile);
        int line = Math.Max(0, function.Span.Line);
        string type = context.Types.Function(function.ReturnDebugType, function.Parameters.Select(parameter => parameter.DebugType));
        string subprogram = context.Metadata.Add(new StringBuilder("!DISubprogram(name: \"").Append(BtfNames.ToIdentifier(function.Name)).Append("\", scope: ").Append(file)
            .Append(", file: ").Append(file).Append(", line: ").AppendNumber(line).Append(", type: ").Append(type)
            .Append(", flags: DIFlagPrototyped, spFlags: DISPFlagOptimized)").ToString());
        StringBuilder text = context.Text.Append("\ndeclare !dbg ").Append(subprogram).Append(function.IsWeak ? " extern_weak" : "").Append(" dso_local ")
            .Append(function.ReturnType).Append(' ').AppendSymbol('@', function.Name).Append('(');
        for (int i = 0; i < function.Parameters.Length; i++)
            text.Append(i == 0 ? "" : ", ").Append(function.Parameters[i].Type);
        text.Append(") section \".ksyms\"\n");
    }
}
