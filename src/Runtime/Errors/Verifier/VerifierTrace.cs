using System.Globalization;

namespace BpfSharp;

/// <summary>
/// The instructions that the verifier followed up to the one it refused, from its log, each with what it knew of the
/// registers behind it. At the log level used here the log has this one path and no other.
/// </summary>
internal sealed class VerifierTrace
{
    /// <param name="Instruction">Its index in the program.</param>
    /// <param name="Text">As the kernel writes it: <c>r1 = *(u64 *)(r10 -8)</c>.</param>
    private sealed record Step(int Instruction, string Text)
    {
        public string States { get; set; } = "";
    }

    // A log may have a million instructions; what an error is about is near its end.
    private const int MostLines = 20_000;
    private const int MostSteps = 64;

    private readonly List<Step> _steps = [];
    private bool _isAtEnd;

    private VerifierTrace()
    {
    }

    public static VerifierTrace Read(string log)
    {
        VerifierTrace trace = new();
        int start = log.Length;
        for (int lines = 0; start > 0 && lines < MostLines; lines++)
            start = log.LastIndexOf('\n', start - 1);
        foreach (var line in log.AsSpan(Math.Max(start, 0)).EnumerateLines())
            trace.Add(line);
        return trace;
    }

    private void Add(ReadOnlySpan<char> line)
    {
        if (line.StartsWith(VerifierReport.Title))
        {
            _isAtEnd = true;
            return;
        }

        int colon = line.IndexOf(':');
        if (_isAtEnd || line.Length < 4)
            return;
        if (line[0] == ' ' && line.TrimStart() is ['R', ..] && _steps.Count > 0)
        {
            _steps[^1].States += line.ToString();
        }
        else if (colon > 0 && int.TryParse(line[..colon], NumberStyles.None, CultureInfo.InvariantCulture, out int index))
        {
            var rest = line[(colon + 1)..].TrimStart();
            if (rest is ['(', _, _, ')', ' ', ..])
            {
                int states = rest.IndexOf("; ");
                var text = (states < 0 ? rest : rest[..states])[5..].Trim();
                _steps.Add(new Step(index, text.ToString()) { States = states < 0 ? "" : " " + rest[(states + 2)..].ToString() });
            }
            else if (rest is ['R', ..] && _steps.Count > 0)
            {
                _steps[^1].States += " " + rest.ToString();
            }
        }
        else if (colon > 0 && line.StartsWith("from ") && _steps.Count > 0)
        {
            _steps[^1].States += line[(colon + 1)..].ToString();
        }
    }



    /// <summary>The step of an instruction that was looked at last; -1 when it is not in the log.</summary>
    public int Find(int? instruction) => instruction is { } index ? _steps.FindLastIndex(step => step.Instruction == index) : -1;

    /// <summary>The instruction's text.</summary>
    public string TextAt(int step) => _steps[step].Text;

    /// <summary>The register that a load or store takes its address from; null for other instructions.</summary>
    public int? AddressRegister(int step)
    {
        string text = _steps[step].Text;
        int at = text.IndexOf(")(r", StringComparison.Ordinal);
        return at < 0 ? null : NumberAt(text, at + 3);
    }

    /// <summary>How far from its address register a load or store is.</summary>
    public int AddressOffset(int step)
    {
        string text = _steps[step].Text;
        int start = text.IndexOf(' ', text.IndexOf(")(r", StringComparison.Ordinal)) + 1, end = text.IndexOf(')', start);
        return end > start && int.TryParse(text.AsSpan(start, end - start), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int offset) ? offset : 0;
    }

