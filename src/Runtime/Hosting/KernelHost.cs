using BpfSharp.Objects;

namespace BpfSharp;

/// <summary>The running kernel as a host.</summary>
internal sealed class KernelHost : BpfHost
{
    internal override ObjectBackend Open(BpfObjectDefinition definition, ReadOnlySpan<byte> objectBytes)
    {
        if (objectBytes.IsEmpty)
            throw new BpfObjectFormatException($"{definition.Name} was compiled without its eBPF object: look for BPF diagnostics in the build's output, and build with dotnet build (an editor's background build leaves objects out).");
        return new KernelBackend(definition, ObjectSpec.Parse(objectBytes, definition.Name, isCSharp: true));
    }
}
