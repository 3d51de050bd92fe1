using System.Reflection;
using BpfSharp.Integration.Infrastructure;
using Xunit;

namespace BpfSharp.Integration.Language;

/// <summary>What every class of language cases has: two inputs and a result, as globals.</summary>
public interface ILanguageCases
{
    ref long A { get; }
    ref long B { get; }
    ref long Result { get; }
}

/// <summary>
/// Runs each program method of a class on the CLR and in the kernel with the same inputs and compares what they leave:
/// the same result, the same return value, or an exception there and a trap here.
/// </summary>
public abstract class LanguageTest<T> : IDisposable
    where T : BpfObject, ILanguageCases
{
    private static readonly long[] s_inputs =
    [
        0, 1, -1, 2, 3, -3, 7, -8, 31, 64, 127, 128, 255, -128, -129, 1000, 65535, -32768, int.MaxValue, int.MinValue, uint.MaxValue,
        1L << 32, long.MaxValue, long.MinValue, 0x0123_4567_89AB_CDEF,
    ];

    private readonly byte[] _packet = new byte[64];
    private T? _inKernel;

    public static TheoryData<string> Methods()
    {
        TheoryData<string> names = [];
        foreach (MethodInfo method in typeof(T).GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            if (method.GetCustomAttribute<SocketFilterAttribute>() is not null)
                names.Add(method.Name);
        }
        return names;
    }

    protected abstract T Create(BpfHost host);

    /// <summary>Skips where the kernel lacks what the cases are about.</summary>
    protected virtual void Require()
    {
    }

    public void Dispose()
    {
        _inKernel?.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Means_the_same_in_the_kernel(string name)
    {
        Requires.Root();
        Require();
        _inKernel = Create(BpfHost.Kernel);
        _inKernel.Load();
        MethodInfo method = typeof(T).GetMethod(name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)!;
        SimulatedKernel simulated = new();
        using T onClr = Create(simulated);
        using IDisposable scope = simulated.Enter();

        foreach (long a in s_inputs)
        {
            foreach (long b in s_inputs)
            {
                Outcome expected = RunOnClr(onClr, method, a, b);
                Outcome actual = RunInKernel(_inKernel, name, a, b);
                Assert.True(expected.Agrees(actual), $"{typeof(T).Name}.{name}({a}, {b}): the CLR gives {expected}, the kernel {actual}");
            }
        }
    }

    private static Outcome RunOnClr(T cases, MethodInfo method, long a, long b)
    {
        Set(cases, a, b);
        try
        {
            object? returned = method.Invoke(cases, null);
            return new Outcome(cases.Result, returned is int value ? value : 0, null);
        }
        catch (TargetInvocationException exception)
        {
            return new Outcome(0, 0, exception.InnerException!.GetType().Name);
        }
    }

    private Outcome RunInKernel(T cases, string name, long a, long b)
    {
        Set(cases, a, b);
        ulong before = CountTraps(cases);
        int returned = (int)cases.Programs[name].TestRun(_packet).ReturnValue;
        if (CountTraps(cases) == before)
            return new Outcome(cases.Result, returned, null);
        return new Outcome(0, 0, string.Join("; ", cases.Traps.Select(trap => trap.Reason)));
    }

    private static ulong CountTraps(T cases) => cases.Traps.Aggregate(0UL, (sum, trap) => sum + trap.Count);

    private static void Set(T cases, long a, long b)
    {
        cases.A = a;
        cases.B = b;
        cases.Result = 0;
    }

    /// <param name="Failure">The exception's name on the CLR, the reasons of all traps so far in the kernel; null where there was none.</param>
    private sealed record Outcome(long Result, int Returned, string? Failure)
    {
        public bool Agrees(Outcome kernel) => Failure is null
            ? kernel.Failure is null && Result == kernel.Result && Returned == kernel.Returned
            : kernel.Failure?.Contains(Failure, StringComparison.Ordinal) == true;

        public override string ToString() => Failure ?? $"{Result} (returning {Returned})";
    }
}
