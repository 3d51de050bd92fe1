namespace BpfSharp;

/// <summary>The rules by the words the verifier uses for them, in all its ages: the first that is found counts.</summary>
internal static class VerifierRules
{
    private const string Reserved = "Unreleased reference";

    private static readonly (string Words, VerifierRule Rule)[] s_table =
    [
        ("null-check it first", VerifierRule.Null with { Rule = "a pointer that may be null is computed with", Advice = "Compare it with null first, then move it." }),
        ("or_null'", VerifierRule.Null),
        ("invalid access to map value", VerifierRule.ValueAccess),
        ("write into map forbidden", new("the map, or read-only data, is written", "Write to a map without the flag ReadOnlyProgram, or to a global that is no constant.")),
        ("read from map forbidden", new("the map may only be written by programs", "Take the flag WriteOnlyProgram from the map, or do not read it here.")),
        ("invalid access to packet", VerifierRule.StackAccess with
        {
            Rule = "the access can lie outside the packet",
            Advice = "Compare the address behind the last byte with the packet's end right before the access.",
        }),
        ("invalid access to memory", VerifierRule.StackAccess with
        {
            Rule = "the access can lie outside the memory",
            Advice = "Check the index, or the size, against the memory's length right before the access.",
        }),
        ("invalid indirect read from stack", NeverWritten),
        ("invalid read from stack", NeverWritten),
        ("invalid size of register", NeverWritten),
        ("corrupted spill memory", VerifierRule.PointerArithmetic with { Rule = "part of a pointer on the stack was overwritten", Advice = "Write pointers as a whole." }),
        ("misaligned", new("the bytes do not lie at a multiple of their number", "Keep them aligned, as the stack needs it, or put them together byte by byte.")),
        ("stack depth", StackSize),
        ("stack size", StackSize),
        ("variable-offset", VerifierRule.StackAccess),
        ("variable stack", VerifierRule.StackAccess with { Advice = "Check the index against the length right before the access, or keep the data in a map: this kernel may take no variable offsets on the stack (before 5.12)." }),
        ("to stack", VerifierRule.StackAccess),
        ("invalid stack", VerifierRule.StackAccess),
        ("unbounded min value", VerifierRule.StackAccess with
        {
            Rule = "an address is moved by a number without bounds that the verifier can see",
            Advice = "Compare the number with constants first, above and below, or use an unsigned type and compare it above.",
        }),
        ("makes map_value pointer be out of bounds", VerifierRule.PointerArithmetic),
        ("pointer be out of bounds", VerifierRule.PointerArithmetic),
        ("unbounded memory access", VerifierRule.StackAccess with
        {
            Rule = "an index or a size has no upper bound that the verifier can see",
            Advice = "Compare it with a constant first, as an unsigned number.",
        }),
        ("min value is negative", new("a size or an index may be negative", "Use an unsigned type, or leave where it is less than zero.", VerifierDetail.Number)),
        ("unbounded size", NotConstant),
        ("is not a known constant", NotConstant),
        ("is not a const", NotConstant),
        ("zero-sized", new("a size is zero, or may be", "Pass the size of the variable.", VerifierDetail.Number)),
        ("pointer prohibited", VerifierRule.PointerArithmetic),
        ("arithmetic", VerifierRule.PointerArithmetic),
        ("on pointer", VerifierRule.PointerArithmetic),
        ("modified ctx", Moved),
        ("must have zero offset", Moved),
        ("dereference of modified", Moved),
        ("variable ctx access", new("the hook's context is read at an offset that is not constant", "Read its fields one by one.", VerifierDetail.Access)),
        ("invalid bpf_context access", new("the hook's context has no such field for this program, or does not let it be read or written like this", "Read the fields that the hook documents, whole and as declared; write none of them.")),
        ("only read is supported", new("kernel memory is written", "Programs can only read the kernel's records: copy what is needed and change the copy.", VerifierDetail.Value)),
        ("access beyond struct", OutsideRecord),
        ("access beyond the end of", OutsideRecord),
        ("invalid negative access", OutsideRecord),
        ("invalid variable offset", OutsideRecord with { Rule = "a kernel record is read at an offset that is not constant", Detail = VerifierDetail.Access }),
        ("infinite loop", new("the loop's end is not visible to the verifier", "Let a counter that nothing else changes run to a constant.")),
        ("back-edge", new("the kernel takes no loops here (before 5.3), or the program jumps back without a bound", "Use a for loop whose counter runs to a constant.")),
        ("too large. Processed", VerifierRule.TooLong),
        ("too complex", VerifierRule.TooLong with { Rule = "there are more paths than the verifier follows" }),
        ("reference has not been acquired", VerifierRule.Released with { Detail = VerifierDetail.None }),
        ("GPL", new("the helper is reserved for GPL-compatible objects", "Set License on [BpfObject] to such a licence, for example \"Dual MIT/GPL\".")),
        ("!read_ok", new("a value is used that was never written", "Give the variable a value on every path, and helpers all of their arguments.")),
        ("map_type", VerifierRule.WrongMap),
        ("prog array map", VerifierRule.WrongMap),
        ("misconfigured verifier", VerifierRule.WrongMap),
        ("spin_lock cannot be accessed", new("an element is accessed so that the lock in it is read or written as if it were data", "Read and write the fields beside it, one by one.")),
        ("timer cannot be accessed", new("an element is accessed so that the timer in it is read or written as if it were data", "Read and write the fields beside it, one by one.")),
        ("without taking a lock", new("a lock is released that is not held", "Take it first: using (element.Lock.EnterScope()) does both.")),
        ("missing unlock", LockHeld),
        ("spin_unlock is missing", LockHeld),
        ("inside bpf_spin_lock", LockHeld),
        ("active lock region", LockHeld),
        ("locking two", new("a second lock is taken while one is held", "Release the first before; the kernel lets a program hold one.")),
        ("map_uid", new("a timer of another map is meant, or another element's", "Pass the map that the element is in.")),
        ("bpf_timer", new("the element has no timer where the helper looks for one", "Pass the address of a field of type BpfTimer in the map's element.")),
        ("spin_lock", new("the element has no lock where the helper looks for one", "Lock only what is declared as a lock in the map's element.")),
        ("unknown func", VerifierRule.HelperMissing),
        ("cannot use helper", VerifierRule.HelperMissing),
        ("helper call is not allowed", VerifierRule.HelperMissing),
        ("invalid func", VerifierRule.HelperMissing),
        ("unreachable insn", new("the program has code that nothing reaches", "Report it to BpfSharp with the source.")),
        ("is not modifiable", new("what the function returns cannot be changed", "Kernels let [FmodRet] hook functions that are made for it: those for error injection (ALLOW_ERROR_INJECTION) and the security hooks (security_…). Watch others with [Fexit].")),
        ("is not sleepable", new("the function may be called where nothing may sleep", "Take MaySleep off the hook, or hook one that may sleep: most system calls (__x64_sys_…) and many security hooks.")),
        ("At program exit", new("the program returns a value that its hook does not take", "Return one the hook documents, mostly 0.")),
    ];

