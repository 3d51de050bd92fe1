namespace BpfSharp;

/// <summary>Initial value of a global: partial properties have no initialisers. Each number is converted to the type of what it is for.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class InitialValueAttribute : Attribute
{
    /// <summary>The value of an integer, an enum or a bool.</summary>
    /// <param name="value">The value; for an unsigned 64-bit global, its bits.</param>
    public InitialValueAttribute(long value) => Values = [value];

    /// <summary>The values of a struct's fields or an array's elements, in their order, those of nested ones included. The rest is zero.</summary>
    /// <param name="values">The values; for unsigned 64-bit fields, their bits.</param>
    public InitialValueAttribute(params long[] values) => Values = values;

    /// <summary>The values given.</summary>
    public IReadOnlyList<long> Values { get; }
}
