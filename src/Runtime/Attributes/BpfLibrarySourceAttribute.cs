using System.ComponentModel;

namespace BpfSharp;

/// <summary>
/// The C# of an assembly's <see cref="BpfLibraryAttribute"/> types, for the programs of assemblies that reference it. Written by the generator and
/// read by the generator; not for use in code.
/// </summary>
/// <param name="format">Which form the source has. A build that does not know it says so where a method is called.</param>
/// <param name="source">The files, compressed, in base 64.</param>
[AttributeUsage(AttributeTargets.Assembly)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class BpfLibrarySourceAttribute(int format, string source) : Attribute
{
    /// <summary>Which form the source has.</summary>
    public int Format { get; } = format;

    /// <summary>The files, compressed, in base 64.</summary>
    public string Source { get; } = source;
}
