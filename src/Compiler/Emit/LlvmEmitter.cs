using System.Text;
using BpfSharp.Compiler.Ir;

namespace BpfSharp.Compiler.Emit;

/// <summary>
/// Turns a verified module into LLVM IR text for the BPF backend of LLVM 15 and later. The same module always gives
/// the same text. There is no data layout in it (the worker sets the backend's own).
/// </summary>
internal static class LlvmEmitter
{
    public static string Emit(IrModule module, EmitOptions options)
    {
        var context = new EmitContext(module, options);
        string license = VariableEmitter.License(context);
        foreach (IrMap map in module.Maps)
            VariableEmitter.Map(context, map);
        foreach (IrGlobal global in module.Globals)
            VariableEmitter.Global(context, global);
        KeepAll(context, license);
        foreach (IrKernelFunction function in module.KernelFunctions)
            KernelFunctionEmitter.Declare(context, function);
        foreach (IrFunction function in module.Functions)
            FunctionEmitter.Emit(context, function);
        DefineCompileUnit(context);
        context.Files.Define();
        return Assemble(context);
    }

    /// <summary>What loaders find by name stays, used or not.</summary>
    static void KeepAll(EmitContext context, string license)
    {
        List<string> kept = [license, .. context.Module.Maps.Select(m => m.Name), .. context.Module.Globals.Where(g => !g.IsInternal && !g.IsExtern).Select(g => g.Name)];
        StringBuilder text = context.Text.Append("@llvm.compiler.used = appending global [").AppendNumber(kept.Count).Append(" x ptr] [");
        for (int i = 0; i < kept.Count; i++)
            text.Append(i == 0 ? "ptr " : ", ptr ").AppendSymbol('@', kept[i]);
        text.Append("], section \"llvm.metadata\"\n");
    }

    static void DefineCompileUnit(EmitContext context)
    {
        var node = new StringBuilder("distinct !DICompileUnit(language: DW_LANG_C11, file: ").Append(context.Files.Reference(context.MainFile))
            .Append(", producer: ").AppendQuoted(context.Options.Producer)
            .Append(", isOptimized: true, runtimeVersion: 0, emissionKind: FullDebug, globals: !{");
        node.Append(string.Join(", ", context.DebugVariables)).Append("}, splitDebugInlining: false, nameTableKind: None)");
        context.Metadata.Define(context.CompileUnit, node.ToString());
    }

    static string Assemble(EmitContext context)
    {
        var text = new StringBuilder(context.Text.Length * 2);
        text.Append("source_filename = ").AppendQuoted(context.Module.Name).Append('\n');
        text.Append("target triple = \"bpfel\"\n\n");
        context.CoreTypes.WriteTo(text);
        foreach ((string name, string value) in context.CoreStrings)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(value + "\0");
            text.AppendSymbol('@', name).Append(" = private unnamed_addr constant [").AppendNumber(bytes.Length).Append(" x i8] ")
                .AppendBytes(bytes).Append(", align 1\n");
        }
        text.Append(context.Text).Append('\n');
        context.Intrinsics.WriteTo(text);

        // Without "no-builtins" LLVM turns loops and neighbouring stores into memset and memcpy calls that BPF cannot
        // make; without "no-jump-tables" it turns switches into tables in sections that no loader expects.
        text.Append("\nattributes #0 = { nounwind \"no-builtins\" \"no-jump-tables\"=\"true\"");
        if (context.Options.Cpu.Length != 0)
            text.Append(" \"target-cpu\"=").AppendQuoted(context.Options.Cpu);
        text.Append(" }\n").Append(HelperEffects.Groups).Append('\n');

        // The backend makes BTF from the debug metadata whatever else is made from it; asking for CodeView, which BPF
        // does not have, keeps DWARF out of the object.
        string version = context.Metadata.Add("!{i32 2, !\"Debug Info Version\", i32 3}");
        string codeView = context.Metadata.Add("!{i32 2, !\"CodeView\", i32 1}");
        text.Append("!llvm.dbg.cu = !{").Append(context.CompileUnit).Append("}\n");
        text.Append(CheckMetadata.Define(context));
        text.Append("!llvm.module.flags = !{").Append(version).Append(", ").Append(codeView).Append("}\n\n");
        context.Metadata.WriteTo(text);
        return text.ToString();
    }
}
