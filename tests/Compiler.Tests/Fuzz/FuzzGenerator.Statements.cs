namespace BpfSharp.Compiler.Tests.Fuzz;

internal sealed partial class FuzzGenerator
{
    private FuzzStatement Declare()
    {
        string type = Any(FuzzTypes.Values), name = Fresh("v");
        FuzzStatement statement = new($"{type} {name} = {{0}};", [Expression(type, 3)]);
        _variables.Add((name, type, true));
        return statement;
    }

    private FuzzStatement DeclareSpan()
    {
        string name = Fresh("s");
        FuzzStatement statement = new($"Span<int> {name} = stackalloc int[4] {{ {{0}}, {{1}}, {{2}}, 9 }};", [Expression("int", 1), Expression("int", 1), Expression("int", 1)]);
        _spans.Add(name);
        return statement;
    }

    private FuzzBlock Block(int depth)
    {
        int count = _variables.Count, spans = _spans.Count, arrays = _arrays.Count;
        List<FuzzStatement> statements = [];
        for (int i = _random.Next(1, 4); i > 0; i--)
            statements.Add(Statement(depth));
        _variables.RemoveRange(count, _variables.Count - count);
        _spans.RemoveRange(spans, _spans.Count - spans);
        _arrays.RemoveRange(arrays, _arrays.Count - arrays);
        return new FuzzBlock(statements);
    }

    private FuzzStatement Statement(int depth)
    {
        switch (_random.Next(depth > 0 ? 18 : 6))
        {
            case 0:
                return Declare();
            case 1 or 2:
                return Assign();
            case 3:
                return Compound();
            case 4 when _spans.Count > 0:
                return new FuzzStatement($"{Any(_spans)}[{{0}}{(OneIn(3) ? "" : " & 3")}] {Any(["=", "+=", "^="])} {{1}};", [Expression("int", 1), Expression("int", 2)]);
            case 5:
                return AssignElement();
            case 6 or 7:
                return new FuzzStatement("if ({0}) [[0]] else [[1]]", [Expression("bool", 3)], Block(depth - 1), Block(depth - 1));
            case 8 when _loops < 2:
                return Loop(depth);
            case 9 when _loops < 2:
                _loops++;
                string item = Fresh("x");
                _variables.Add((item, "int", false));
                FuzzBlock body = Block(depth - 1);
                _variables.RemoveAll(v => v.Name == item);
                _loops--;
                return new FuzzStatement($"foreach (int {item} in {(_spans.Count > 0 && OneIn(2) ? Any(_spans) : "Table.AsSpan(0, 3)")}) [[0]]", [], body);
            case 10:
                string caught = Fresh("q");
                return new FuzzStatement("switch ({0}) { case 0: [[0]] break; case > 5 and < 90: [[1]] break; case var " + caught + " when " + caught + " == {1}: [[2]] break; default: break; }",
                    [Expression("int", 2), Expression("int", 1)], Block(depth - 1), Block(depth - 1), Block(depth - 1));
            case 11:
                return new FuzzStatement("try [[0]] finally [[1]]", [], Block(depth - 1), Block(0));
            case 12:
                return new FuzzStatement("if ({0}) return {1};", [Expression("bool", 2), Expression("long", 2)]);
            case 13 when _loops > 0:
                return new FuzzStatement($"if ({{0}}) {Any(["break", "continue"])};", [Expression("bool", 2)]);
            case 14:
                return Swap();
            case 15 or 16:
                return AssignElement();
            case 17:
                return MapElement(depth);
            default:
                return Compound();
        }
    }

    private FuzzStatement Loop(int depth)
    {
        _loops++;
        string counter = Fresh("i");
        _variables.Add((counter, "int", false));
        FuzzBlock body = Block(depth - 1);
        _variables.RemoveAll(v => v.Name == counter);
        _loops--;
        return OneIn(2)
            ? new FuzzStatement($"for (int {counter} = 0; {counter} < {_random.Next(1, 4)}; {counter}++) [[0]]", [], body)
            : new FuzzStatement($"for (int {counter} = {_random.Next(1, 4)}; {counter}-- > 0 && {{0}};) [[0]]", [Expression("bool", 1)], body);
    }

    private FuzzStatement Assign()
    {
        (string name, string type, _) = Any(_variables.FindAll(v => v.IsWritable));
        return type switch
        {
            "P" when OneIn(2) => new FuzzStatement($"{name}.{(OneIn(2) ? "X" : "Z")}++; {name}.Y {Any(["=", "+=", "-="])} {{0}};", [Expression("long", 3)]),
            "(int a, long b)" when OneIn(2) => new FuzzStatement($"{name}.a = {{0}};", [Expression("int", 3)]),
            "int?" when OneIn(2) => new FuzzStatement(OneIn(2) ? $"{name} ??= {{0}};" : $"{name} += {{0}};", [Expression("int", 2)]),
            _ when OneIn(6) => new FuzzStatement($"{name} = Step<{type}>(ref {name}, {{0}});", [Expression(type, 2)]),
            _ => new FuzzStatement($"{name} = {{0}};", [Expression(type, 4)]),
        };
    }

    private FuzzStatement Compound()
    {
        List<(string Name, string Type, bool IsWritable)> numbers = _variables.FindAll(v => v.IsWritable && FuzzTypes.Integers.Contains(v.Type));
        (string name, string type, _) = Any(numbers);
        return _random.Next(4) switch
        {
            0 => new FuzzStatement($"{name}{Any(["++", "--"])};", []),
            1 => new FuzzStatement($"{name} {Any(["<<=", ">>=", ">>>="])} {{0}};", [Expression("int", 2)]),
            2 => new FuzzStatement($"{name} {Any(["/=", "%="])} {{0}};", [Expression(type, 2)]),
            _ => new FuzzStatement($"{name} {Any(["+=", "-=", "*=", "&=", "|=", "^="])} {{0}};", [Expression(type, 3)]),
        };
    }

    private FuzzStatement Swap()
    {
        string type = Any(_variables.FindAll(v => v.IsWritable)).Type;
        List<(string Name, string Type, bool IsWritable)> same = _variables.FindAll(v => v.IsWritable && v.Type == type);
        return new FuzzStatement($"({Any(same).Name}, {Any(same).Name}) = ({{0}}, {{1}});", [Expression(type, 2), Expression(type, 2)]);
    }
}
