using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace BpfSharp.Compiler.Llvm.KernelTypes;

/// <summary>What the written assembly refers to: base types and attributes of the framework and of BpfSharp.</summary>
internal sealed class Framework
{
    readonly MetadataBuilder metadata;
    readonly AssemblyReferenceHandle bpfSharp;

    public Framework(MetadataBuilder metadata)
    {
        this.metadata = metadata;
        // Compilers take a newer version than the one that is asked for.
        var runtime = metadata.AddAssemblyReference(metadata.GetOrAddString("System.Runtime"), new Version(10, 0, 0, 0), default,
            metadata.GetOrAddBlob((byte[])[0xb0, 0x3f, 0x5f, 0x7f, 0x11, 0xd5, 0x0a, 0x3a]), default, default);
        bpfSharp = metadata.AddAssemblyReference(metadata.GetOrAddString("BpfSharp"), new Version(0, 0, 0, 0), default, default, default, default);
        Object = Type(runtime, "System", "Object");
        ValueType = Type(runtime, "System", "ValueType");
        Enum = Type(runtime, "System", "Enum");
        Comm = Type(bpfSharp, "BpfSharp", "Comm");
        KernelPointer = Type(bpfSharp, "BpfSharp", "KernelPointer`1");
        InlineArray = Constructor(Type(runtime, "System.Runtime.CompilerServices", "InlineArrayAttribute"), static p => p.AddParameter().Type().Int32());
        var type = Type(runtime, "System", "Type");
        FixedBuffer = Constructor(Type(runtime, "System.Runtime.CompilerServices", "FixedBufferAttribute"),
            p => p.AddParameter().Type().Type(type, isValueType: false), static p => p.AddParameter().Type().Int32());
        ReferenceAssembly = Constructor(Type(runtime, "System.Runtime.CompilerServices", "ReferenceAssemblyAttribute"));
        KernelType = Constructor(Type(bpfSharp, "BpfSharp", "KernelTypeAttribute"), static p => p.AddParameter().Type().String());
        KernelBitfield = Constructor(Type(bpfSharp, "BpfSharp", "KernelBitfieldAttribute"));
        KernelFlexibleArray = Constructor(Type(bpfSharp, "BpfSharp", "KernelFlexibleArrayAttribute"));
        UserMemory = Constructor(Type(bpfSharp, "BpfSharp", "UserMemoryAttribute"));
    }

    public TypeReferenceHandle Object { get; }
    public TypeReferenceHandle ValueType { get; }
    public TypeReferenceHandle Enum { get; }

    /// <summary>BpfSharp's type of a task's name.</summary>
    public TypeReferenceHandle Comm { get; }

    /// <summary>BpfSharp's type of a pointer that is an array's element, which C# does not let be a pointer.</summary>
    public TypeReferenceHandle KernelPointer { get; }

    public MemberReferenceHandle InlineArray { get; }
    public MemberReferenceHandle FixedBuffer { get; }
    public MemberReferenceHandle ReferenceAssembly { get; }
    public MemberReferenceHandle KernelType { get; }
    public MemberReferenceHandle KernelBitfield { get; }
    public MemberReferenceHandle KernelFlexibleArray { get; }
    public MemberReferenceHandle UserMemory { get; }

    /// <summary>Applies an attribute without arguments.</summary>
    public void Apply(EntityHandle target, MemberReferenceHandle attribute) =>
        metadata.AddCustomAttribute(target, attribute, metadata.GetOrAddBlob((byte[])[1, 0, 0, 0]));

    public void ApplyInlineArray(EntityHandle target, int length)
    {
        var value = new BlobBuilder();
        new BlobEncoder(value).CustomAttributeSignature(f => f.AddArgument().Scalar().Constant(length), static named => named.Count(0));
        metadata.AddCustomAttribute(target, InlineArray, metadata.GetOrAddBlob(value));
    }

    /// <param name="target">The field.</param>
    /// <param name="element">The element's type as the framework calls it: <c>System.Byte</c>.</param>
    /// <param name="length">How many there are.</param>
    public void ApplyFixedBuffer(EntityHandle target, string element, int length)
    {
        var value = new BlobBuilder();
        new BlobEncoder(value).CustomAttributeSignature(
            f =>
            {
                f.AddArgument().Scalar().SystemType(element + ", System.Runtime, Version=10.0.0.0, Culture=neutral, PublicKeyToken=b03f5f7f11d50a3a");
                f.AddArgument().Scalar().Constant(length);
            },
            static named => named.Count(0));
        metadata.AddCustomAttribute(target, FixedBuffer, metadata.GetOrAddBlob(value));
    }

    /// <param name="target">The type.</param>
    /// <param name="name">The kernel's name of it; empty for one without.</param>
    /// <param name="flags">Which of the attribute's yes-or-no properties are true.</param>
    public void ApplyKernelType(EntityHandle target, string name, params string[] flags)
    {
        var value = new BlobBuilder();
        new BlobEncoder(value).CustomAttributeSignature(
            f => f.AddArgument().Scalar().Constant(name),
            named =>
            {
                var encoder = named.Count(flags.Length);
                foreach (string flag in flags)
                    encoder.AddArgument(isField: false, static type => type.ScalarType().Boolean(), n => n.Name(flag), static v => v.Scalar().Constant(true));
            });
        metadata.AddCustomAttribute(target, KernelType, metadata.GetOrAddBlob(value));
    }

    TypeReferenceHandle Type(AssemblyReferenceHandle assembly, string @namespace, string name) =>
        metadata.AddTypeReference(assembly, metadata.GetOrAddString(@namespace), metadata.GetOrAddString(name));

    MemberReferenceHandle Constructor(TypeReferenceHandle type, params Action<ParametersEncoder>[] parameters)
    {
        var signature = new BlobBuilder();
        new BlobEncoder(signature).MethodSignature(SignatureCallingConvention.Default, 0, isInstanceMethod: true)
            .Parameters(parameters.Length, static r => r.Void(), p => Array.ForEach(parameters, add => add(p)));
        return metadata.AddMemberReference(type, metadata.GetOrAddString(".ctor"), metadata.GetOrAddBlob(signature));
    }
}
