namespace BpfSharp.Compiler.Tests.Fuzz;

/// <summary>Writes one well-typed method at random; the same seed gives the same method.</summary>
internal sealed partial class FuzzGenerator(int seed)
{
    private readonly Random _random = new(seed);
    private readonly List<(string Name, string Type, bool IsWritable)> _variables = [("a", "int", true), ("b", "int", true), ("c", "long", true)];
    private readonly List<string> _spans = [];
    private int _next;
    private int _loops;
    private int _budget = 90;

    public static FuzzBlock Method(int seed)
    {
        FuzzGenerator generator = new(seed);
        List<FuzzStatement> statements = [];
        if (generator.OneIn(2))
            statements.Add(generator.DeclareSpan());
        for (int i = generator._random.Next(2, 5); i > 0; i--)
            statements.Add(generator.OneIn(4) ? generator.DeclareArray() : generator.Declare());
        for (int i = generator._random.Next(2, 7); i > 0; i--)
            statements.Add(generator.Statement(3));
        statements.Add(generator.Return());
        return new FuzzBlock(statements);
    }

    private bool OneIn(int count) => _random.Next(count) == 0;

    private T Any<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    private string Fresh(string prefix) => prefix + _next++;

    /// <summary>A result that all variables take part in.</summary>
    private FuzzStatement Return()
    {
        FuzzExpression sum = Expression("long", 3);
        foreach ((string name, string type, _) in _variables)
        {
            string? value = type switch
            {
                "bool" => $"({name} ? 5 : 9)",
                "int?" or "long?" => $"(long)({name} ?? 77)",
                "P" => $"({name}.X + {name}.Y * 3 + {name}.Z)",
                "R" => $"(long)({name}.U ^ (ulong){name}.S)",
                "(int a, long b)" => $"({name}.a + {name}.b)",
                _ => $"(long){name}",
            };
            sum = new FuzzExpression("long", "({0} * 31 + " + value + ")", sum);
        }
        foreach (string span in _spans)
            sum = new FuzzExpression("long", "({0} * 17 + Sum(" + span + "))", sum);
        foreach ((string name, string type, int length) in _arrays)
        {
            for (int i = 0; i < length; i += type == "int" ? 1 : 2)
                sum = new FuzzExpression("long", $"({{0}} * 13 + {name}[{i}])", sum);
        }
        return new FuzzStatement("return {0};", [sum]);
    }
}
