using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace BpfSharp.Simulation;

/// <summary>A program of a simulated object: a name with a switch. Its code is the method itself.</summary>
internal sealed class SimulatedProgram(BpfProgramDefinition definition)
    : BpfProgram(definition.Name, definition.Section, definition.FallbackFor)
{
    private bool _isAttached;
    // What stands behind cgroup_skb/ is no target.
    private string? _target = definition.Section.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash && !definition.Section.StartsWith("cgroup", StringComparison.Ordinal) ? definition.Section[(slash + 1)..] : null;

    public override int Id => 0;

    public override bool IsLoaded => FallbackFor is null;

    public override bool IsAttached => _isAttached;

    public override BpfUnsupportedException? Unsupported => null;

    public override SafeHandle Handle => throw NotSimulated("has no file descriptor");

    public override void Attach() => _isAttached = true;

    public override void Detach() => _isAttached = false;

    public override BpfLink AttachToSocket(Socket socket) => throw NotSimulated("cannot see a socket's packets");

    public override BpfLink AttachToInterface(int interfaceIndex, XdpMode mode) => throw NotSimulated("cannot see an interface's packets");

    public override BpfLink AttachToInterface(string interfaceName, XdpMode mode) => throw NotSimulated("cannot see an interface's packets");

    public override BpfLink AttachToCgroup(string path) => throw NotSimulated("cannot see a control group's packets");

    public override BpfLink AttachToFunction(string function, int offset, ulong cookie) => throw NotSimulated("has no kernel functions");

    public override BpfLink AttachToAddress(ulong address, ulong cookie) => throw NotSimulated("has no kernel addresses");

    public override string? Target => _target;

    public override void SetTarget(string target) => _target = target;

    public override void SetTarget(BpfProgram program, string? function) => _target = function ?? _target;

    public override IEnumerable<T> Iterate<T>(BpfIteratorScope? scope) => throw NotSimulated("has no objects of the kernel's");

    public override BpfLink AttachIterator(BpfIteratorScope? scope) => throw NotSimulated("has no objects of the kernel's");

    public override int Run<T>(ref T context) => throw NotSimulated("has no kernel to run in");

    public override BpfLink Attach(ulong cookie) => throw NotSimulated("has no hooks");

    public override BpfLink AttachToFunctions(string pattern) => throw NotSimulated("has no kernel functions");

    public override BpfLink AttachToFunctions(IReadOnlyList<string> functions, IReadOnlyList<ulong>? cookies) => throw NotSimulated("has no kernel functions");

    public override BpfLink AttachToTracepoint(string name, ulong cookie) => throw NotSimulated("has no tracepoints");

    public override BpfLink AttachToProgram(BpfProgram program, string? function) => throw NotSimulated("takes no other program's place");

    public override BpfMissedRuns GetMissedRuns() => new(0, 0);

    public override BpfTestRunResult TestRun(ReadOnlySpan<byte> input, Span<byte> output, int repeat) =>
        throw NotSimulated("has no kernel to run in");

    private InvalidOperationException NotSimulated(string what) =>
        new($"Program {Name} is on a SimulatedKernel and {what}: call the method directly inside simulatedKernel.Enter().");
}
