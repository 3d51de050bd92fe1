using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Libraries;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>What stands in a program for well-known members of .NET that need a process, a heap or an operating system around them.</summary>
internal static class KernelWays
{
    private static readonly (string Type, string Way)[] s_ways =
    [
        ("System.Console", "print with Bpf.Printk, or send a record through a RingBuffer<T>"),
        ("System.Diagnostics.Debug", "print with Bpf.Printk, or send a record through a RingBuffer<T>"),
        ("System.Diagnostics.Trace", "print with Bpf.Printk, or send a record through a RingBuffer<T>"),
        ("System.DateTime", "the kernel's clocks are Bpf.KtimeNs and Bpf.BootTimeNs; make a date of them in user code"),
        ("System.DateTimeOffset", "the kernel's clocks are Bpf.KtimeNs and Bpf.BootTimeNs; make a date of them in user code"),
        ("System.TimeProvider", "the kernel's clocks are Bpf.KtimeNs and Bpf.BootTimeNs"),
        ("System.Diagnostics.Stopwatch", "take differences of Bpf.KtimeNs"),
        ("System.Environment", "the current task is Bpf.CurrentTgid (the process), Bpf.CurrentPid (the thread) and Bpf.CurrentComm"),
        ("System.Diagnostics.Process", "the current task is Bpf.CurrentTgid (the process), Bpf.CurrentPid (the thread) and Bpf.CurrentComm"),
        ("System.Random", "use Bpf.RandomUInt32"),
        ("System.HashCode", "each process seeds it anew, so user code would never find the same; mix with a multiplication and BitOperations.RotateLeft, or make the values a key of their own struct"),
        ("System.Guid", "use Bpf.RandomUInt32, or a counter in a global"),
        ("System.Threading.Thread", "a program runs to its end without waiting; what is to happen later is a BpfTimer's, or user code's"),
        ("System.Threading.Tasks.Task", "a program runs to its end without waiting; what is to happen later is a BpfTimer's, or user code's"),
        ("System.Threading.Monitor", "use Interlocked, or a BpfSpinLock in a map's value"),
        ("System.Threading.Lock", "use Interlocked, or a BpfSpinLock in a map's value"),
        ("System.String", "text is kept in Comm or FixedString16 to FixedString4096, and compared with UTF-8 literals"),
        ("System.Text.StringBuilder", "send the parts in a record, and put text together in user code"),
        ("System.Text.Encoding", "text is kept in Comm or FixedString16 to FixedString4096, and becomes a string in user code"),
        ("System.Linq.Enumerable", "write a loop; a map's elements are gone through by its ForEach"),
        ("System.Collections.Generic.List<T>", "data that programs keep is in maps: a QueueMap<T>, or a RingBuffer<T> for what user code reads"),
        ("System.Collections.Generic.Queue<T>", "data that programs keep is in maps: a QueueMap<T>"),
        ("System.Collections.Generic.Stack<T>", "data that programs keep is in maps: a StackMap<T>"),
        ("System.Collections.Generic.Dictionary<TKey, TValue>", "data that programs keep is in maps: a HashMap<TKey, TValue>"),
        ("System.Collections.Generic.HashSet<T>", "data that programs keep is in maps: a HashMap<TKey, TValue>, or a BloomFilter<T>"),
        ("System.Collections.Concurrent.ConcurrentDictionary<TKey, TValue>", "data that programs keep is in maps: a HashMap<TKey, TValue>"),
        ("System.IO.File", "a program cannot open files; send what it knows through a RingBuffer<T>, and let user code write it"),
    ];

    /// <summary>What to use in the place of a member; null where nothing comes to mind.</summary>
    public static string? InsteadOf(ISymbol member)
    {
        string? name = member.ContainingType?.OriginalDefinition.ToDisplayString();
        foreach ((string type, string way) in s_ways)
        {
            // string is called by its keyword.
            if (type == name || type == "System.String" && member.ContainingType?.SpecialType == SpecialType.System_String)
                return way;
        }
        return null;
    }

    /// <summary>The same for what is read: <c>DateTime.UtcNow.Ticks</c> begins with what is to be replaced.</summary>
    public static string? InsteadOf(IOperation operation)
    {
        for (IOperation? part = operation; part is IMemberReferenceOperation or IInvocationOperation; part = part is IMemberReferenceOperation member ? member.Instance : ((IInvocationOperation)part).Instance)
        {
            ISymbol symbol = part is IMemberReferenceOperation reference ? reference.Member : ((IInvocationOperation)part).TargetMethod;
            if (InsteadOf(symbol) is { } way)
                return way;
        }
        return null;
    }

    /// <summary>Why a call cannot be compiled.</summary>
    /// <param name="library">The library that the method is in, if it is in one.</param>
    public static string ReasonFor(IMethodSymbol method, Library? library) =>
        InsteadOf(method)
        ?? (library?.Problem is { } problem ? $"'{library.Name}' has methods for programs, but {problem}"
            : library is not null ? Unmarked(library.Name, method.ContainingType)
            : "the compiler does not know it, and its source is not in this project" + (IsOfFramework(method.ContainingType) ? "" : "; mark its type with [BpfLibrary] where that is built"));

    public static bool IsOfFramework(ITypeSymbol? type) => KnownNames.FullName(type).StartsWith("System.", StringComparison.Ordinal);

    /// <summary>Why a member of a library is not there.</summary>
    public static string Unmarked(string library, INamedTypeSymbol? type) =>
        $"'{library}' does not bring its source along for programs; mark '{type?.Name}' with [BpfLibrary] there";
}
