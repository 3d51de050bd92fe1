using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text;
using BpfSharp.Simulation;

namespace BpfSharp;

/// <summary>Collects the parts of an interpolated string given to <see cref="Bpf.Printk(PrintkHandler)"/>.</summary>
[InterpolatedStringHandler]
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct PrintkHandler
{
    private readonly StringBuilder _text;

    /// <summary>Called by the compiler.</summary>
    /// <param name="literalLength">Characters of text.</param>
    /// <param name="formattedCount">Number of values.</param>
    /// <exception cref="InvalidOperationException">Not in a program, and no simulated kernel entered.</exception>
    public PrintkHandler(int literalLength, int formattedCount)
    {
        _ = SimulatedKernel.Current;
        _text = new StringBuilder(literalLength + (formattedCount * 8));
    }

    /// <summary>Adds text.</summary>
    /// <param name="value">The text.</param>
    public void AppendLiteral(string value) => _text.Append(value);

    /// <summary>Adds an integer, an enum's number, a character or a <see cref="Comm"/>.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="format">Null or <c>d</c> for decimal, <c>x</c> or <c>X</c> for hexadecimal; a number of digits may follow.</param>
    /// <exception cref="NotSupportedException">The kernel has no format for this type.</exception>
    public void AppendFormatted<T>(T value, string? format = null) => PrintkFormat.Append(_text, value, format);

    internal string ToText() => _text.ToString();
}
