using BpfSharp.Compiler.Worker;

namespace BpfSharp.Compiler.Llvm;

/// <summary>Says in a C# developer's terms what LLVM's BPF backend says in its own; what is not known here stays as it is.</summary>
internal static class BackendAdvice
{
    const string FiveArguments = "A function that is not inlined takes at most five arguments in eBPF. Pass a struct by reference.";
    const string SmallReturns = "A function that is not inlined cannot return a struct of this size in eBPF. Return it through a ref or out parameter.";

    /// <summary>See <see cref="ModuleCompiler.KeepLoops"/>: it may be LLVM's own idea.</summary>
    public const string WideMultiplication = "A 128-bit multiplication does not exist in eBPF.";

    /// <summary>See <see cref="StackUse"/>: which variables they are is said behind it.</summary>
    public const string StackLimit = "The local variables alive here need more than the 512 bytes of stack that an eBPF program has. Keep large data in a per-CPU array map, or split the method.";

    static readonly (string Marker, string Advice)[] Known =
    [
        ("BPF stack limit", StackLimit),
        ("signed division", "Signed division does not exist in this eBPF instruction set. Divide unsigned values, or build for v4."),
        ("dynamic stack allocation", "The size of a stack allocation must be a constant."),
        ("built-in function 'memcpy'", "Copying this many bytes would need a library call, which eBPF does not have. Copy a constant, smaller number of bytes."),
        ("built-in function 'memset'", "Clearing this many bytes would need a library call, which eBPF does not have. Clear a constant, smaller number of bytes."),
        ("built-in function '__multi3'", WideMultiplication),
        ("too many arg", FiveArguments),
        ("stack arguments", FiveArguments),
        ("aggregate returns", SmallReturns),
        ("only small returns", SmallReturns),
        ("unsupported atomic operation", "This atomic operation does not exist in eBPF for values of this size: 32 and 64 bits work."),
    ];

    public static string Explain(string message)
    {
        foreach (var (marker, advice) in Known)
            if (message.Contains(marker, StringComparison.OrdinalIgnoreCase)) return advice;
        return message;
    }

    /// <summary>Whether LLVM says something only because of what it has said just before: the library call that it could not
    /// make would have returned a pair.</summary>
    public static bool IsConsequence(BackendDiagnostic next, IEnumerable<BackendDiagnostic> before) =>
        next.Message == SmallReturns && before.Any(d => d.Function == next.Function && d.Message == WideMultiplication);
}
