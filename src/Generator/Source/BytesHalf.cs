using System.Security.Cryptography;
using System.Text;

namespace BpfSharp.Generator.Source;

/// <summary>The object's bytes and trap sites, and the attribute by which tools find the bytes in the assembly.</summary>
internal static class BytesHalf
{
    const int BytesPerLine = 32;

    public static string Write(ModuleToCompile module, byte[] content)
    {
        var writer = new SourceWriter();
        writer.Lines(TypeFrame.FileHeader);
        writer.Line();
        writer.Line($"[assembly: global::BpfSharp.EmbeddedBpfObjectAttribute({Literals.Text(module.FullName)}, \"{Sha256(content)}\", {Literals.Number(content.Length)})]");
        writer.Line();
        TypeFrame.Write(writer, module.Namespace, module.ContainingTypes, module.TypeKeywordHeader, w =>
        {
            w.Line(TypeFrame.GeneratedCode);
            // An array creation that is converted at once becomes constant data of the assembly: nothing is allocated.
            w.Line($"static partial void {ObjectHalf.BytesHook}(ref global::System.ReadOnlySpan<byte> bytes) => bytes = new byte[]");
            w.Line("{");
            for (int start = 0; start < content.Length; start += BytesPerLine) w.Line(Row(content, start));
            w.Line("};");
            if (module.TrapSites.IsEmpty) return;
            w.Line();
            w.Line(TypeFrame.GeneratedCode);
            w.Line($"static partial void {ObjectHalf.TrapSitesHook}(ref global::BpfSharp.BpfTrapSite[] sites) => sites =");
            ObjectHalf.WriteArray(w, "BpfTrapSite", module.TrapSites, ObjectHalf.TrapSite, ";");
        });
        return writer.ToString();
    }

    static string Row(byte[] content, int start)
    {
        var row = new StringBuilder("    ");
        for (int i = start; i < Math.Min(start + BytesPerLine, content.Length); i++) row.Append(Literals.Number(content[i])).Append(',');
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
