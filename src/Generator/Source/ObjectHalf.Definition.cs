using System.Collections.Immutable;
using BpfSharp.Compiler.Binding;

namespace BpfSharp.Generator.Source;

internal static partial class ObjectHalf
{
    static void WriteDefinition(SourceWriter writer, ObjectModel model)
    {
        writer.Line(TypeFrame.GeneratedCode);
        writer.Line("private static readonly global::BpfSharp.BpfObjectDefinition __bpfDefinition = new global::BpfSharp.BpfObjectDefinition(");
        writer.Line($"    {Literals.Text(model.Name)},");
        WriteArray(writer, "BpfMapDefinition", model.Maps, Map, ",");
        WriteArray(writer, "BpfGlobalDefinition", model.Globals, Global, ",");
        WriteArray(writer, "BpfProgramDefinition", model.Programs, Program, ",");
        writer.Line("    __ListBpfTrapSites());");
        writer.Line();
        writer.Open("private static global::BpfSharp.BpfTrapSite[] __ListBpfTrapSites()");
        writer.Line("global::BpfSharp.BpfTrapSite[] sites = global::System.Array.Empty<global::BpfSharp.BpfTrapSite>();");
        writer.Line($"{TrapSitesHook}(ref sites);");
        writer.Line("return sites;");
        writer.Close();
        writer.Line();
        writer.Line(TypeFrame.Hidden);
        writer.Line($"static partial void {TrapSitesHook}(ref global::BpfSharp.BpfTrapSite[] sites);");
        writer.Line();
        writer.Line("/// <inheritdoc/>");
        writer.Line(TypeFrame.GeneratedCode);
        writer.Line(TypeFrame.Hidden);
        writer.Line("protected override global::BpfSharp.BpfObjectDefinition Definition => __bpfDefinition;");
        writer.Line();
    }

    internal static void WriteArray<T>(SourceWriter writer, string type, EquatableArray<T> items, Func<T, string> arguments, string end)
        where T : IEquatable<T>
    {
        if (items.IsEmpty)
        {
            writer.Line($"    global::System.Array.Empty<global::BpfSharp.{type}>(){end}");
            return;
        }
        writer.Line($"    new global::BpfSharp.{type}[]");
        writer.Line("    {");
        foreach (var item in items.Items) writer.Line($"        new global::BpfSharp.{type}({arguments(item)}),");
        writer.Line($"    }}{end}");
    }

    static string Map(MapModel map) =>
        $"{Literals.Text(map.Name)}, (global::BpfSharp.BpfMapType){Literals.Number(map.MapType)}, {Literals.Number(map.KeySize)}, {Literals.Number(map.ValueSize)}, {Literals.Number(map.MaxEntries)}u, (global::BpfSharp.BpfMapFlags){Literals.Number(map.Flags)}{KeyPadding(map)}{Inner(map)}";

    static string Inner(MapModel map) => map.Inner is { } inner ? $", Inner: new global::BpfSharp.BpfMapDefinition({Map(inner)})" : "";

    static string KeyPadding(MapModel map) => map.KeyPadding.IsEmpty ? "" : $", new int[] {{ {string.Join(", ", map.KeyPadding.Select(static n => Literals.Number(n)))} }}";

    static string Global(GlobalModel global) =>
        $"{Literals.Text(global.Symbol ?? global.Name)}, {Literals.Number(global.Size)}, {(global.IsReadOnly ? "true" : "false")}{(global.Initial.IsEmpty ? "" : $", new byte[] {{ {Literals.Bytes(global.Initial.Items)} }}")}{Extern(global)}";

    static string Extern(GlobalModel global) =>
        global.Extern is { } kind ? $", Extern: global::BpfSharp.BpfExternKind.{kind}, IsOptional: {(global.IsOptional ? "true" : "false")}" : "";

    static string Program(ProgramModel program)
    {
        string parameters = program.Parameters.IsEmpty ? "" : $", Parameters: new global::BpfSharp.BpfParameterDefinition[] {{ {string.Join(", ", program.Parameters.Items.Select(Parameter))} }}";
        return $"{Literals.Text(program.Name)}, {Literals.Text(program.Section)}{(program.FallbackFor is { } other ? ", " + Literals.Text(other) : "")}{parameters}";
    }

    static string Parameter(ParameterModel parameter)
    {
        string fields = parameter.Fields.IsEmpty ? "" : $", Fields: new global::BpfSharp.BpfFieldDefinition[] {{ {string.Join(", ", parameter.Fields.Items.Select(Field))} }}";
        string typeName = parameter.TypeName is { } name ? ", " + Literals.Text(name) : "";
        return $"new global::BpfSharp.BpfParameterDefinition({Literals.Text(parameter.Name)}, global::BpfSharp.BpfParameterKind.{parameter.Kind}, {Literals.Number(parameter.Size)}{typeName}{fields})";
    }

    static string Field(FieldModel field) =>
        $"new global::BpfSharp.BpfFieldDefinition({Literals.Text(field.Name)}, {Literals.Number(field.Offset)}, {Literals.Number(field.Size)})";

    internal static string TrapSite(TrapSiteModel site) =>
        $"{Literals.Text(site.File)}, {Literals.Number(site.Line)}, {Literals.Number(site.Column)}, {Literals.Text(site.Reason)}";
}
