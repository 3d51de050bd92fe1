using System.Buffers.Binary;
using BpfSharp.Btf;

namespace BpfSharp.Objects;

/// <summary>
/// Lays a program and its subprograms out one after the other. Subprograms follow in the order in which a walk
/// through the code, into each call at once, first meets them: the order libbpf has, so that the two can be compared.
/// </summary>
internal sealed partial class ProgramLayout(ObjectSpec spec, CoreResolver core, KernelBtf? kernel, Func<MapSpec, int> mapFd)
{
    const byte CallOpcode = 0x85;
    const byte LoadImmediateOpcode = 0x18;
    const int InstructionSize = 8;

    /// <summary>What the kernel accepts of privileged users. Keeps overlapping functions of a hostile object from multiplying.</summary>
    const int MaximumInstructions = 1_000_000;

    readonly List<LinkedFunction> _functions = [];
    readonly Dictionary<int, int> _starts = []; // byte offset in .text → first instruction here
    readonly List<PendingFailure> _failures = [];
    readonly List<RecordAccess> _records = [];
    readonly List<DataReference> _dataReferences = [];
    readonly List<string> _modules = [];
    readonly List<(int Instruction, int Module)> _moduleAddresses = [];
    byte[] _code = [];
    int _count;

    readonly record struct PendingFailure(int Instruction, int Use, string Kind, string Type, string? Field, string Reason);

    /// <summary>A function whose calls are being followed, and how far that has come.</summary>
    struct Walk(ProgramSpec function, int start)
    {
        public readonly ProgramSpec Function = function;
        public readonly int Start = start;
        public int Next;
    }

    public LinkedProgram Link(ProgramSpec program)
    {
        var open = new Stack<Walk>(); // hostile call chains are deeper than a thread's stack
        open.Push(new Walk(program, Append(program)));
        while (open.TryPop(out var walk))
        {
            if (FollowCalls(ref walk) is not { } callee) continue;
            open.Push(walk);
            int start = Append(callee);
            _starts.Add(callee.Offset, start);
            open.Push(new Walk(callee, start));
        }
        var lines = new SourceLineTable(spec.Btf?.Types, _lineInfo.ToRecords());
        return new LinkedProgram
        {
            Instructions = _code.AsSpan(0, _count * InstructionSize).ToArray(),
            FuncInfo = _functionInfo.ToArray(),
            FuncInfoRecordSize = _functionInfo.RecordSize,
            LineInfo = _lineInfo.ToArray(),
            LineInfoRecordSize = _lineInfo.RecordSize,
            Lines = lines,
            Functions = _functions,
            Modules = _modules,
            ModuleAddresses = _moduleAddresses,
            Records = _records,
            Globals = new(spec.Globals, _dataReferences),
            Failures = [.. _failures.ConvertAll(failure => new RelocationFailure(failure.Instruction, failure.Use, failure.Kind, failure.Type, failure.Field, failure.Reason, lines))],
        };
    }

    /// <summary>Copies a function to the end and resolves all of its references but the calls; returns its first instruction.</summary>
    int Append(ProgramSpec function)
    {
        int start = _count;
        int length = function.Length / InstructionSize;
        if (length > MaximumInstructions - start)
            throw new BpfObjectFormatException($"With its subprograms the program has more than {MaximumInstructions} instructions, which no kernel accepts", function.Section, function.Offset, "Split it into programs that go on with each other by tail calls (ProgramArray), or put loops where code is repeated.");
        _count += length;
        if (_code.Length < _count * InstructionSize) Array.Resize(ref _code, Math.Max(_count * InstructionSize, Math.Min(2 * _code.Length, MaximumInstructions * InstructionSize)));
        function.Instructions.Span.CopyTo(At(start));
        _functions.Add(new LinkedFunction(function.Name, start));
        AppendInfo(function, start);
        ApplyCore(function, start);
        ApplyReferences(function, start);
        return start;
    }

    Span<byte> At(int instruction) => _code.AsSpan(instruction * InstructionSize, (_count - instruction) * InstructionSize);

    /// <summary>Fixes calls until one is of a function that is not laid out yet; that one is met again afterwards.</summary>
    ProgramSpec? FollowCalls(ref Walk walk)
    {
        int length = walk.Function.Length / InstructionSize;
        for (; walk.Next < length; walk.Next++)
        {
            int instruction = walk.Start + walk.Next;
            var code = At(instruction);
            int original = walk.Function.Offset + walk.Next * InstructionSize;
            bool isCall = code[0] == CallOpcode && code[1] >> 4 == 1;
            bool isWide = code[0] == LoadImmediateOpcode;
            if (isCall || (isWide && IsFunctionAddress(walk.Function.Code, original)))
            {
                var callee = FindCallee(walk.Function.Code, original, isCall);
                if (!_starts.TryGetValue(callee.Offset, out int start)) return callee;
                BinaryPrimitives.WriteInt32LittleEndian(code[4..], start - instruction - 1);
                if (isWide) code[1] = (byte)(code[1] & 0xf | 4 << 4);
            }
            if (isWide) walk.Next++;
        }
        return null;
    }

    static bool IsFunctionAddress(CodeSection section, int offset)
        => FindReference(section, offset) is { Target: CodeTarget.FunctionAddress };

    ProgramSpec FindCallee(CodeSection section, int offset, bool isCall)
    {
        long immediate = BinaryPrimitives.ReadInt32LittleEndian(section.Bytes.AsSpan(offset + 4));
        long target;
        if (FindReference(section, offset) is { } reference)
        {
            if (reference.Target is not (CodeTarget.Call or CodeTarget.FunctionAddress)) throw Fail("A call refers to something that is not a function", section, offset);
            // A global function is named by a symbol, and the immediate is -1 or 0; a static one by its section's symbol and the immediate.
            target = reference.SymbolOffset + (isCall ? (immediate + 1) * InstructionSize : immediate);
        }
        else
        {
            // Calls of static functions within a section need no relocation.
            if (section != spec.Text) throw Fail("A call within a program section has no relocation: subprograms must be in .text", section, offset);
            target = offset + (immediate + 1) * InstructionSize;
        }
        return FindFunction(target) ?? throw Fail($"A call goes to byte {target} of .text, where no function begins", section, offset);
    }

    ProgramSpec? FindFunction(long offset)
    {
        var functions = spec.Text?.Functions ?? [];
        int low = 0, high = functions.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (functions[middle].Offset < offset) low = middle + 1;
            else high = middle;
        }
        return low < functions.Length && functions[low].Offset == offset ? functions[low] : null;
    }

    static BpfObjectFormatException Fail(string problem, CodeSection section, int offset)
        => new(problem, section.Name, offset, "The object is damaged, or no compiler for BPF made it: build it again.");
}
