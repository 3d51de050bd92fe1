namespace BpfSharp.Integration.Rejections;

/// <summary>The corpus: a row for each program in the classes whose names begin with Refused.</summary>
internal static class RejectionTable
{
    private const string Memory = nameof(RefusedMemory), Pointers = nameof(RefusedPointers), Records = nameof(RefusedRecords), Helpers = nameof(RefusedHelpers),
        References = nameof(RefusedReferences), Contexts = nameof(RefusedContexts), Shapes = nameof(RefusedShapes), Externs = nameof(RefusedExterns), Locks = nameof(RefusedLocks), Timers = nameof(RefusedTimers);

    private const string MayBeNull = "may be null", Compare = "Compare it with null", OutsideElement = "outside the map's element", OutsideStack = "outside the variable on the stack",
        Length = "length right before", Loses = "loses what it points to", Adding = "only have numbers added", NoHelper = "has no such helper", WrongMap = "maps of this type",
        NotTaken = "does not take this argument", GivenBack = "has been given back", LastUse = "last use on every path", NoField = "no such field", Documented = "fields that the hook documents";

    private static readonly (string, string) s_noHelper = (NoHelper, "minimum kernel");

    public static Rejection[] All { get; } =
    [
        // Null
        new(Memory, "NullNotChecked", MayBeNull, Compare, "'value' (line {-1}) is what 'Lookup(Counts, &key)' gave") { Range = "an element of" },
        new(Memory, "NullCheckedOnOnePath", "null on this path", "Leave the path", "'count' (line {-3}) is what 'Lookup(Counts, &key)' gave"),
        new(Memory, "OtherPointerChecked", MayBeNull, Compare, "'second' (line {-3}) is what 'Lookup(Counts, &two)' gave"),
        new(Memory, "MovedBeforeNullCheck", MayBeNull, "Compare it with null first", "'value' (line {-1}) is what 'Lookup(Pairs, &key)' gave"),

        // Memory
        new(Memory, "BehindValue", OutsideElement, Length, "bytes 8 to 15, and there are 8"),
        new(Memory, "BeforeValue", OutsideElement, Length, "bytes -8 to -1, and there are 8"),
        new(Memory, "IndexTooLarge", OutsideElement, Length, "'at' (line {-1})") { Range = "can be 0 to 24. The access reaches the bytes 24 to 31, and there are 16" },
        new(Memory, "IndexMayBeNegative", "without bounds", "above and below", "the global 'Offset'") { Range = "negative" },
        new(Memory, "IndexWithoutBound", "no upper bound", "as an unsigned number", "'Index' (line {0})") { Range = "0 to 4294967295" },
        new(Memory, "StackIndex", OutsideStack, Length, "'Index' (line {0})") { Range = "can be 0 to 1023" },
        new(Memory, "StackIndexRead", OutsideStack, Length, "'Index' (line {0})") { Range = "can be 0 to 255" },
        new(Memory, "StackPointer", "without bounds", "above and below", "'Offset' (line {0})"),
        new(Memory, "StackBufferTooSmall", OutsideStack, Length, "'Index' (line {0})") { Range = "can be 0 to 15" },
        new(Memory, "StackElementTooWide", "multiple of their number", "aligned"),
        new(Memory, "StackMisaligned", "multiple of their number", "aligned"),
        new(Memory, "ElementMisaligned", "multiple of their number", "aligned"),
        new(Memory, "KeyNeverWritten", "never written", "default") { AcceptedFrom = "6.1" },
        new(Memory, "ReadOnlyMap", "read-only data", "ReadOnlyProgram"),
        new(Memory, "WriteOnlyMap", "only be written", "WriteOnlyProgram"),
        new(Memory, "ReadOnlyData", "read-only data", "no constant"),

        // Pointers
        new(Pointers, "Multiplied", Loses, Adding, "'value' (line {-2}) is what 'Lookup(Counts, &key)' gave"),
        new(Pointers, "Masked", Loses, Adding),
        new(Pointers, "Shifted", Loses, Adding, "'value' (line {-2})"),
        new(Pointers, "Negated", Loses, Adding, "'value' (line {-2})"),
        new(Pointers, "TwoAdded", Loses, Adding, "(line {-2})"),
        new(Pointers, "Halved", Loses, Adding),
        new(Pointers, "PartOfPointerOverwritten", Loses, Adding, "'value' (line {-3})"),
        new(Pointers, "NumberUsedAsPointer", "number is used as an address", "Bpf.ReadKernel", "'clock' (line {-1}) is what 'TimeAsPointer()' gave"),
        new(Pointers, "KernelAddressUsedDirectly", "number is used as an address", "Bpf.ReadKernel", "'task' (line {-1}) is what 'TaskAddress()' gave"),
        new(Pointers, "PacketNotCompared", "outside the packet", "packet's end", "ends 1 bytes behind the start, and comparisons have shown 0"),
        new(Records, "KernelRecordWritten", "kernel memory is written", "change the copy", "'task' (line {-1})") { Range = "kernel record (task_struct)", Before61 = s_noHelper },
        new(Records, "KernelRecordTooFar", "outside the kernel's record", "[KernelType]", "'task' (line {-1})") { Before61 = s_noHelper },
        new(Records, "KernelRecordBefore", "outside the kernel's record", "[KernelType]", "'task' (line {-1})") { Before61 = s_noHelper },
        new(Records, "KernelRecordIndexed", "not constant", "[KernelType]", "'Index' (line {0})") { Range = "can be 0 to 56", Before61 = s_noHelper },

        // Helpers
        new(Helpers, "NoSuchHelper", NoHelper, "minimum kernel"),
        new(Helpers, "NotForThisHook", NoHelper, "another hook"),
        new(Helpers, "PacketHelperInTracing", NoHelper, "another hook"),
        new(Helpers, "ArgumentMissing", "never written", "all of their arguments"),
        new(Helpers, "NumberForPointer", NotTaken, "address of a variable", "Argument 2 is a number; the helper takes the address of a variable on the stack"),
        new(Helpers, "NullForPointer", "null, or what may be null, is passed", Compare, "Argument 2 is") { Range = "Argument 2 is null" , Before61 = (NotTaken, "address of a variable") },
        new(Helpers, "NumberForMap", NotTaken, "a map of this object", "Argument 1 is a number; the helper takes a map"),
        new(Helpers, "MaybeNullForPointer", "null, or what may be null, is passed", Compare, "'value' (line {-1}) is what 'Lookup(Counts, &key)' gave"),
        new(Helpers, "ReserveInHash", WrongMap, "the type that it is for"),
        new(Helpers, "TailCallThroughHash", WrongMap, "the type that it is for"),
        new(Helpers, "PushToHash", WrongMap, "the type that it is for"),
        new(Helpers, "StackIdInHash", WrongMap, "the type that it is for"),
        new(Helpers, "PerfOutputToHash", WrongMap, "the type that it is for"),
        new(Helpers, "SizeNotConstant", "must be a constant", "sizeof", "'Size' (line {0})"),
        new(Helpers, "SizeMayBeNegative", "may be negative", "unsigned", "'Length' (line {0})") { Range = "can be -2147483648 to 2147483647" },
        new(Helpers, "SizeWithoutBound", OutsideStack, Length, "has 65535 bytes, and at most 8 are there"),
        new(Helpers, "SizeLargerThanVariable", OutsideStack, Length, "has 64 bytes, and at most 8 are there"),
        new(Helpers, "SizeLargerThanValue", OutsideElement, Length, "bytes 0 to 63, and there are 8"),
        new(Helpers, "SizeZero", "size is zero", "size of the variable"),
        new(Helpers, "LockThatIsNone", "no lock", "declared as a lock"),
        new(Helpers, "MovedContext", "must be passed as it was given", "without an offset"),
        new(Helpers, "StackForContext", NotTaken, "context parameter", "Argument 1 is the address of a variable on the stack; the helper takes the program's context"),

        // What is acquired
        new(References, "SlotLeftOpen", "slot reserved here is not ended", "Submit or Discard"),
        new(References, "RecordLeftOpen", "slot reserved here is not ended", "Submit or Discard"),
        new(References, "RecordNotChecked", MayBeNull, Compare, "'record' (line {-1}) is what 'Reserve(Events, 8, 0)' gave") { Range = "a reserved record, or null" },
        new(References, "RecordSubmittedTwice", GivenBack, LastUse, "given back by 'Submit(record, 0)' (line {-1})"),
        new(References, "RecordUsedAfterSubmit", GivenBack, LastUse, "'record' (line {-4}) is what 'Reserve(Events, 8, 0)' gave"),
        new(References, "RecordTooShort", "outside the memory", Length, "bytes 32 to 39, and there are 8"),
        new(References, "RecordIndexed", "outside the memory", Length, "'Index' (line {0})") { Range = "can be 0 to 63" },
        new(References, "RecordMovedBeforeSubmit", "must be passed as it was given", "without an offset", "'record' (line {-3})") { RefusedFrom = "6.1" },
        new(References, "VariableSubmitted", NotTaken, "Pass what it takes", "the helper takes a reserved record. It comes from 'value' (line {-1})"),
        new(References, "UncheckedSubmitted", "may be null, is passed", Compare, "'record' (line {-1}) is what 'Reserve(Events, 8, 0)' gave"),
        new(References, "SocketLeftOpen", "acquired here is not released", "Release it"),
        new(References, "SocketReleasedUnchecked", "may be null, is passed", Compare, "Argument 1 is a socket, or null"),
        new(References, "SocketReleasedTwice", GivenBack, LastUse, "given back by 'ReleaseSocket(socket)' (line {-1})"),

        // Contexts
        new(Contexts, "BehindContext", NoField, Documented),
        new(Contexts, "FieldOfOtherHooks", NoField, Documented),
        new(Contexts, "FieldWritten", NoField, Documented),
        new(Contexts, "BetweenFields", NoField, Documented),
        new(Contexts, "IndexedContext", "not constant", "one by one", "'Index' (line {0})") { Range = "can be 0 to 12" },
        new(Contexts, "XdpFieldWritten", NoField, Documented),
        new(Contexts, "BehindRecord", NoField, Documented),
        new(Contexts, "RecordWritten", NoField, Documented),

        // Shapes
        new(Shapes, "EndlessWait", "loop's end is not visible", "counter"),
        new(Shapes, "CounterSetBack", "loop's end is not visible", "counter"),
        new(Shapes, "TooManyPaths", "paths than the verifier follows", "fewer branches"),
        new(Shapes, "StackOfTwoFunctions", "more than 512 bytes of stack", "per-CPU array map", "'StackOfTwoFunctions' keeps 320 bytes on the stack, 'Deeper' 320"),

        // Locks and timers
        new(Locks, "NotUnlocked", "taken here is still held", "Release it on every path"),
        new(Locks, "NotLocked", "lock is released that is not held", "EnterScope"),
        new(Locks, "LockRead", "lock in it is read or written", "fields beside it"),
        new(Locks, "LockOverwritten", "lock in it is read or written", "fields beside it"),
        new(Locks, "NotTheLock", "no lock", "declared as a lock"),
        new(Timers, "TimerThatIsNone", "no timer", "BpfTimer") { Since = "6.1" },
        new(Timers, "TimerOfOtherMap", "timer of another map", "the map that the element is in") { Since = "6.1" },
        new(Timers, "TimerRead", "timer in it is read or written", "fields beside it") { Since = "6.1" },
        new(Timers, "NotTheTimer", "no timer", "BpfTimer") { Since = "6.1" },
        new(Timers, "TimerOnStack", NotTaken, "Pass what it takes") { Since = "6.1" },

        // What the kernel has not got
        new(Externs, "SymbolMissing", "", "Set IsOptional"),
        new(Externs, "FieldMissing", "", "KernelType.FieldExists"),
        new(Externs, "FieldMisspelt", "", "KernelType.FieldExists") { Message = "has no tgdi, or one of another type. Did you mean tgid" },
    ];
}
