namespace BpfSharp.Objects;

/// <summary>A program ready for <c>BPF_PROG_LOAD</c>.</summary>
internal sealed class LinkedProgram
{
    /// <summary>The program's instructions, then those of every subprogram it calls, 8 bytes each.</summary>
    public required byte[] Instructions { get; init; }

    /// <summary>struct bpf_func_info records; empty when the object has none.</summary>
    public required byte[] FuncInfo { get; init; }
    public required int FuncInfoRecordSize { get; init; }

    /// <summary>struct bpf_line_info records; empty when the object has none.</summary>
    public required byte[] LineInfo { get; init; }
    public required int LineInfoRecordSize { get; init; }

    /// <summary>Instruction index to source line, for verifier errors.</summary>
    public required SourceLineTable Lines { get; init; }

    /// <summary>Which globals its instructions take the address of, for verifier errors.</summary>
    public required GlobalTable Globals { get; init; }

    /// <summary>The functions by ascending start; the first is the program itself.</summary>
    public required IReadOnlyList<LinkedFunction> Functions { get; init; }

    /// <summary>Modules whose functions the program calls, by number less one, or takes addresses in; the loader opens their types.</summary>
    public required IReadOnlyList<string> Modules { get; init; }

    /// <summary>64-bit loads of an address in a module, and the module's index: their second half is to have the descriptor of its types.</summary>
    public required IReadOnlyList<(int Instruction, int Module)> ModuleAddresses { get; init; }

    /// <summary>What it reads of tracepoints' records, where the kernel's types have put it.</summary>
    public IReadOnlyList<RecordAccess> Records { get; init; } = [];

    /// <summary>
    /// Instructions that could not be relocated and now are calls of a helper that does not exist. Harmless where
    /// the verifier proves them dead; otherwise the loader explains the rejection with these.
    /// </summary>
    public required IReadOnlyList<RelocationFailure> Failures { get; init; }
}

/// <param name="Name">The function's symbol.</param>
/// <param name="Start">Index of its first instruction in the linked program.</param>
internal sealed record LinkedFunction(string Name, int Start);
