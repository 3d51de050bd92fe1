using System.Text;
using BpfSharp.Compiler.Emit;

namespace BpfSharp.Compiler.Ir;

/// <summary>Writes a module for people: in tests, and when the compiler is at fault. Nothing reads it back.</summary>
internal sealed partial class IrPrinter
{
    readonly StringBuilder text;
    readonly bool withSpans;
    readonly Dictionary<IrInstruction, int> numbers = [];
    readonly Dictionary<IrBlock, string> labels = [];
    readonly Dictionary<IrLocal, string> locals = [];

    IrPrinter(StringBuilder text, bool withSpans)
    {
        this.text = text;
        this.withSpans = withSpans;
    }

    /// <param name="withSpans">Whether each line ends with its place in the source.</param>
    public static string Print(IrModule module, bool withSpans = false)
    {
        var text = new StringBuilder();
        text.Append("module ").Append(module.Name).Append(", license ").AppendQuoted(module.License).Append('\n');
        foreach (IrMap map in module.Maps)
        {
            text.Append("map @").Append(map.Name).Append(": type ").AppendNumber(map.MapType).Append(", key ").Append(Size(map.Key))
                .Append(", value ").Append(Size(map.Value)).Append(", max ").AppendNumber(map.MaxEntries);
            text.Append(map.Flags == 0 ? "" : ", flags ").Append(map.Flags == 0 ? "" : map.Flags.ToString(System.Globalization.CultureInfo.InvariantCulture)).Append('\n');
        }
        foreach (IrGlobal global in module.Globals)
        {
            text.Append("global @").Append(global.Name).Append(": ").Append(global.Section).Append(", ").AppendNumber(global.Size)
                .Append(" bytes, align ").AppendNumber(global.Align).Append(global.IsInternal ? ", internal" : global.IsWeak ? ", extern weak" : global.IsExtern ? ", extern" : "");
            if (!global.Initial.IsDefaultOrEmpty)
                text.Append(" = ").AppendBytes(global.Initial.AsSpan());
            text.Append('\n');
        }
        foreach (IrKernelFunction function in module.KernelFunctions)
            text.Append("kernel function ").Append(function.ReturnType).Append(" @").Append(function.Name).Append(function.IsWeak ? ", weak\n" : "\n");
        foreach (IrFunction function in module.Functions)
            text.Append('\n').Append(Print(function, withSpans));
        return text.ToString();
    }

    public static string Print(IrFunction function, bool withSpans = false)
    {
        var text = new StringBuilder();
        new IrPrinter(text, withSpans).Function(function);
        return text.ToString();
    }

    static string Size(DebugType? type) => type is null
        ? "none"
        : new StringBuilder().AppendNumber(DebugTypeSize.Of(type)).Append(" bytes").ToString();

    void Function(IrFunction function)
    {
        Number(function);
        text.Append(function.Linkage switch
        {
            IrLinkage.Program => "program @",
            IrLinkage.Inline => "inline @",
            _ => "subprogram @",
        }).Append(function.Name).Append('(');
        for (int i = 0; i < function.Parameters.Count; i++)
            text.Append(i == 0 ? "" : ", ").Append(function.Parameters[i].Type).Append(' ').Append(function.Parameters[i]);
        text.Append("): ").Append(function.ReturnType);
        if (function.Section is { } section)
            text.Append(" in ").Append(section);
        End(function.Span);
        foreach (IrLocal local in function.Locals)
            text.Append("  local ").Append(locals[local]).Append(": ").AppendNumber(local.Size).Append(" bytes, align ").AppendNumber(local.Align).Append('\n');
        foreach (IrBlock block in function.Blocks)
        {
            text.Append(Label(block)).Append(":\n");
            foreach (IrInstruction instruction in block.Instructions)
            {
                text.Append("  ");
                if (instruction.Type is not IrVoidType)
                    text.Append(Value(instruction)).Append(" = ");
                Instruction(instruction);
                End(instruction.Span);
            }
            text.Append("  ");
            if (block.Terminator is { } terminator)
                Terminator(terminator);
            else
                text.Append("(no terminator)\n");
        }
    }

    /// <summary>Numbers instructions in layout order, and tells blocks and locals of the same name apart.</summary>
    void Number(IrFunction function)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (IrLocal local in function.Locals)
            locals[local] = Unique("&" + local.Name, used);
        foreach (IrBlock block in function.Blocks)
        {
            labels[block] = Unique(block.Name, used);
            foreach (IrInstruction instruction in block.Instructions)
            {
                if (instruction.Type is not IrVoidType && !numbers.ContainsKey(instruction))
                    numbers.Add(instruction, numbers.Count);
            }
        }
    }

    static string Unique(string name, HashSet<string> used)
    {
        string unique = name;
        for (int i = 2; !used.Add(unique); i++)
            unique = new StringBuilder(name).Append('.').AppendNumber(i).ToString();
        return unique;
    }

    string Label(IrBlock block) => labels.TryGetValue(block, out string? label) ? label : block.Name + "(elsewhere)";

    string Value(IrValue value) => value switch
    {
        IrInstruction instruction => numbers.TryGetValue(instruction, out int number)
            ? new StringBuilder("%").AppendNumber(number).ToString()
            : "%(elsewhere)",
        IrLocal local => locals.TryGetValue(local, out string? name) ? name : local + "(elsewhere)",
        _ => value.ToString(),
    };

    void End(SourceSpan span)
    {
        if (withSpans)
            text.Append("    ; ").Append(span.Line).Append(':').Append(span.Column);
        text.Append('\n');
    }
}
