namespace BpfSharp;

/// <summary>What to do about the rules broken most, by the words the verifier uses for them.</summary>
internal static class VerifierAdvice
{
    private static readonly (string Words, string Advice)[] Table =
    [
        ("or_null'", "The value may be a null reference here: test it with Unsafe.IsNullRef (or compare the pointer with null) before using it."),
        ("invalid mem access 'inv'", "The address is not one the verifier knows: read kernel memory through Bpf.TryReadKernel, and keep pointers in variables, not in arithmetic."),
        ("invalid mem access 'scalar'", "The address is not one the verifier knows: read kernel memory through Bpf.TryReadKernel, and keep pointers in variables, not in arithmetic."),
        ("invalid access to map value", "The offset can lie outside the map's value: check the index against the length right before the access."),
        ("invalid access to packet", "The offset can lie outside the packet: compare it with the packet's end right before the access."),
        ("invalid access to memory", "The offset can lie outside the memory: check it right before the access."),
        ("variable-offset", "The offset can lie outside the variable on the stack: check the index against the length right before the access."),
        ("variable stack", "The offset can lie outside the variable on the stack, or this kernel takes no variable offsets there (before 5.12): check the index against the length, or keep the data in a map."),
        ("unbounded min value", "The address is moved by a number without bounds that the verifier can see: compare it with constants first, above and below."),
        ("misaligned", "The bytes do not lie at a multiple of their number, as the stack and maps need it: keep them aligned, or put them together byte by byte."),
        ("unbounded memory access", "The length or index has no upper bound the verifier can see: compare it with a constant first, as an unsigned number."),
        ("min value is negative", "The length or index may be negative: use an unsigned type or test for it first."),
        ("infinite loop", "The loop's end is not visible to the verifier: let a counter that nothing else changes run to a constant."),
        ("back-edge", "The kernel takes no loops here (before 5.3), or the program jumps back without a bound: use a for loop with a constant bound."),
        ("too large. Processed", "Following all paths took more than a million instructions: make loops shorter, move their bodies into a [BpfFunction], or use fewer branches inside them."),
        ("too complex", "There are too many paths: make loops shorter or move parts into a [BpfFunction]."),
        ("Unreleased reference", "A reserved ring buffer slot (or another acquired reference) is not ended on every path: call Submit or Discard before each return."),
        ("reference has not been acquired", "The slot has been submitted or discarded already."),
        ("GPL", "The program uses a helper reserved for GPL-compatible objects: set License on [BpfObject] to such a licence, for example \"Dual MIT/GPL\"."),
        ("stack depth", "The program and the functions it calls use more than 512 bytes of stack: put large structs into a per-CPU array map."),
        ("stack size", "The program and the functions it calls use more than 512 bytes of stack: put large structs into a per-CPU array map."),
        ("invalid indirect read from stack", "Part of what is passed to a helper was never written, for example the padding of a struct: initialise it whole with default first."),
        ("invalid read from stack", "Part of what is read was never written, for example the padding of a struct: initialise it whole with default first."),
        ("!read_ok", "A variable is read that was never written on this path."),
        ("unknown func", "The kernel is too old for this helper, or does not offer it to programs of this kind."),
        ("cannot use helper", "The kernel does not offer this helper to programs of this kind."),
        ("helper call is not allowed", "The kernel does not offer this helper to programs of this kind."),
        ("invalid func", "The kernel is too old for this helper."),
        ("unreachable insn", "The program has code that nothing reaches; report it to BpfSharp with the source."),
        ("At program exit", "The program returns a value its hook does not take: return one the hook documents, mostly 0."),
    ];

    /// <summary>Whole sentences; empty when the rule is not known here.</summary>
    public static string For(string reason)
    {
        foreach (var (words, advice) in Table)
        {
            if (reason.Contains(words, StringComparison.OrdinalIgnoreCase))
                return advice;
        }

        return "";
    }
}
