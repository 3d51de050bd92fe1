using BenchmarkDotNet.Attributes;
using BpfSharp.Btf;
using BpfSharp.Events;
using BpfSharp.Objects;
using BpfSharp.Simulation;

namespace BpfSharp.Bench.Micro;

/// <summary>Events of 16 bytes, in memory of our own: what reading one costs without a kernel behind.</summary>
public unsafe class ReadEvents
{
    private const int Count = 100_000;

    private struct Event { public ulong Number, Mark; }

    private readonly RingBufferHandler<Event> _handler;
    private SimulatedRing _ring = null!;
    private ulong _sum;

    /// <summary>Its handler is made once.</summary>
    public ReadEvents() => _handler = Take;

    /// <summary>Makes the buffer.</summary>
    [GlobalSetup]
    public void Open() => _ring = SimulatedRing.Create(4 * 1024 * 1024);

    /// <summary>Fills it.</summary>
    [IterationSetup]
    public void Fill()
    {
        for (int i = 0; i < Count; i++)
        {
            nint slot = _ring.Reserve(sizeof(Event));
            *(Event*)slot = new() { Number = (ulong)i, Mark = 1 };
            _ring.Commit(slot, isDiscarded: false);
        }
    }

    /// <summary>All that is ready at once.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public int Consume() => _ring.Consume(_handler, out _);

    /// <summary>One at a time, a turn for each.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public int Peek()
    {
        int count = 0;
        while (true)
        {
            using RingReading reading = _ring.BeginReading();
            if (!reading.TryPeek(out byte* data, out _))
                return count;
            _sum += *(ulong*)data;
            reading.Advance();
            count++;
        }
    }

    private void Take(ref readonly Event e) => _sum += e.Number;
}

/// <summary>What opening and loading an object costs before the kernel sees it.</summary>
public class Load
{
    private byte[] _object = [];
    private ObjectSpec _spec = null!;
    private readonly string _kernelTypes = KernelBtf.RunningPath;
    private KernelBtf _kernel = null!;

    /// <summary>Reads the files once.</summary>
    [GlobalSetup]
    public void Open()
    {
        _object = File.ReadAllBytes(Path.Combine(Inputs.Objects, "RunQueue.bpf.o"));
        _spec = ObjectSpec.Parse(_object, "RunQueue");
        _kernel = KernelBtf.Open(_kernelTypes);
    }

    /// <summary>ELF, BTF and maps of an object with three programs.</summary>
    [Benchmark]
    public object ParseObject() => ObjectSpec.Parse(_object, "RunQueue");

    /// <summary>The running kernel's BTF, read from its file.</summary>
    [Benchmark]
    public object ParseKernelTypes() => KernelBtf.Open(_kernelTypes);

    /// <summary>Three programs, their CO-RE relocations resolved against the running kernel.</summary>
    [Benchmark]
    public int Relocate()
    {
        int length = 0;
        foreach (ProgramSpec program in _spec.Programs)
            length += ProgramLinker.Link(_spec, program, _kernel, static _ => 3).Instructions.Length;
        return length;
    }
}

/// <summary>From C# to LLVM IR, in a compiler that is warm.</summary>
public class Lower
{
    private FrontEnd _small = null!, _large = null!;

    /// <summary>Reads the sources once.</summary>
    [GlobalSetup]
    public void Open()
    {
        _small = new(Inputs.Source("Shared"), Inputs.Source("CloneTrace"));
        _large = new(Inputs.Source("Shared"), Inputs.Source("ParseHeaders"));
    }

    /// <summary>A probe with a ring buffer and a hash.</summary>
    [Benchmark]
    public int CloneTrace() => _small.Compile();

    /// <summary>A packet parser.</summary>
    [Benchmark]
    public int ParseHeaders() => _large.Compile();
}

/// <summary>Where the programs of bench/Pairs are.</summary>
static class Inputs
{
    public static string Root { get; set; } = "";

    public static string Objects => Path.Combine(Root, "artifacts/bin/BpfSharp.Bench.Pairs/release");

    public static string Source(string name) => Path.Combine(Root, "bench/Pairs", name + ".cs");
}
