using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using BpfSharp.Compiler;

namespace BpfSharp.Generator.Source;

/// <summary>The object's bytes and trap sites, and the attribute by which tools find the bytes in the assembly.</summary>
internal static class BytesHalf
{
    const int NumbersPerLine = 8;

    const string Machine = "global::System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture", Machines = "global::System.Runtime.InteropServices.Architecture.";

    /// <param name="objects">One for each of the module's sources.</param>
    public static string Write(ModuleToCompile module, ImmutableArray<byte[]> objects)
    {
        var writer = new SourceWriter();
        writer.Lines(TypeFrame.FileHeader);
        writer.Line();
        for (int i = 0; i < objects.Length; i++) Announce(writer, module.FullName, objects[i], module.Sources[i].Architecture);
        writer.Line();
        TypeFrame.Write(writer, module.Namespace, module.ContainingTypes, module.TypeKeywordHeader, w =>
        {
            w.Line(TypeFrame.GeneratedCode);
            w.Open($"static partial void {ObjectHalf.BytesHook}(ref global::System.ReadOnlySpan<byte> bytes)");
            // A machine without an object of its own gets another's: loading refuses it and says for which machines there are some.
            for (int i = 1; i < objects.Length; i++)
            {
                w.Open($"if ({Machine} == {Machines}{module.Sources[i].Architecture})");
                Assign(w, objects[i]);
                w.Line("return;");
                w.Close();
            }
            Assign(w, objects[0]);
            w.Close();
            if (module.TrapSites.IsEmpty) return;
            w.Line();
            w.Line(TypeFrame.GeneratedCode);
            w.Line($"static partial void {ObjectHalf.TrapSitesHook}(ref global::BpfSharp.BpfTrapSite[] sites) => sites =");
            ObjectHalf.WriteArray(w, "BpfTrapSite", module.TrapSites, ObjectHalf.TrapSite, ";");
        });
        return writer.ToString();
    }

    static void Announce(SourceWriter writer, string className, byte[] content, TargetArchitecture? architecture) => writer.Line(
        $"[assembly: global::BpfSharp.EmbeddedBpfObjectAttribute({Literals.Text(className)}, \"{Sha256(content)}\", {Literals.Number(content.Length)}, \"{architecture?.Name()}\")]");

    /// <summary>
    /// An array creation that is converted at once becomes constant data of the assembly: nothing is allocated. Of long numbers,
    /// as C# spends microseconds on each element: bytes would take longer than all else of a build. All machines that run this are little-endian.
    /// </summary>
    static void Assign(SourceWriter writer, byte[] content)
    {
        writer.Line("bytes = global::System.Runtime.InteropServices.MemoryMarshal.AsBytes((global::System.ReadOnlySpan<ulong>)new ulong[]");
        writer.Line("{");
        for (int start = 0; start < content.Length; start += NumbersPerLine * sizeof(ulong)) writer.Line(Row(content, start));
        writer.Line($"}}).Slice(0, {Literals.Number(content.Length)});");
    }

    static string Row(byte[] content, int start)
    {
        var row = new StringBuilder("    ");
        for (int at = start; at < Math.Min(start + (NumbersPerLine * sizeof(ulong)), content.Length); at += sizeof(ulong))
        {
            ulong number = 0;
            for (int i = Math.Min(at + sizeof(ulong), content.Length) - 1; i >= at; i--) number = (number << 8) | content[i];
            row.Append("0x").Append(number.ToString("x", System.Globalization.CultureInfo.InvariantCulture)).Append(',');
        }
        return row.ToString();
    }

    static string Sha256(byte[] content)
    {
        using var sha = SHA256.Create();
        var text = new StringBuilder(64);
        foreach (byte b in sha.ComputeHash(content)) text.Append(b.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        return text.ToString();
    }
}
