namespace BpfSharp.Compiler.Tests.Fuzz;

internal sealed partial class FuzzGenerator
{
    private static readonly string[] s_comparisons = ["<", "<=", ">", ">=", "==", "!="];

    private FuzzExpression Expression(string type, int depth)
    {
        if (depth <= 0 || --_budget < 0)
            return Leaf(type);
        if (OneIn(8))
            return new FuzzExpression(type, "({0} ? {1} : {2})", Expression("bool", depth - 1), Expression(type, depth - 1), Expression(type, depth - 1));
        if (OneIn(12))
            return new FuzzExpression(type, $"Pick<{type}>({{0}}, {{1}}, {{2}})", Expression("bool", depth - 1), Expression(type, depth - 1), Expression(type, depth - 1));
        if (OneIn(14))
        {
            string subject = Any(FuzzTypes.Integers);
            return new FuzzExpression(type, "({0} switch { " + Pattern(subject) + " when {2} => {1}, " + Pattern(subject) + " => {3}, _ => {4} })",
                Expression(subject, depth - 1), Expression(type, depth - 1), Expression("bool", depth - 2), Expression(type, depth - 1), Leaf(type));
        }
        return type switch
        {
            "bool" => Condition(depth),
            "int?" or "long?" => Nullable(type, depth),
            "P" => OneIn(2) ? new FuzzExpression("P", "({0} + {1})", Expression("P", depth - 1), Expression("P", depth - 1))
                : OneIn(2) ? new FuzzExpression("P", "Moved({0}, {1})", Expression("P", depth - 1), Expression("int", depth - 1))
                : new FuzzExpression("P", "({0} with { Y = {1} })", Leaf("P"), Expression("long", depth - 1)),
            "R" => OneIn(2) ? new FuzzExpression("R", "({0} with { U = {1} })", Leaf("R"), Expression("ulong", depth - 1)) : new FuzzExpression("R", "new R({0}, {1})", Expression("short", depth - 1), Expression("ulong", depth - 1)),
            "(int a, long b)" => new FuzzExpression(type, "Pair({0}, {1})", Expression("int", depth - 1), Expression("long", depth - 1)),
            "E" => new FuzzExpression("E", "(E){0}", Expression("int", depth - 1)),
            _ => Number(type, depth),
        };
    }

    private FuzzExpression Leaf(string type)
    {
        List<(string Name, string Type, bool IsWritable)> known = _variables.FindAll(v => v.Type == type);
        if (known.Count > 0 && !OneIn(4))
            return new FuzzExpression(type, Any(known).Name);
        return new FuzzExpression(type, type switch
        {
            "bool" => OneIn(2) ? "Known(true)" : "Known(false)",
            "int?" or "long?" => OneIn(2) ? $"default({type})" : $"(({type}){_random.Next(0, 300)})",
            "P" => $"new P {{ X = {_random.Next(-9, 300)}, Z = {_random.Next(256)} }}",
            "R" => $"new R({_random.Next(-9, 300)}, {_random.Next(1000)})",
            "(int a, long b)" => $"Pair({_random.Next(-9, 300)}, {_random.Next(1000)})",
            "E" => Any(["E.None", "E.One", "E.Many", "E.Minus"]),
            _ => $"Known({Constant(type)})", // C# refuses constants that overflow
        });
    }

