using System.Text;
using BpfSharp.Compiler.Ir;

namespace BpfSharp.Compiler.Emit;

/// <summary>Writes one function: its head, its stack slots and its blocks.</summary>
internal sealed partial class FunctionEmitter
{
    readonly EmitContext context;
    readonly StringBuilder text;
    readonly IrFunction function;
    readonly DebugScope scope;
    readonly Dictionary<IrValue, string> values = [];
    readonly Dictionary<IrBlock, string> blocks = [];
    int nextName;

    FunctionEmitter(EmitContext context, IrFunction function)
    {
        this.context = context;
        this.function = function;
        text = context.Text;
        scope = new DebugScope(context, function);
    }

    public static void Emit(EmitContext context, IrFunction function) => new FunctionEmitter(context, function).Emit();

    void Emit()
    {
        Head();
        // The entry block of LLVM may not be branched to; a loop may start with the function's first block.
        text.Append("entry:\n");
        foreach (IrLocal local in function.Locals)
        {
            text.Append("  ").Append(Name(local, local.Name)).Append(" = alloca [").AppendNumber(local.Size).Append(" x i8], align ")
                .AppendNumber(local.Align).Append('\n');
        }
        text.Append("  br label ").Append(Label(function.Blocks[0])).Append('\n');
        foreach (IrBlock block in function.Blocks)
        {
            text.Append('\n').Append(Label(block), 1, Label(block).Length - 1).Append(":\n");
            foreach (IrInstruction instruction in block.Instructions)
                Instruction(instruction);
            Terminator(block.Terminator ?? throw new InvalidOperationException($"The block {block.Name} of {function.Name} has no terminator."));
        }
        text.Append("}\n");
    }

    void Head()
    {
        text.Append("\ndefine ").Append(function.Linkage == IrLinkage.Program ? "dso_local " : "internal ")
            .Append(function.ReturnType).Append(' ').AppendSymbol('@', function.Name).Append('(');
        for (int i = 0; i < function.Parameters.Count; i++)
        {
            IrParameter parameter = function.Parameters[i];
            text.Append(i == 0 ? "" : ", ").Append(parameter.Type).Append(' ').Append(Name(parameter, parameter.Name));
        }
        text.Append(") ").Append(function.Linkage switch
        {
            IrLinkage.Program => "#0",
            IrLinkage.Inline => "alwaysinline #0",
            IrLinkage.Subprogram => "noinline #0",
            _ => throw new NotSupportedException($"Unknown linkage {function.Linkage}."),
        });
        if (function.Section is { } section)
            text.Append(" section ").AppendQuoted(section);
        text.Append(" !dbg ").Append(scope.Subprogram).Append(" {\n");
    }

    /// <summary>The name a value has in this function, given on its first use: <c>%count.3</c>.</summary>
    string Name(IrValue value, string hint)
    {
        if (!values.TryGetValue(value, out string? name))
            values.Add(value, name = FreshName(hint));
        return name;
    }

    string Label(IrBlock block)
    {
        if (!blocks.TryGetValue(block, out string? name))
            blocks.Add(block, name = FreshName(block.Name));
        return name;
    }

    /// <summary>A name unique in the function: the dot occurs in no hint, so the number decides.</summary>
    string FreshName(string hint) => new StringBuilder("%").Append(BtfNames.ToIdentifier(hint)).Append('.').AppendNumber(nextName++).ToString();

    string Fresh() => FreshName("t");
}
