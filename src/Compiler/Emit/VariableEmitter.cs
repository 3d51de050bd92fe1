using System.Text;
using BpfSharp.Compiler.Ir;

namespace BpfSharp.Compiler.Emit;

/// <summary>Writes what lives in data sections: the licence, globals and maps.</summary>
internal static class VariableEmitter
{
    /// <summary>Writes the licence under a name that no function or variable has (nor the section: LLVM refuses that).</summary>
    /// <returns>The symbol.</returns>
    public static string License(EmitContext context)
    {
        IrModule module = context.Module;
        var taken = new HashSet<string>(module.Functions.Select(f => f.Name).Concat(module.Globals.Select(g => g.Name)).Concat(module.Maps.Select(m => m.Name)), StringComparer.Ordinal);
        string name = "_license";
        while (taken.Contains(name))
            name = "_" + name;
        byte[] bytes = Encoding.UTF8.GetBytes(module.License + "\0");
        context.Text.AppendSymbol('@', name).Append(" = dso_local global [").AppendNumber(bytes.Length).Append(" x i8] ")
            .AppendBytes(bytes).Append(", section \"license\", align 1\n");
        return name;
    }

    public static void Global(EmitContext context, IrGlobal global)
    {
        if (global.IsExtern)
        {
            Extern(context, global);
            return;
        }
        StringBuilder text = context.Text;
        bool isConstant = global.Section.StartsWith(".rodata", StringComparison.Ordinal);
        text.AppendSymbol('@', global.Name).Append(" = ").Append(global.IsInternal ? "internal " : "dso_local ")
            .Append(isConstant && !global.IsInternal ? "externally_initialized " : "") // user space sets it before load
            .Append(isConstant ? "constant [" : "global [").AppendNumber(global.Size).Append(" x i8] ");
        if (global.Initial.IsDefaultOrEmpty)
            text.Append("zeroinitializer");
        else
            text.AppendBytes(global.Initial.AsSpan());
        text.Append(", section ").AppendQuoted(global.Section).Append(", align ").AppendNumber(global.Align);
        if (global.DebugType is { } type)
            text.Append(", !dbg ").Append(Describe(context, global.Name, context.Types.Reference(type), global.Span, global.IsInternal));
        text.Append('\n');
    }

    /// <summary>A declaration. It reaches the object only where something refers to it.</summary>
    static void Extern(EmitContext context, IrGlobal global)
    {
        string type = global.DebugType is { } known and not DebugVoid ? context.Types.Reference(known) : context.Metadata.Add("!DIDerivedType(tag: DW_TAG_const_type, baseType: null)");
        context.Text.AppendSymbol('@', global.Name).Append(global.IsWeak ? " = extern_weak" : " = external").Append(" dso_local global [").AppendNumber(global.Size)
            .Append(" x i8], section ").AppendQuoted(global.Section).Append(", align ").AppendNumber(global.Align).Append(", !dbg ")
            .Append(Describe(context, global.Name, type, global.Span, isLocal: false, isDefinition: false)).Append('\n');
    }

    /// <summary>A map: a variable of pointers whose debug type holds the map's attributes (libbpf's BTF-defined maps).</summary>
    public static void Map(EmitContext context, IrMap map)
    {
        string definition = MapType(context, map, out int count);
        context.Text.AppendSymbol('@', map.Name).Append(" = dso_local global [").AppendNumber(count)
            .Append(" x ptr] zeroinitializer, section \".maps\", align 8, !dbg ")
            .Append(Describe(context, map.Name, definition, map.Span, isLocal: false)).Append('\n');
    }

    static string MapType(EmitContext context, IrMap map, out int count)
    {
        DebugTypes types = context.Types;
        List<(string Name, string Type)> attributes = [("type", types.NumberPointer((uint)map.MapType))];
        if (map.Key is { } key)
            attributes.Add(("key", types.Pointer(types.Reference(key))));
        if (map.Value is { } value)
            attributes.Add(("value", types.Pointer(types.Reference(value))));
        if (map.MaxEntries != 0)
            attributes.Add(("max_entries", types.NumberPointer(map.MaxEntries)));
        if (map.Flags != 0)
            attributes.Add(("map_flags", types.NumberPointer(map.Flags)));
        if (map.Extra != 0)
            attributes.Add(("map_extra", types.NumberPointer(map.Extra)));
        count = attributes.Count;
        // The last member, an array without elements of pointers to what the inner maps are like.
        if (map.Inner is { } inner)
            attributes.Add(("values", types.EmptyArray(types.Pointer(MapType(context, inner, out _)))));
        string definition = context.Metadata.Reserve();
        var node = new StringBuilder("distinct !DICompositeType(tag: DW_TAG_structure_type, size: ").AppendNumber(count * 64L).Append(", elements: !{");
        for (int i = 0; i < attributes.Count; i++)
        {
            node.Append(i == 0 ? "" : ", ").Append("!DIDerivedType(tag: DW_TAG_member, name: \"").Append(attributes[i].Name).Append("\", scope: ")
                .Append(definition).Append(", baseType: ").Append(attributes[i].Type).Append(i < count ? ", size: 64, offset: " : ", offset: ").AppendNumber(i * 64L).Append(')');
        }
        context.Metadata.Define(definition, node.Append("})").ToString());
        return definition;
    }

    static string Describe(EmitContext context, string name, string type, SourceSpan span, bool isLocal, bool isDefinition = true)
    {
        string file = context.Files.Reference(span.File is { Length: > 0 } path ? path : context.MainFile);
        string variable = context.Metadata.Add(new StringBuilder("distinct !DIGlobalVariable(name: ").AppendQuoted(name).Append(", scope: ").Append(context.CompileUnit)
            .Append(", file: ").Append(file).Append(", line: ").AppendNumber(Math.Max(0, span.Line)).Append(", type: ").Append(type)
            .Append(isLocal ? ", isLocal: true" : ", isLocal: false").Append(isDefinition ? ", isDefinition: true)" : ", isDefinition: false)").ToString());
        string expression = context.Metadata.Add($"!DIGlobalVariableExpression(var: {variable}, expr: !DIExpression())");
        if (isDefinition)
            context.DebugVariables.Add(expression);
        return expression;
    }
}
