using System.ComponentModel;

namespace BpfSharp;

/// <summary>
/// Written by the source generator, one for each object of a <c>[BpfObject]</c> class: says which read-only data of this assembly is
/// that class's eBPF object, so that tools can take it out without running anything.
/// </summary>
/// <param name="className">The class's full name, dots between namespace, containing types and name.</param>
/// <param name="sha256">The SHA-256 of the object's bytes in upper-case hexadecimal, which is also the name the C# compiler gives the data.</param>
/// <param name="length">The object's length in bytes.</param>
/// <param name="architecture">The only machines it is right on, <c>x64</c> or <c>arm64</c>; empty when it is right on all.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class EmbeddedBpfObjectAttribute(string className, string sha256, int length, string architecture) : Attribute
{
    /// <summary>The class's full name, dots between namespace, containing types and name.</summary>
    public string ClassName { get; } = className;

    /// <summary>The SHA-256 of the object's bytes in upper-case hexadecimal.</summary>
    public string Sha256 { get; } = sha256;

    /// <summary>The object's length in bytes.</summary>
    public int Length { get; } = length;

    /// <summary>The only machines the object is right on; empty when it is right on all.</summary>
    public string Architecture { get; } = architecture;
}