    private static VerifierRule NeverWritten => new(
        "part of what is read was never written", "Initialise it whole with default first: a struct's padding counts too.", VerifierDetail.None);

    private static VerifierRule LockHeld => new(
        "the lock taken here is still held where the program ends, or where something is called", "Release it on every path before: using (element.Lock.EnterScope()) does so.");

    private static VerifierRule StackSize => new(
        "the program and the functions it calls use more than 512 bytes of stack",
        "Put large structs into a per-CPU array map, or leave [BpfFunction] off: inlined, variables that are not needed at the same time share their place.");

    private static VerifierRule NotConstant => new("a size must be a constant, or have an upper bound that the verifier can see", "Use sizeof or a constant.", VerifierDetail.Number);

    private static VerifierRule Moved => new("a pointer was moved that must be passed as it was given", "Pass the pointer that the hook or the helper gave, without an offset.", VerifierDetail.Value);

    private static VerifierRule OutsideRecord => new("the access lies outside the kernel's record", "Read fields of a [KernelType] struct, whose places are found when the program is loaded.", VerifierDetail.Value);

    /// <summary>The rule for the verifier's words; null when it is not known here.</summary>
    /// <param name="reason">The verifier's words.</param>
    /// <param name="acquirer">The text of the call whose result was not given back, where that is the matter; else empty.</param>
    public static VerifierRule? For(string reason, string acquirer)
    {
        if (reason.Contains(Reserved, StringComparison.Ordinal))
            return Unreleased(acquirer);
        foreach (var (words, rule) in s_table)
        {
            if (reason.Contains(words, StringComparison.OrdinalIgnoreCase))
                return rule;
        }

        return null;
    }

    private static VerifierRule Unreleased(string acquirer) =>
        acquirer.Contains("ringbuf", StringComparison.Ordinal)
            ? new("a ring buffer slot reserved here is not ended on every path", "Call Submit or Discard before each return.")
            : new("what is acquired here is not released on every path", "Release it before each return.");
}
