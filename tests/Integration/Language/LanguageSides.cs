using System.Reflection;
using BpfSharp.Integration.Infrastructure;
using Xunit;

namespace BpfSharp.Integration.Language;

/// <summary>An object of a class of language cases in the kernel, and one on the CLR. Shared by the class's tests.</summary>
public sealed class LanguageSides<T> : IDisposable
    where T : BpfObject, ILanguageCases
{
    private readonly SimulatedKernel _simulated = new();
    private readonly byte[] _packet = new byte[64];
    private IReadOnlyList<BpfTrap> _traps = [];
    private IReadOnlyList<BpfCheck>? _checks;

    // Loading an object takes an emulated machine longer than running all it has. What is in maps would reach from one test to the
    // next, so objects with maps are made anew for each.
    public static bool CanBeShared { get; } = !LanguageCases.HaveMaps(typeof(T));

    public T? InKernel { get; private set; }

    public T? OnClr { get; private set; }

    /// <summary>Loads, if that was not done.</summary>
    public void Open(Func<BpfHost, T> create)
    {
        if (InKernel is not null)
            return;
        OnClr = create(_simulated);
        T loaded = create(BpfHost.Kernel);
        loaded.Load();
        InKernel = loaded;
    }

    public IDisposable EnterSimulation() => _simulated.Enter();

    /// <summary>The method as it is run on the CLR; one without a value returns 0 there, as it does in the kernel.</summary>
    public Func<int> MethodOnClr(string name)
    {
        MethodInfo method = typeof(T).GetMethod(name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)!;
        if (method.ReturnType == typeof(int))
            return method.CreateDelegate<Func<int>>(OnClr);
        Action run = method.CreateDelegate<Action>(OnClr);
        return () =>
        {
            run();
            return 0;
        };
    }

    public LanguageOutcome RunOnClr(Func<int> method, long a, long b)
    {
        Set(OnClr!, a, b);
        try
        {
            int returned = method();
            return new(OnClr!.Result, returned, null);
        }
#pragma warning disable CA1031 // what a case throws is its result
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new(0, 0, exception.GetType().Name);
        }
    }

    public LanguageOutcome RunInKernel(BpfProgram program, long a, long b)
    {
        Set(InKernel!, a, b);
        int returned = (int)program.TestRun(_packet).ReturnValue;
        IReadOnlyList<BpfTrap> before = _traps;
        _traps = InKernel!.Traps;
        string hit = string.Join("; ", _traps.Where(trap => !before.Contains(trap)).Select(NotProven));
        return hit.Length == 0 ? new(InKernel.Result, returned, null) : new(0, 0, hit);
    }

    /// <summary>The reason of a trap that was hit; it is an error when the object says of its check that it was proven away.</summary>
    private string NotProven(BpfTrap trap)
    {
        _checks ??= BpfObjectFile.Open(Path.Combine(AppContext.BaseDirectory, typeof(T).Name + ".bpf.o")).Checks;
        Assert.Contains(_checks, check => (check.File, check.Line, check.Column, check.Outcome) == (trap.File, trap.Line, trap.Column, BpfCheckOutcome.Emitted) && trap.Reason.EndsWith($"({check.Exception})", StringComparison.Ordinal));
        return trap.Reason;
    }

    public void Dispose()
    {
        InKernel?.Dispose();
        OnClr?.Dispose();
    }

    private static void Set(T cases, long a, long b)
    {
        cases.A = a;
        cases.B = b;
        cases.Result = 0;
    }
}

/// <summary>What a run left.</summary>
/// <param name="Failure">The exception's name on the CLR, the reasons of the traps that were hit in the kernel; null where there was none.</param>
public readonly record struct LanguageOutcome(long Result, int Returned, string? Failure)
{
    public bool Agrees(LanguageOutcome kernel) => Failure is null
        ? kernel.Failure is null && Result == kernel.Result && Returned == kernel.Returned
        : kernel.Failure?.Contains(Failure, StringComparison.Ordinal) == true;

    public override string ToString() => Failure ?? $"{Result} (returning {Returned})";
}
