using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;

namespace BpfSharp.Compiler.Llvm;

internal sealed record EmbeddedObject(string ClassName, string Architecture, byte[] Content)
{
    public string SimpleName => ClassName[(ClassName.LastIndexOf('.') + 1)..];
}

/// <summary>
/// Finds the objects that an assembly's <c>EmbeddedBpfObject</c> attributes announce. The bytes are the initial data of a
/// field that the C# compiler made and named by their SHA-256.
/// </summary>
internal static class EmbeddedObjects
{
    const string AttributeNamespace = "BpfSharp", AttributeName = "EmbeddedBpfObjectAttribute";

    /// <exception cref="BadImageFormatException">This is no assembly, or an announced object is not in it.</exception>
    public static IReadOnlyList<EmbeddedObject> Read(string path)
    {
        using var pe = new PEReader(File.OpenRead(path));
        if (!pe.HasMetadata) throw new BadImageFormatException("it is not a .NET assembly");
        var metadata = pe.GetMetadataReader();
        var objects = new List<EmbeddedObject>();
        foreach (var handle in metadata.GetAssemblyDefinition().GetCustomAttributes())
        {
            var attribute = metadata.GetCustomAttribute(handle);
            if (!IsAnnouncement(metadata, attribute)) continue;
            var value = metadata.GetBlobReader(attribute.Value);
            if (value.ReadUInt16() != 1) throw new BadImageFormatException($"an {AttributeName} is malformed");
            string? className = value.ReadSerializedString(), sha256 = value.ReadSerializedString();
            int length = value.ReadInt32();
            string? architecture = value.ReadSerializedString();
            if (className is null || sha256 is null || architecture is not ("" or "x64" or "arm64")) throw new BadImageFormatException($"an {AttributeName} is malformed");
            if (className.AsSpan().ContainsAny('/', '\\', '\0') || className.StartsWith('.')) throw new BadImageFormatException($"'{className}' is not a class's name");
            var content = Find(pe, metadata, sha256, length) ?? throw new BadImageFormatException($"the object of {className} is announced but not embedded");
            objects.Add(new EmbeddedObject(className, architecture, content));
        }
        return objects;
    }

    static bool IsAnnouncement(MetadataReader metadata, CustomAttribute attribute)
    {
        if (attribute.Constructor.Kind != HandleKind.MemberReference) return false;
        var parent = metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent;
        if (parent.Kind != HandleKind.TypeReference) return false;
        var type = metadata.GetTypeReference((TypeReferenceHandle)parent);
        return metadata.StringComparer.Equals(type.Name, AttributeName) && metadata.StringComparer.Equals(type.Namespace, AttributeNamespace);
    }

    static byte[]? Find(PEReader pe, MetadataReader metadata, string sha256, int length)
    {
        foreach (var typeHandle in metadata.TypeDefinitions)
        {
            var type = metadata.GetTypeDefinition(typeHandle);
            if (!metadata.GetString(type.Name).StartsWith("<PrivateImplementationDetails>", StringComparison.Ordinal)) continue;
            foreach (var fieldHandle in type.GetFields())
            {
                var field = metadata.GetFieldDefinition(fieldHandle);
                if (field.GetRelativeVirtualAddress() is not (var rva and not 0) || !metadata.StringComparer.StartsWith(field.Name, sha256)) continue;
                var data = pe.GetSectionData(rva);
                if (length < 0 || data.Length < length) continue;
                byte[] content = data.GetContent(0, length).ToArray();
                if (Convert.ToHexString(SHA256.HashData(content)) == sha256) return content;
            }
        }
        return null;
    }
}
