using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using BpfSharp.Compiler.Binding;

namespace BpfSharp.Compiler.Libraries;

/// <summary>The C# of a library as it travels in its assembly.</summary>
/// <param name="LanguageVersion">As csc's <c>-langversion</c> takes it.</param>
/// <param name="ChecksOverflow">The project's default for arithmetic, which its methods keep wherever they are compiled.</param>
/// <param name="References">The names of the assemblies it refers to that may be libraries too. Reference assemblies do not tell what bodies use.</param>
/// <param name="Types">Documentation ids of the classes and interfaces whose bodies are there. Those of structs always are.</param>
internal sealed record LibrarySource(string LanguageVersion, bool ChecksOverflow, EquatableArray<LibraryFile> Files, EquatableArray<string> References, EquatableArray<string> Types)
{
    /// <summary>The form that this compiler writes, and the newest that it reads.</summary>
    public const int Format = 1;

    public string Encode()
    {
        using MemoryStream bytes = new();
        using (DeflateStream deflate = new(bytes, CompressionLevel.Optimal, leaveOpen: true))
        using (BinaryWriter writer = new(deflate, Encoding.UTF8))
        {
            writer.Write(LanguageVersion);
            writer.Write(ChecksOverflow);
            writer.Write(Files.Items.Length);
            foreach (LibraryFile file in Files.Items)
            {
                writer.Write(file.Path);
                writer.Write(file.Text);
            }
            Write(writer, References);
            Write(writer, Types);
        }
        return Convert.ToBase64String(bytes.ToArray());
    }

    /// <summary>Null where the text is not what <see cref="Encode"/> made.</summary>
    public static LibrarySource? Decode(string text)
    {
        try
        {
            using MemoryStream bytes = new(Convert.FromBase64String(text));
            using DeflateStream deflate = new(bytes, CompressionMode.Decompress);
            using BinaryReader reader = new(deflate, Encoding.UTF8);
            string languageVersion = reader.ReadString();
            bool checksOverflow = reader.ReadBoolean();
            ImmutableArray<LibraryFile>.Builder files = ImmutableArray.CreateBuilder<LibraryFile>();
            for (int left = reader.ReadInt32(); left > 0; left--)
                files.Add(new LibraryFile(reader.ReadString(), reader.ReadString()));
            return new LibrarySource(languageVersion, checksOverflow, [.. files], ReadNames(reader), ReadNames(reader));
        }
        catch (Exception exception) when (exception is FormatException or InvalidDataException or IOException)
        {
            return null;
        }
    }

    private static void Write(BinaryWriter writer, EquatableArray<string> names)
    {
        writer.Write(names.Items.Length);
        foreach (string name in names.Items)
            writer.Write(name);
    }

    private static EquatableArray<string> ReadNames(BinaryReader reader)
    {
        ImmutableArray<string>.Builder names = ImmutableArray.CreateBuilder<string>();
        for (int left = reader.ReadInt32(); left > 0; left--)
            names.Add(reader.ReadString());
        return [.. names];
    }
}

/// <param name="Path">As debug information names it: after <c>PathMap</c>.</param>
internal sealed record LibraryFile(string Path, string Text);