    /// <summary>The register that an addition takes its amount from; null for other instructions.</summary>
    public int? AddedRegister(int step) =>
        _steps[step].Text.Split(' ') is [_, "+=" or "-=", ['r', .. var number]] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int register) ? register : null;

    /// <summary>What was known of a register when a step was about to run; null when the log does not say.</summary>
    public RegisterState? StateBefore(int step, int register)
    {
        for (int at = step - 1; at >= 0 && at >= step - MostSteps; at--)
        {
            if (FindState(_steps[at].States, register) is { } state)
                return state;
            if (Writes(at, register))
                return null;
        }

        return null;
    }

    /// <summary>As <see cref="StateBefore"/>, but where the kernel says it with the refused instruction itself (before 5.18).</summary>
    public RegisterState? StateAt(int step, int register) => FindState(_steps[step].States, register) ?? StateBefore(step, register);

    /// <summary>Where a register's value came from, back from a step that uses it.</summary>
    public ValueOrigin? OriginOf(int step, int register)
    {
        int? moved = null;
        string? slot = null;
        for (int at = step - 1; at >= 0; at--)
        {
            string text = _steps[at].Text;
            if (slot is not null)
            {
                // *(u64 *)(r10 -8) = r6
                if (text.StartsWith("*(", StringComparison.Ordinal) && text.IndexOf(slot, StringComparison.Ordinal) is > 0 and var stored)
                {
                    if (text.Split(' ')[^1] is not ['r', .. var source] || !int.TryParse(source, NumberStyles.None, CultureInfo.InvariantCulture, out register))
                        return new(at, IsCall: false, moved);
                    slot = null;
                }

                continue;
            }

            if (!Writes(at, register))
                continue;
            if (text.StartsWith("call ", StringComparison.Ordinal))
                return register == 0 ? new(at, IsCall: true, moved) : null;
            string[] words = text.Split(' ');
            if (words.Length < 3 || words[1] != "=")
            {
                // r0 += r1: the same value, moved.
                if (words.Length == 3 && words[1] is "+=" or "-=" && words[2][0] == 'r')
                    moved ??= at;
                continue;
            }

            string from = words[^1];
            if (words.Length == 3 && from[0] is 'r' or 'w' && int.TryParse(from.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out int copied))
            {
                if (copied == 10)
                    return new(at, IsCall: false, moved);
                register = copied;
            }
            else if (text.Contains("(r10 ", StringComparison.Ordinal))
            {
                slot = text[text.IndexOf("(r10 ", StringComparison.Ordinal)..] + " =";
            }
            else
            {
                return new(at, IsCall: false, moved);
            }
        }

        // What the program was given: its context.
        return moved is null ? null : new(-1, IsCall: false, moved);
    }

    /// <summary>The step of a call between two others whose function's name has one of the words; -1 without.</summary>
    public int FindCall(int after, int before, params ReadOnlySpan<string> words)
    {
        for (int at = before - 1; at > after; at--)
        {
            if (!_steps[at].Text.StartsWith("call ", StringComparison.Ordinal))
                continue;
            foreach (string word in words)
            {
                if (_steps[at].Text.Contains(word, StringComparison.Ordinal))
                    return at;
            }
        }

        return -1;
    }

    public int InstructionAt(int step) => _steps[step].Instruction;

    private bool Writes(int step, int register)
    {
        string text = _steps[step].Text;
        if (text.StartsWith("call ", StringComparison.Ordinal))
            return register <= 5;
        return text.Length > 2 && text[0] is 'r' or 'w' && NumberAt(text, 1) == register && text.Contains('=', StringComparison.Ordinal);
    }

    private static int? NumberAt(string text, int start)
    {
        int end = start;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        return int.TryParse(text.AsSpan(start, end - start), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
    }

    /// <summary><c>R1_w=scalar(umax=24)</c> among the states of a step; the last one counts.</summary>
    private static RegisterState? FindState(string states, int register)
    {
        string name = $" R{register}";
        for (int at = states.LastIndexOf(name, StringComparison.Ordinal); at >= 0; at = at == 0 ? -1 : states.LastIndexOf(name, at - 1, StringComparison.Ordinal))
        {
            int equals = at + name.Length;
            if (equals < states.Length && states[equals] == '_')
                equals = states.IndexOf('=', equals);
            if (equals < 0 || equals >= states.Length || states[equals] != '=')
                continue;
            int end = equals + 1, depth = 0;
            while (end < states.Length && (depth > 0 || states[end] != ' '))
                depth += states[end++] switch { '(' => 1, ')' => -1, _ => 0 };
            return RegisterState.Parse(states[(equals + 1)..end]);
        }

        return null;
    }
}

/// <summary>Where a value was made.</summary>
/// <param name="Step">The step that made it: a call, a load, a constant, the address of a variable; -1 when the program was given it.</param>
/// <param name="IsCall">Whether a function gave it.</param>
/// <param name="MovedAt">The last step that added a register to it; null without.</param>
internal sealed record ValueOrigin(int Step, bool IsCall, int? MovedAt);
