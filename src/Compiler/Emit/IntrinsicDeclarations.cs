using System.Text;

namespace BpfSharp.Compiler.Emit;

/// <summary>
/// The intrinsics a module uses, each declared once and without attributes: the parser knows them, and spelling some
/// of them out (<c>memory(none)</c>) would shut out LLVM 15.
/// </summary>
internal sealed class IntrinsicDeclarations
{
    readonly Dictionary<string, string> signatures = new(StringComparer.Ordinal);
    readonly List<string> order = [];

    /// <param name="signature">The return and parameter types: <c>i32 (ptr, i64)</c>.</param>
    public void Use(string name, string signature)
    {
        if (!signatures.TryGetValue(name, out string? known))
        {
            signatures.Add(name, signature);
            order.Add(name);
        }
        else if (known != signature)
        {
            throw new InvalidOperationException($"The intrinsic {name} is used both as {known} and as {signature}.");
        }
    }

    public void WriteTo(StringBuilder text)
    {
        foreach (string name in order)
        {
            string signature = signatures[name];
            int parameters = signature.IndexOf('(');
            text.Append("declare ").Append(signature, 0, parameters).AppendSymbol('@', name)
                .Append(signature, parameters, signature.Length - parameters).Append('\n');
        }
    }
}
