using BpfSharp.Compiler.Binding;

namespace BpfSharp.Generator.Source;

/// <summary>
/// The other half of a <c>[BpfObject]</c> class. It is written whatever errors there are, so that an editor shows only
/// those and not a hundred that follow from a missing half. Only what changes with a program's body comes from
/// elsewhere, the object's bytes and trap sites, so that typing in a body leaves this half as it is.
/// </summary>
internal static partial class ObjectHalf
{
    /// <summary>The hooks that <see cref="BytesHalf"/> implements in real builds.</summary>
    public const string BytesHook = "__GetBpfObjectBytes", TrapSitesHook = "__GetBpfTrapSites";

    public static string Write(HalfToWrite half)
    {
        var model = half.Model;
        var writer = new SourceWriter();
        writer.Lines(TypeFrame.FileHeader);
        writer.Line();
        TypeFrame.Write(writer, model.Namespace, model.ContainingTypes, model.TypeKeywordHeader + (half.IsRefused ? "" : " : global::BpfSharp.BpfObject"), w =>
        {
            if (half.IsRefused)
            {
                foreach (var stub in half.Stubs.Items) stub.Write(w);
                return;
            }
            WriteConstructors(w, model);
            foreach (var (map, index) in model.Maps.Items.Select(static (m, i) => (m, i))) WriteMap(w, map, index);
            foreach (var (global, index) in model.Globals.Items.Select(static (g, i) => (g, i))) WriteGlobal(w, global, index);
            foreach (var function in model.KernelFunctions.Items)
            {
                w.Line(TypeFrame.GeneratedCode);
                w.Line($"{function.Header} => throw global::BpfSharp.BpfObject.KernelFunctionCalled({Literals.Text(function.Name)});");
                w.Line();
            }
            foreach (var stub in half.Stubs.Items) stub.Write(w);
            WriteDefinition(w, model);
            WriteBytes(w, model);
        });
        return writer.ToString();
    }

    static void WriteConstructors(SourceWriter writer, ObjectModel model)
    {
        string name = Literals.Identifier(model.Name);
        if (!model.HasDefaultConstructor)
        {
            writer.Line("/// <summary>Opens the object on the running kernel; nothing is loaded yet.</summary>");
            writer.Line(TypeFrame.GeneratedCode);
            writer.Lines($"public {name}()\n{{\n}}\n");
        }
        if (!model.HasHostConstructor)
        {
            writer.Line("/// <summary>Opens the object on a host, such as a <see cref=\"global::BpfSharp.SimulatedKernel\"/>; nothing is loaded yet.</summary>");
            writer.Line(TypeFrame.GeneratedCode);
            writer.Lines($"public {name}(global::BpfSharp.BpfHost host)\n    : base(host)\n{{\n}}\n");
        }
    }

    static void WriteMap(SourceWriter writer, MapModel map, int index)
    {
        writer.Line($"private {map.TypeName}? __bpfMap{Literals.Number(index)};");
        writer.Line();
        writer.Line(TypeFrame.GeneratedCode);
        writer.Open(map.PropertyHeader);
        if (map.GetAccessor is { } get) writer.Line($"{get} => this.__bpfMap{Literals.Number(index)} ??= new {map.TypeName}(base.OpenMap({Literals.Number(index)}){View(map)});");
        // The front end has said that a map has no setter; this keeps C# from saying it again in its own way.
        if (map.SetAccessor is { } set) writer.Line($"{set} => throw new global::System.NotSupportedException();");
        writer.Close();
        writer.Line();
    }

    /// <summary>How a map of maps makes the typed view of an inner one.</summary>
    static string View(MapModel map) => map.Inner is { } inner ? $", static map => new {inner.TypeName}(map)" : "";

    static void WriteGlobal(SourceWriter writer, GlobalModel global, int index)
    {
        // A pointer cannot be a type argument.
        string place = global.Extern == "Symbol" ? $"({global.TypeName})base.Extern<nint>({Literals.Number(index)})"
            : global.Extern is not null ? $"base.Extern<{global.TypeName}>({Literals.Number(index)})"
            : $"base.Global<{global.TypeName}>({Literals.Number(index)})";
        writer.Line(TypeFrame.GeneratedCode);
        writer.Open(global.PropertyHeader);
        if (global.GetAccessor is { } get) writer.Line($"{get} => {(global.IsRef ? "ref " : "")}{place};");
        if (global.SetAccessor is { } set) writer.Line($"{set} => {place} = value;");
        writer.Close();
        writer.Line();
    }

    static void WriteBytes(SourceWriter writer, ObjectModel model)
    {
        writer.Line("/// <inheritdoc/>");
        writer.Line(TypeFrame.GeneratedCode);
        writer.Line(TypeFrame.Hidden);
        writer.Open("protected override global::System.ReadOnlySpan<byte> ObjectBytes");
        writer.Open("get");
        writer.Line("global::System.ReadOnlySpan<byte> bytes = default;");
        writer.Line($"{BytesHook}(ref bytes);");
        writer.Line($"return bytes.IsEmpty ? throw new global::System.InvalidOperationException({Literals.Text($"{model.FullName} has no eBPF object: this assembly was compiled with errors in it, or only for an editor (a design-time build). Build the project with 'dotnet build' and see its errors.")}) : bytes;");
        writer.Close();
        writer.Close();
        writer.Line();
        writer.Line(TypeFrame.Hidden);
        writer.Line($"static partial void {BytesHook}(ref global::System.ReadOnlySpan<byte> bytes);");
    }
}
