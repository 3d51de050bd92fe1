using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Lowering;

namespace BpfSharp.Compiler.Checks;

/// <summary>
/// Finds ring buffer slots that some path leaves neither submitted nor discarded, which the verifier refuses. Follows the
/// paths as the verifier does: what a condition says of a reservation holds behind it.
/// </summary>
/// <param name="holders">The stack slots that hold reserved records; zero while they hold none.</param>
/// <param name="trapExit">Where traps discard what is held; null without traps.</param>
internal sealed class SlotCheck(IrFunction function, IReadOnlyCollection<IrLocal> holders, IrBlock? trapExit)
{
    // Far more than any program needs whose slots a human can follow. Beyond, the verifier has the last word.
    private const int MaxVisits = 20_000;

    private readonly HashSet<IrLocal> _tracked = FindTracked(function, holders);
    private readonly Stack<(IrBlock Block, Facts Facts)> _work = new();
    private readonly HashSet<(IrBlock Block, string State)> _seen = [];
    private readonly HashSet<IrLocal> _left = [];
    private readonly Dictionary<IrValue, int> _numbers = [];

    /// <summary>The holders that still hold a record when the program returns, or when another one is put into them.</summary>
    public IReadOnlyCollection<IrLocal> FindLeft()
    {
        Enqueue(function.Blocks[0], new Facts());
        for (int visits = 0; _work.Count > 0 && visits < MaxVisits; visits++)
        {
            (IrBlock block, Facts facts) = _work.Pop();
            Walk(block, 0, facts);
        }
        return _left;
    }

    private void Walk(IrBlock block, int from, Facts facts)
    {
        for (int index = from; index < block.Instructions.Count; index++)
        {
            IrInstruction instruction = block.Instructions[index];
            if (instruction is IrHelperCall { Helper: (int)BpfHelper.RingBufferReserve or (int)BpfHelper.RingBufferReserveDynptr })
            {
                // An address or none; of the other, a status of zero or not. Which of the two is a failure is the next comparison's business.
                Facts full = facts.Copy();
                full.Values[instruction] = 0;
                Walk(block, index + 1, full);
                facts.Values[instruction] = 1; // an address, whichever
                continue;
            }
            Apply(instruction, facts);
        }
        switch (block.Terminator)
        {
            case IrBranch branch:
                Enqueue(branch.Target, facts);
                break;
            case IrConditionalBranch branch:
                long? condition = facts.Of(branch.Condition);
                if (condition is not 0)
                    Enqueue(branch.WhenTrue, facts.Copy());
                if (condition is null or 0)
                    Enqueue(branch.WhenFalse, facts);
                break;
            case IrSwitch @switch:
                foreach ((_, IrBlock target) in @switch.Cases)
                    Enqueue(target, facts.Copy());
                Enqueue(@switch.Otherwise, facts);
                break;
            case IrReturn:
                _left.UnionWith(holders.Where(holder => facts.Of(holder) is not (null or 0)));
                break;
        }
    }

    private void Enqueue(IrBlock block, Facts facts)
    {
        if (block != trapExit && _seen.Add((block, Key(facts))))
            _work.Push((block, facts));
    }

    /// <summary>Equal for equal facts.</summary>
    private string Key(Facts facts) => string.Join(";", facts.Values.Select(fact => (Number(fact.Key), fact.Value)).Concat(facts.Memory.Select(fact => (Number(fact.Key), fact.Value))).OrderBy(static fact => fact.Item1));

    private int Number(IrValue value)
    {
        if (!_numbers.TryGetValue(value, out int number))
            _numbers[value] = number = _numbers.Count;
        return number;
    }

    private void Apply(IrInstruction instruction, Facts facts)
    {
        switch (instruction)
        {
            case IrStore { Address: IrLocal local } store when _tracked.Contains(local):
                long? value = facts.Of(store.Value);
                if (value is not (null or 0) && holders.Contains(local) && facts.Memory.TryGetValue(local, out long held) && held != 0)
                    _left.Add(local);
                facts.Set(local, value);
                break;
            case IrMemoryClear { Destination: IrLocal local } when _tracked.Contains(local):
                facts.Set(local, 0);
                break;
            default:
                if (instruction.Type is not IrVoidType)
                    facts.Set(instruction, Evaluate(instruction, facts));
                break;
        }
    }

    private static long? Evaluate(IrInstruction instruction, Facts facts)
    {
        return instruction switch
        {
            IrLoad { Address: IrLocal local } => facts.Of(local),
            IrConvert { Conversion: IrConversion.ZeroExtend or IrConversion.Truncate } convert => facts.Of(convert.Value),
            IrCompare { Comparison: IrComparison.Equal } compare => Both(compare.Left, compare.Right, static (left, right) => left == right ? 1 : 0),
            IrCompare { Comparison: IrComparison.NotEqual } compare => Both(compare.Left, compare.Right, static (left, right) => left != right ? 1 : 0),
            IrBinary { Operator: IrBinaryOperator.Xor } binary => Both(binary.Left, binary.Right, static (left, right) => left ^ right),
            IrBinary { Operator: IrBinaryOperator.And } binary => Both(binary.Left, binary.Right, static (left, right) => left & right),
            IrBinary { Operator: IrBinaryOperator.Or } binary => Both(binary.Left, binary.Right, static (left, right) => left | right),
            IrSelect select when facts.Of(select.Condition) is { } condition => facts.Of(condition != 0 ? select.WhenTrue : select.WhenFalse),
            _ => null,
        };

        long? Both(IrValue left, IrValue right, Func<long, long, long> apply) =>
            facts.Of(left) is { } a && facts.Of(right) is { } b ? apply(a, b) : null;
    }

    /// <summary>The holders, and flags that only loads and stores reach: counters would make endless paths of loops.</summary>
    private static HashSet<IrLocal> FindTracked(IrFunction function, IReadOnlyCollection<IrLocal> holders)
    {
        HashSet<IrLocal> tracked = [.. holders, .. function.Locals.Where(local => local.Size == 1)];
        foreach (IrInstruction instruction in function.Blocks.SelectMany(block => block.Instructions))
            tracked.ExceptWith(TakenAddresses.Of(instruction).OfType<IrLocal>());
        tracked.UnionWith(holders);
        return tracked;
    }

    /// <summary>What is known on one path: of values, and of what the tracked stack slots hold.</summary>
    private sealed class Facts
    {
        public Dictionary<IrValue, long> Values { get; private init; } = [];
        public Dictionary<IrLocal, long> Memory { get; private init; } = [];

        public long? Of(IrValue value) => value switch
        {
            IrConstant constant => constant.Value,
            IrNullPointer => 0,
            _ => Values.TryGetValue(value, out long known) ? known : null,
        };

        public long? Of(IrLocal local) => Memory.TryGetValue(local, out long known) ? known : null;

        public void Set(IrInstruction value, long? known)
        {
            if (known is { } number)
                Values[value] = number;
            else
                Values.Remove(value);
        }

        public void Set(IrLocal local, long? known)
        {
            if (known is { } number)
                Memory[local] = number;
            else
                Memory.Remove(local);
        }

        public Facts Copy() => new() { Values = new(Values), Memory = new(Memory) };
    }
}
