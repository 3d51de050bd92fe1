using System.ComponentModel;

namespace BpfSharp;

/// <summary>
/// Written by the source generator, one per <c>[BpfObject]</c> class: says which read-only data of this assembly is
/// that class's eBPF object, so that tools can take it out without running anything.
/// </summary>
/// <param name="className">The class's full name, dots between namespace, containing types and name.</param>
/// <param name="sha256">The SHA-256 of the object's bytes in upper-case hexadecimal, which is also the name the C# compiler gives the data.</param>
/// <param name="length">The object's length in bytes.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class EmbeddedBpfObjectAttribute(string className, string sha256, int length) : Attribute
{
    /// <summary>The class's full name, dots between namespace, containing types and name.</summary>
    public string ClassName { get; } = className;

    /// <summary>The SHA-256 of the object's bytes in upper-case hexadecimal.</summary>
    public string Sha256 { get; } = sha256;

    /// <summary>The object's length in bytes.</summary>
    public int Length { get; } = length;
}
