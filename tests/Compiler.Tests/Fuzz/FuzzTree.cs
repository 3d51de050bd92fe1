using System.Text;

namespace BpfSharp.Compiler.Tests.Fuzz;

/// <summary>An expression: text with <c>{0}</c>, <c>{1}</c> … where its parts go.</summary>
internal sealed record FuzzExpression(string Type, string Template, params FuzzExpression[] Parts)
{
    public override string ToString()
    {
        StringBuilder text = new(Template);
        for (int i = Parts.Length - 1; i >= 0; i--)
            text.Replace($"{{{i}}}", Parts[i].ToString());
        return text.ToString();
    }

    /// <summary>Smaller expressions of the same type, the smallest first.</summary>
    public IEnumerable<FuzzExpression> Smaller()
    {
        if (Parts.Length == 0)
            yield break;
        if (FuzzTypes.Literal(Type) is { } literal)
            yield return new FuzzExpression(Type, literal);
        foreach (FuzzExpression part in Parts)
        {
            if (part.Type == Type)
                yield return part;
        }
        for (int i = 0; i < Parts.Length; i++)
        {
            foreach (FuzzExpression smaller in Parts[i].Smaller())
            {
                FuzzExpression[] parts = [.. Parts];
                parts[i] = smaller;
                yield return this with { Parts = parts };
            }
        }
    }
}

/// <summary>A statement: text with <c>{0}</c> … for its expressions and <c>[0]</c> … for its blocks.</summary>
internal sealed record FuzzStatement(string Template, FuzzExpression[] Parts, params FuzzBlock[] Blocks)
{
    public override string ToString()
    {
        StringBuilder text = new(Template);
        for (int i = Blocks.Length - 1; i >= 0; i--)
            text.Replace($"[[{i}]]", Blocks[i].ToString());
        for (int i = Parts.Length - 1; i >= 0; i--)
            text.Replace($"{{{i}}}", Parts[i].ToString());
        return text.ToString();
    }

    public IEnumerable<FuzzStatement> Smaller()
    {
        for (int i = 0; i < Blocks.Length; i++)
        {
            foreach (FuzzBlock smaller in Blocks[i].Smaller())
            {
                FuzzBlock[] blocks = [.. Blocks];
                blocks[i] = smaller;
                yield return this with { Blocks = blocks };
            }
        }
        for (int i = 0; i < Parts.Length; i++)
        {
            foreach (FuzzExpression smaller in Parts[i].Smaller())
            {
                FuzzExpression[] parts = [.. Parts];
                parts[i] = smaller;
                yield return this with { Parts = parts };
            }
        }
    }
}

internal sealed record FuzzBlock(IReadOnlyList<FuzzStatement> Statements)
{
    public override string ToString() => "{ " + string.Join("\n", Statements) + " }";

    public IEnumerable<FuzzBlock> Smaller()
    {
        for (int size = Statements.Count; size >= 1; size /= 2)
        {
            for (int start = 0; start + size <= Statements.Count; start += size)
                yield return new FuzzBlock([.. Statements.Take(start), .. Statements.Skip(start + size)]);
        }
        for (int i = 0; i < Statements.Count; i++)
        {
            foreach (FuzzBlock block in Statements[i].Blocks)
                yield return new FuzzBlock([.. Statements.Take(i), .. block.Statements, .. Statements.Skip(i + 1)]);
            foreach (FuzzStatement smaller in Statements[i].Smaller())
                yield return new FuzzBlock([.. Statements.Take(i), smaller, .. Statements.Skip(i + 1)]);
        }
    }
}
