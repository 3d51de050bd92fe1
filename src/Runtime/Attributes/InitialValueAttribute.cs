namespace BpfSharp;

/// <summary>Initial value of a global: partial properties have no initialisers. The value is converted to the property's type.</summary>
/// <param name="value">The value; for an unsigned 64-bit global, its bits.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class InitialValueAttribute(long value) : Attribute
{
    /// <summary>The value given.</summary>
    public long Value { get; } = value;
}
