using System.Globalization;
using System.Text;
using BpfSharp.Objects;

namespace BpfSharp;

/// <summary>Which rule was broken, and by what: the path in the log, told in the source's own words.</summary>
internal sealed class VerifierExplanation
{
    private static readonly string[] s_nullable = ["lookup", "reserve", "storage_get", "sk_fullsock", "tcp_sock", "get_listener", "per_cpu_ptr"];
    private static readonly string[] s_ends = ["submit", "discard", "release"];

    private readonly VerifierTrace _trace;
    private readonly LinkedProgram _program;
    private readonly string _reason;
    private readonly int _step;
    private readonly int? _register;

    private VerifierExplanation(VerifierTrace trace, LinkedProgram program, string reason, int step)
    {
        _trace = trace;
        _program = program;
        _reason = reason;
        _step = step;
        _register = NamedRegister(reason) ?? (step < 0 ? null : trace.AddressRegister(step));
    }

    /// <summary>The rule, and the state that broke it in sentences; null and empty when they are not known.</summary>
    public static (VerifierRule? Rule, string State) Of(string log, string reason, int? instruction, LinkedProgram program)
    {
        var trace = VerifierTrace.Read(log);
        VerifierExplanation explanation = new(trace, program, reason, trace.Find(instruction));
        var rule = explanation.FindRule();
        return (rule, rule is null || explanation._step < 0 ? "" : explanation.Describe(rule.Detail));
    }

    private VerifierRule? FindRule()
    {
        if (_reason.Contains("mem access 'scalar'", StringComparison.Ordinal) || _reason.Contains("mem access 'inv'", StringComparison.Ordinal))
            return FindRuleOfNumber(VerifierRule.Number, VerifierRule.AlwaysNull, VerifierRule.Released);
        if (_reason.Contains(" type=", StringComparison.Ordinal) && _reason.Contains("expected=", StringComparison.Ordinal))
        {
            return Between(_reason, " type=", " ") is not { } given || given is not ("scalar" or "inv") && !given.EndsWith("_or_null", StringComparison.Ordinal) ? VerifierRule.Argument
                : given.EndsWith("_or_null", StringComparison.Ordinal) ? VerifierRule.NullArgument
                : FindRuleOfNumber(VerifierRule.Argument, VerifierRule.NullArgument, VerifierRule.ReleasedArgument);
        }

        return VerifierRules.For(_reason, _step < 0 ? "" : _trace.TextAt(_step));
    }

    /// <summary>What was a pointer is a number behind a comparison with null, and behind what ends it.</summary>
    private VerifierRule FindRuleOfNumber(VerifierRule number, VerifierRule isNull, VerifierRule released)
    {
        if (_step < 0 || _register is not { } register)
            return number;
        var origin = _trace.OriginOf(_step, register);
        if (origin is { IsCall: true } && FindEnd(origin) >= 0)
            return released;
        bool isPointer = origin is { IsCall: true } && Array.Exists(s_nullable, word => _trace.TextAt(origin.Step).Contains(word, StringComparison.Ordinal));
        return isPointer || (number == VerifierRule.Argument && _trace.StateAt(_step, register) is { IsZero: true }) ? isNull : number;
    }

    private int FindEnd(ValueOrigin origin) => _trace.FindCall(origin.Step, _step, s_ends);

    private string Describe(VerifierDetail detail) => detail switch
    {
        VerifierDetail.Value => DescribeValue(),
        VerifierDetail.Access => DescribeAccess(),
        VerifierDetail.Number => DescribeNumber(_register, _step),
        VerifierDetail.Argument => DescribeArgument(),
        _ => "",
    };

    private string DescribeValue()
    {
        if (_register is not { } register || _trace.OriginOf(_step, register) is not { } origin || Name(origin.Step) is not { } name)
            return "";
        var state = _trace.StateAt(_step, register);
        string words = state is null or { IsNumber: true } ? "" : $": {state.Describe()}";
        StringBuilder text = new();
        text.Append(origin.IsCall ? $"{name.Subject} is what {name.Expression} gave{words}." : $"The value comes from {name.Subject}{words}.");
        if (FindEnd(origin) is >= 0 and var end && Name(end) is { } ended)
            text.Append(CultureInfo.InvariantCulture, $" It was given back by {ended.Subject}.");
        return text.ToString();
    }

