using System.Collections.Immutable;
using BpfSharp.Compiler.Emit;

namespace BpfSharp.Compiler.Ir;

/// <summary>A rule of the IR that a module breaks: a fault of the compiler, not of the user.</summary>
internal readonly record struct IrProblem(string Message, SourceSpan Span)
{
    public override string ToString() => $"{Span}: {Message}";
}

/// <summary>
/// Checks what the emitter takes for granted. LLVM would answer some of these faults with messages nobody understands,
/// and others (a missing terminator, an <c>i1</c> in memory, an unknown atomic) with an abnormal end.
/// </summary>
internal sealed partial class IrVerifier
{
    readonly IrModule module;
    readonly List<IrProblem> problems = [];
    readonly HashSet<object> symbols;
    IrFunction function = null!;
    HashSet<IrBlock> blocks = null!;
    Dictionary<IrInstruction, IrBlock> definitions = null!;
    HashSet<IrInstruction> seen = null!;
    HashSet<IrLocal> locals = null!;

    IrVerifier(IrModule module)
    {
        this.module = module;
        symbols = [.. module.Functions, .. module.KernelFunctions, .. module.Globals, .. module.Maps];
    }

    /// <summary>What is wrong with a module; nothing when it can be emitted.</summary>
    public static ImmutableArray<IrProblem> Verify(IrModule module)
    {
        var verifier = new IrVerifier(module);
        verifier.Names();
        foreach (IrGlobal global in module.Globals)
            verifier.Global(global);
        foreach (IrMap map in module.Maps)
            verifier.Check(BtfNames.IsIdentifier(map.Name), $"the map name '{map.Name}' is not one that BTF can hold", map.Span);
        foreach (IrFunction function in module.Functions)
            verifier.Function(function);
        return [.. verifier.problems];
    }

    void Names()
    {
        var sections = new HashSet<string>(StringComparer.Ordinal) { "license", ".maps", ".text" };
        foreach (IrFunction function in module.Functions)
        {
            if (function.Section is { } section)
                sections.Add(section);
        }
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach ((string name, SourceSpan span) in module.Functions.Select(f => (f.Name, f.Span))
            .Concat(module.KernelFunctions.Select(f => (f.Name, f.Span))).Concat(module.Globals.Select(g => (g.Name, g.Span))).Concat(module.Maps.Select(m => (m.Name, m.Span))))
        {
            Check(name.Length != 0 && name.IndexOf('\0') < 0, $"'{name}' cannot be a symbol's name", span);
            Check(names.Add(name), $"two symbols have the name '{name}'", span);
            Check(!sections.Contains(name), $"the symbol '{name}' has the name of a section, which LLVM refuses", span);
        }
    }

    void Global(IrGlobal global)
    {
        Check(global.Size > 0, $"the global '{global.Name}' has no size", global.Span);
        Check(IsAlignment(global.Align), $"the global '{global.Name}' has the alignment {global.Align}", global.Span);
        Check(global.Section.Length != 0, $"the global '{global.Name}' has no section", global.Span);
        Check(global.IsExtern || !global.IsWeak, $"the global '{global.Name}' is weak, but not the kernel's", global.Span);
        if (!global.Initial.IsDefaultOrEmpty)
        {
            Check(!global.IsExtern, $"the global '{global.Name}' is the kernel's and has an initial value", global.Span);
            Check(global.Initial.Length == global.Size, $"the global '{global.Name}' has {global.Size} bytes but {global.Initial.Length} initial ones", global.Span);
            Check(global.Section != ".bss", $"the global '{global.Name}' in .bss has an initial value", global.Span);
        }
        if (global.DebugType is { } type)
        {
            Check(BtfNames.IsIdentifier(global.Name), $"the global name '{global.Name}' is not one that BTF can hold", global.Span);
            Check(global.IsExtern || DebugTypeSize.Of(type) == global.Size, $"the global '{global.Name}' has {global.Size} bytes but a type of {DebugTypeSize.Of(type)}", global.Span);
        }
    }

    void Function(IrFunction checkedFunction)
    {
        function = checkedFunction;
        blocks = [.. function.Blocks];
        definitions = [];
        seen = [];
        locals = [.. function.Locals];
        SourceSpan span = function.Span;
        bool isProgram = function.Linkage == IrLinkage.Program;
        Check(function.Blocks.Count != 0, "it has no blocks", span);
        Check(blocks.Count == function.Blocks.Count, "a block occurs twice", span);
        Check(isProgram == function.Section is not null, isProgram ? "a program needs a section" : "only programs have a section of their own", span);
        Check(!isProgram || IsInt(function.ReturnType, 32, 64), $"a program returns i32 or i64, not {function.ReturnType}", span);
        Check(function.Linkage == IrLinkage.Inline || function.Parameters.Count <= 5, "only inlined functions can have more than 5 parameters", span);
        foreach (IrLocal local in function.Locals)
        {
            Check(local.Size > 0, $"the local '{local.Name}' has no size", span);
            Check(IsAlignment(local.Align), $"the local '{local.Name}' has the alignment {local.Align}", span);
        }
        foreach (IrBlock block in function.Blocks)
        {
            foreach (IrInstruction instruction in block.Instructions)
            {
                Check(!definitions.ContainsKey(instruction), $"an instruction occurs twice: {instruction.GetType().Name}", instruction.Span);
                definitions[instruction] = block;
            }
        }
        foreach (IrBlock block in function.Blocks)
        {
            foreach (IrInstruction instruction in block.Instructions)
            {
                Instruction(instruction, block);
                seen.Add(instruction);
            }
            if (block.Terminator is { } terminator)
                Terminator(terminator, block);
            else
                Check(false, $"the block '{block.Name}' has no terminator", span);
        }
    }

    void Terminator(IrTerminator terminator, IrBlock block)
    {
        SourceSpan span = terminator.Span;
        switch (terminator)
        {
            case IrBranch branch:
                Target(branch.Target, span);
                break;
            case IrConditionalBranch branch:
                Operand(branch.Condition, IrType.I1, block, span);
                Target(branch.WhenTrue, span);
                Target(branch.WhenFalse, span);
                break;
            case IrSwitch @switch:
                Operand(@switch.Value, null, block, span);
                Check(@switch.Value.Type is IrIntType, $"a switch takes an integer, not {@switch.Value.Type}", span);
                Target(@switch.Otherwise, span);
                var values = new HashSet<long>();
                foreach ((long value, IrBlock target) in @switch.Cases)
                {
                    Check(values.Add(value), $"a switch has the case {value} twice", span);
                    Target(target, span);
                }
                break;
            case IrReturn { Value: null }:
                Check(function.ReturnType is IrVoidType, $"a value of type {function.ReturnType} must be returned", span);
                break;
            case IrReturn { Value: { } value }:
                Operand(value, function.ReturnType, block, span);
                break;
            default:
                Check(false, $"unknown terminator {terminator.GetType().Name}", span);
                break;
        }
    }

    void Target(IrBlock target, SourceSpan span) => Check(blocks.Contains(target), $"a branch leaves the function, to '{target.Name}'", span);

    void Check(bool condition, string message, SourceSpan span)
    {
        if (!condition)
            problems.Add(new IrProblem(function is null ? message : $"in {function.Name}: {message}", span));
    }

    static bool IsAlignment(int align) => align is 1 or 2 or 4 or 8;

    static bool IsInt(IrType type, int bits, int otherBits) => type is IrIntType integer && (integer.Bits == bits || integer.Bits == otherBits);
}
