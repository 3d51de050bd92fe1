namespace BpfSharp.Compiler.Tests.Fuzz;

internal sealed partial class FuzzGenerator
{
    /// <summary>Arrays in variables, in globals and in elements of maps.</summary>
    private readonly List<(string Name, string Type, int Length)> _arrays = [("Shared", "int", 5), ("Mixed.Items", "ushort", 3), ("Mixed.Bytes", "byte", 8)];
    private int _records;

    private FuzzStatement DeclareArray()
    {
        if (_records > 1)
            return Declare();
        _records++;
        if (OneIn(2))
        {
            string five = Fresh("f");
            _arrays.Add((five, "int", 5));
            return new FuzzStatement($"F5 {five} = default; {five}[2] = {{0}};", [Expression("int", 2)]);
        }
        string record = Fresh("k");
        FuzzStatement statement = new($"K {record} = new() {{ Head = {{0}} }};", [Expression("int", 2)]);
        AddRecord(record);
        return statement;
    }

    private void AddRecord(string name)
    {
        _arrays.Add((name + ".Items", "ushort", 3));
        _arrays.Add((name + ".More", "int", 5));
        _arrays.Add((name + ".Bytes", "byte", 8));
    }

    /// <summary>An element of a map, in place; sometimes there is none.</summary>
    private FuzzStatement MapElement(int depth)
    {
        string name = Fresh("m");
        FuzzExpression key = Expression("uint", 2);
        int count = _arrays.Count;
        AddRecord(name);
        FuzzBlock body = Block(depth - 1);
        _arrays.RemoveRange(count, _arrays.Count - count);
        return new FuzzStatement($"ref K {name} = ref Cells.GetValueRefOrNullRef((int)({{0}} % 5)); if (!Unsafe.IsNullRef(ref {name})) [[0]]", [key], body);
    }

    private FuzzStatement AssignElement()
    {
        (string name, string type, int length) = Any(_arrays);
        (string index, FuzzExpression[] parts) = Index(length, 1);
        return OneIn(4)
            ? new FuzzStatement($"{name}[{index}]{Any(["++", "--"])};", parts)
            : new FuzzStatement($"{name}[{index}] {Any(["=", "+=", "^=", "|="])} {{{parts.Length}}};", [.. parts, Expression(type, 2)]);
    }

    private FuzzExpression ArrayElement(string type, int depth)
    {
        List<(string Name, string Type, int Length)> known = _arrays.FindAll(a => a.Type == type);
        if (known.Count == 0)
            return Leaf(type);
        (string name, _, int length) = Any(known);
        (string index, FuzzExpression[] parts) = Index(length, depth - 1);
        return new FuzzExpression(type, $"{name}[{index}]", parts);
    }

    /// <summary>An index: any, one that is certainly within, or one that the way it is computed may tell LLVM to be.</summary>
    private (string Text, FuzzExpression[] Parts) Index(int length, int depth)
    {
        int mask = length switch { < 2 => 0, < 4 => 1, < 8 => 3, _ => 7 };
        return _random.Next(7) switch
        {
            0 => ("{0}", [Expression("int", depth)]),
            1 => ($"{{0}} & {mask}", [Expression("int", depth)]),
            2 => ($"(int)({{0}} % {length})", [Expression("uint", depth)]),
            3 => ($"Math.Clamp({{0}}, 0, {length - 1})", [Expression("int", depth)]),
            4 => ($"{_random.Next(length)}", []),
            5 => ($"({{0}} & 1) + ({{1}} >> 3 & {Math.Max(mask >> 1, 1)})", [Expression("int", depth), Expression("int", depth)]),
            _ => ($"(int){{0}} / {256 / length + 1}", [Expression("byte", depth)]),
        };
    }
}
