namespace BpfSharp.Btf;

/// <summary>An object's own BTF, to be loaded into the kernel beside its programs.</summary>
internal sealed class BtfBlob(BtfTypes types)
{
    public BtfTypes Types => types;

    /// <summary>
    /// The bytes for <c>BPF_BTF_LOAD</c>: data sections have their sizes and offsets, and kinds that the kernel
    /// does not know are replaced by older ones of the same length, so that all ids stay.
    /// </summary>
    public byte[] Sanitize(BtfFeatures features) => new BtfSanitizer(types, features).Run();
}
