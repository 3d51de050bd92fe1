using System.Globalization;
using System.Text;
using BpfSharp.Elf;

namespace BpfSharp.Objects;

internal ref partial struct ObjectParser
{
    const string ChecksSection = ".debug_bpfsharp";

    /// <summary>Texts, each with a zero behind it: the version, then files, and behind each file what is said of its places.</summary>
    readonly List<BpfCheck> ReadChecks()
    {
        List<BpfCheck> checks = [];
        ElfSection? section = null;
        foreach (var candidate in _elf.Sections)
        {
            if (candidate.Name == ChecksSection) section = candidate;
        }
        if (section is null) return checks;
        var contents = _elf.Contents(section);
        string file = "";
        for (bool isFirst = true; contents.Length > 0; isFirst = false)
        {
            int end = contents.IndexOf((byte)0);
            if (end < 0) throw Unknown(section);
            string text = Encoding.UTF8.GetString(contents[..end]);
            contents = contents[(end + 1)..];
            if (isFirst)
            {
                if (text != "checks 1") throw Unknown(section);
            }
            else if (text.StartsWith("file ", StringComparison.Ordinal))
            {
                file = text["file ".Length..];
            }
            else
            {
                checks.Add(ReadCheck(file, text) ?? throw Unknown(section));
            }
        }
        return checks;
    }

    static BpfCheck? ReadCheck(string file, string text)
    {
        string[] parts = text.Split(' ', 3);
        if (parts.Length != 3 || parts[0].IndexOf(',', StringComparison.Ordinal) is var comma && comma < 0) return null;
        BpfCheckOutcome? outcome = parts[2] switch
        {
            "emitted" => BpfCheckOutcome.Emitted,
            "proven by LLVM" => BpfCheckOutcome.ProvenByLlvm,
            "proven by constants" => BpfCheckOutcome.ProvenByConstants,
            _ => null,
        };
        return outcome is { } known
            && int.TryParse(parts[0].AsSpan(0, comma), NumberStyles.None, CultureInfo.InvariantCulture, out int line)
            && int.TryParse(parts[0].AsSpan(comma + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int column)
            ? new BpfCheck(file, line, column, parts[1], known) : null;
    }

    static BpfObjectFormatException Unknown(ElfSection section) => new(
        "What the object says of its checks is damaged, or was written by a newer BpfSharp", section.Name, 0, "Strip the section (llvm-strip -g), build the object again, or use that version.");
}