    private string DescribeAccess()
    {
        StringBuilder text = new();
        // The refused instruction itself may be what moves the address.
        int? moved = _trace.AddedRegister(_step) is not null ? _step : _register is { } register ? _trace.OriginOf(_step, register)?.MovedAt : null;
        if (moved is { } at && _trace.AddedRegister(at) is { } amount)
            text.Append(DescribeNumber(amount, at)).Append(' ');
        if (Number("off=") is not { } offset || Number("size=") is not { } size)
            return text.ToString().TrimEnd();
        if (Number("value_size=") is { } value)
            text.Append(CultureInfo.InvariantCulture, $"The access reaches the bytes {offset} to {offset + size - 1}, and there are {value}.");
        else if (Number("mem_size=") is { } memory)
            text.Append(CultureInfo.InvariantCulture, $"The access reaches the bytes {offset} to {offset + size - 1}, and there are {memory}.");
        else if (Between(_reason, "r=", ")") is { } shown && _reason.Contains("packet", StringComparison.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"The access ends {offset + size} bytes behind the start, and comparisons have shown {shown} to be there.");
        else if (offset < 0 && moved is null)
            text.Append(CultureInfo.InvariantCulture, $"The access has {size} bytes, and at most {-offset} are there.");
        return text.ToString().TrimEnd();
    }

    private string DescribeNumber(int? register, int step)
    {
        if (register is not { } number)
            return "";
        var state = _trace.StateBefore(step, number) ?? _trace.StateAt(step, number);
        var origin = _trace.OriginOf(step, number);
        string? range = state is { IsNumber: true } ? RegisterState.Describe(state.Range()) : null;
        // A constant is written where it is used.
        string? subject = origin is null || Name(origin.Step) == Name(step) && !origin.IsCall && state is { IsConstant: true } ? null : Name(origin.Step)?.Subject;
        return (range, subject) switch
        {
            (null, null) => "",
            (null, _) => $"The number is computed from {subject}.",
            (_, null) => $"The number {CanBe(state!)} {range}.",
            _ => $"The number, computed from {subject}, {CanBe(state!)} {range}.",
        };
    }

    private static string CanBe(RegisterState state) => state.IsConstant ? "is" : "can be";

    private string DescribeArgument()
    {
        if (_register is not { } register || Between(_reason, " type=", " ") is not { } given || _reason.IndexOf("expected=", StringComparison.Ordinal) is < 0 and var at)
            return "";
        string[] expected = [.. _reason[(_reason.IndexOf("expected=", StringComparison.Ordinal) + 9)..].Split(", ").Select(static kind => RegisterState.Parse(kind.Trim()).Describe()).Distinct()];
        string words = _trace.StateAt(_step, register) is { IsZero: true } ? "null" : RegisterState.Parse(given).Describe();
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"Argument {register} is {words}; the helper takes {string.Join(", or ", expected.Take(3))}.");
        if (_trace.OriginOf(_step, register) is { } origin && Name(origin.Step) is { } name && origin.Step != _step)
        {
            text.Append(origin.IsCall ? $" {name.Subject} is what {name.Expression} gave." : $" It comes from {name.Subject}.");
            if (FindEnd(origin) is >= 0 and var end && Name(end) is { } ended)
                text.Append(CultureInfo.InvariantCulture, $" It was given back by {ended.Subject}.");
        }

        return text.ToString();
    }

    /// <summary>The source's words for a step: the variable, global or expression with its line, and the expression alone.</summary>
    private (string Subject, string Expression)? Name(int step)
    {
        if (step < 0 || _program.Lines.Find(_trace.InstructionAt(step)) is not { } line)
            return null;
        string? expression = SourceExcerpt.ExpressionAt(line.Raw, line.Column);
        string where = $"line {line.Line.ToString(CultureInfo.InvariantCulture)}";
        if (SourceExcerpt.VariableFor(line.Raw, line.Column) is { } variable)
            return ($"'{variable}' ({where})", $"'{expression}'");
        // The compiler may have moved a load to where its value is needed; which global it reads is sure.
        if (GlobalOf(step) is { } global)
            return ($"the global '{global}' ({where})", $"'{global}'");
        return expression is null ? (where, where) : ($"'{expression}' ({where})", $"'{expression}'");
    }

    /// <summary>The global that a load reads; null for other instructions.</summary>
    private string? GlobalOf(int step) =>
        _trace.AddressRegister(step) is { } address && _trace.OriginOf(step, address) is { Step: >= 0, MovedAt: null } origin
            ? _program.Globals.Find(_trace.InstructionAt(origin.Step), _trace.AddressOffset(step))
            : null;

    private long? Number(string word)
    {
        int at = _reason.IndexOf(" " + word, StringComparison.Ordinal);
        if (at < 0)
            return null;
        int start = at + 1 + word.Length, end = start;
        while (end < _reason.Length && (char.IsAsciiDigit(_reason[end]) || _reason[end] == '-'))
            end++;
        return long.TryParse(_reason.AsSpan(start, end - start), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : null;
    }

    /// <summary><c>R1 type=…</c>, <c>stack R2 off=…</c>.</summary>
    private static int? NamedRegister(string reason)
    {
        for (int at = reason.IndexOf('R', StringComparison.Ordinal); at >= 0; at = reason.IndexOf('R', at + 1))
        {
            int end = at + 1;
            while (end < reason.Length && char.IsAsciiDigit(reason[end]))
                end++;
            if ((at == 0 || reason[at - 1] == ' ') && int.TryParse(reason.AsSpan(at + 1, end - at - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int register))
                return register;
        }

        return null;
    }

    private static string? Between(string text, string before, string after)
    {
        int start = text.IndexOf(before, StringComparison.Ordinal);
        if (start < 0)
            return null;
        start += before.Length;
        int end = text.IndexOf(after, start, StringComparison.Ordinal);
        return text[start..(end < 0 ? text.Length : end)];
    }
}