    private string Constant(string type)
    {
        string value = _random.Next(5) switch
        {
            0 => $"{type}.MaxValue",
            1 => $"{type}.MinValue",
            2 => $"unchecked(({type}){_random.NextInt64(long.MinValue, long.MaxValue)}L)",
            _ => _random.Next(0, 120).ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
        return $"(({type}){value})";
    }

    private FuzzExpression Number(string type, int depth)
    {
        FuzzExpression Same() => Expression(type, depth - 1);
        switch (_random.Next(22))
        {
            case 0 or 1 or 2:
                return new FuzzExpression(type, $"({type})({{0}} {Any(["+", "-", "*", "&", "|", "^"])} {{1}})", Same(), Same());
            case 3:
                return new FuzzExpression(type, $"({type})({{0}} {Any(["+", "-", "*", "&", "|", "^"])} {Constant(type)})", Same());
            case 4:
                return new FuzzExpression(type, $"({type})({{0}} {Any(["/", "%"])} {{1}})", Same(), Same());
            case 5:
                return new FuzzExpression(type, $"({type})({{0}} {Any(["/", "%"])} {Constant(type).Replace(type + ".MinValue)", "7)").Replace(")0)", ")3)")})", Same());
            case 6:
                return new FuzzExpression(type, $"({type})({{0}} {Any(["<<", ">>", ">>>"])} {{1}})", Same(), Expression("int", depth - 1));
            case 7 or 8:
                string from = Any(FuzzTypes.Integers);
                return new FuzzExpression(type, $"({type}){{0}}", Expression(from, depth - 1));
            case 9:
                return new FuzzExpression(type, $"checked(({type}){{0}})", Expression(Any(FuzzTypes.Integers), depth - 1));
            case 10 when type is not ("ulong" or "long"):
                return new FuzzExpression(type, $"checked(({type})({{0}} {Any(["+", "-", "*"])} {{1}}))", Same(), Same());
            case 10:
                return new FuzzExpression(type, $"checked({{0}} {Any(["+", "-"])} {{1}})", Same(), Same());
            case 11:
                return new FuzzExpression(type, $"({type})({Any(["~", "-", "+"]).Replace("-", type == "ulong" ? "~" : "-")}{{0}})", Same());
            case 12:
                return new FuzzExpression(type, $"Math.{Any(["Min", "Max"])}({{0}}, {{1}})", Same(), Same());
            case 13 when type is "int" or "long" or "short" or "sbyte":
                return new FuzzExpression(type, "Math.Abs({0})", Same());
            case 14 when type == "int":
                return Any<Func<FuzzExpression>>([
                    () => new("int", "Table[{0}]", Expression("int", depth - 1)),
                    () => new("int", "Table[{0} & 7]", Expression("int", depth - 1)),
                    () => new("int", "Twice({0})", Expression("int", depth - 1)),
                    () => new("int", "BitOperations.PopCount({0})", Expression(OneIn(2) ? "uint" : "ulong", depth - 1)),
                    () => new("int", "BitOperations.LeadingZeroCount({0})", Expression(OneIn(2) ? "uint" : "ulong", depth - 1)),
                    () => new("int", "BitOperations.TrailingZeroCount({0})", Expression("int", depth - 1)),
                    () => new("int", "{0}.CompareTo({1})", Leaf("long"), Expression("long", depth - 1)),
                    () => new("int", "Apply({0}, x => x * 3 + a)", Expression("int", depth - 1)),
                    () => new("int", "(TryHalf({0}, out int " + Fresh("h") + ") ? {1} : " + "h" + (_next - 1) + ")", Expression("int", depth - 2), Leaf("int")),
                    () => new("int", "{0}.Both", Expression("P", depth - 1)),
                ])();
            case 15 when type == "long":
                return OneIn(2) ? new FuzzExpression("long", "Mix({0}, {1})", Expression("P", depth - 1), Expression("int", depth - 1)) : new FuzzExpression("long", "{0}.b", Expression("(int a, long b)", depth - 1));
            case 16 when type is "int" or "long":
                return Any<Func<FuzzExpression>>([
                    () => new(type, "({0} ?? {1})", Expression(type + "?", depth - 1), Same()),
                    () => new(type, "{0}.GetValueOrDefault()", Leaf(type + "?")),
                    () => new(type, "{0}!.Value", Leaf(type + "?")),
                ])();
            case 17 when type == "ulong":
                return new FuzzExpression("ulong", "{0}.Wide", Expression("R", depth - 1));
            case 18 when _spans.Count > 0 && type == "int":
                return Element(depth);
            case 20 or 21 when type is "int" or "ushort" or "byte":
                return ArrayElement(type, depth);
            case 19 when type == "int":
                return new FuzzExpression("int", "(int){0}", Expression("E", depth - 1));
            default:
                return Leaf(type);
        }
    }

    private FuzzExpression Element(int depth) => _random.Next(5) switch
    {
        0 => new FuzzExpression("int", Any(_spans) + "[{0}]", Expression("int", depth - 1)),
        1 => new FuzzExpression("int", $"{Any(_spans)}[^{_random.Next(1, 4)}]"),
        2 => new FuzzExpression("int", $"Sum({Any(_spans)}[{_random.Next(0, 2)}..^1])"),
        3 => new FuzzExpression("int", $"Sum({Any(_spans)}.Slice({{0}} & 3, {{1}} & 3))", Expression("int", depth - 1), Expression("int", depth - 1)),
        _ => new FuzzExpression("int", Any(_spans) + "[{0} & 3]", Expression("int", depth - 1)),
    };

    private FuzzExpression Condition(int depth)
    {
        string type = Any(FuzzTypes.Integers);
        return _random.Next(9) switch
        {
            0 => new FuzzExpression("bool", "({0} && {1})", Expression("bool", depth - 1), Expression("bool", depth - 1)),
            1 => new FuzzExpression("bool", "({0} || {1})", Expression("bool", depth - 1), Expression("bool", depth - 1)),
            2 => new FuzzExpression("bool", "!{0}", Expression("bool", depth - 1)),
            3 => new FuzzExpression("bool", "({0} is " + Pattern(type) + ")", Expression(type, depth - 1)),
            4 => new FuzzExpression("bool", $"({{0}} {Any(s_comparisons)} {{1}})", Expression("int?", depth - 1), Expression("int?", depth - 1)),
            5 => new FuzzExpression("bool", "{0}.HasValue", Leaf("long?")),
            6 => OneIn(2) ? new FuzzExpression("bool", "({0} == {1})", Expression("R", depth - 1), Expression("R", depth - 1)) : new FuzzExpression("bool", "({0} is { X: > 3, Z: not 7 })", Expression("P", depth - 1)),
            7 => new FuzzExpression("bool", "({0} is (> 0, _) or (_, < 5))", Expression("(int a, long b)", depth - 1)),
            _ => new FuzzExpression("bool", $"({{0}} {Any(s_comparisons)} {{1}})", Expression(type, depth - 1), Expression(type, depth - 1)),
        };
    }

    private string Pattern(string type)
    {
        string Bound() => type is "int" or "uint" or "byte" or "short" or "ushort" or "sbyte" ? _random.Next(0, 120).ToString(System.Globalization.CultureInfo.InvariantCulture) : $"({type}){_random.Next(0, 120)}";
        return _random.Next(5) switch
        {
            0 => Bound(),
            1 => $"> {Bound()}",
            2 => $"not {Bound()}",
            3 => $"(>= {Bound()} and < ({type})126) or {type}.MaxValue",
            _ => $"<= {Bound()}",
        };
    }

    private FuzzExpression Nullable(string type, int depth)
    {
        string plain = type[..^1];
        return _random.Next(5) switch
        {
            0 or 1 => new FuzzExpression(type, $"({{0}} {Any(["+", "-", "*", "&", "^"])} {{1}})", Expression(type, depth - 1), Expression(type, depth - 1)),
            2 => new FuzzExpression(type, $"({type}){{0}}", Expression(plain, depth - 1)),
            3 when type == "int?" => new FuzzExpression(type, "Positive({0})", Expression("int", depth - 1)),
            3 => new FuzzExpression(type, "(long?){0}", Expression("int?", depth - 1)),
            _ => new FuzzExpression(type, "({0} / {1})", Expression(type, depth - 1), Expression(type, depth - 1)),
        };
    }
}
