using System.Runtime.InteropServices;
using BpfSharp.Sys;

namespace BpfSharp;

internal sealed partial class KernelProgram
{
    public override BpfLink AttachToFunction(string function, int offset, ulong cookie)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(function);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        return AttachProbe(new(function, (ulong)offset, 0, IsReturnProbe()), cookie);
    }

    public override BpfLink AttachToAddress(ulong address, ulong cookie)
    {
        ArgumentOutOfRangeException.ThrowIfZero(address);
        return AttachProbe(new(null, 0, address, IsReturnProbe()), cookie);
    }

    public override BpfMissedRuns GetMissedRuns()
    {
        var program = Loaded;
        ulong? missed = null;
        lock (_gate)
        {
            foreach (var link in _links)
            {
                if (link.Missed is { } count)
                    missed = missed.GetValueOrDefault() + count;
            }
        }

        // Kernels before 6.7 have the program's counter and leave a kprobe's at zero, which would be a lie.
        bool isCounted = Kind.Type != ProgramType.Kprobe || missed is not null;
        return new(isCounted ? LinkMisses.OfRecursion(program) : null, missed);
    }

    private bool IsReturnProbe() => Kind.Method switch
    {
        AttachMethod.Kprobe => false,
        AttachMethod.Kretprobe => true,
        _ => throw new InvalidOperationException($"Program {Name} ({Section}) is no kprobe."),
    };

    private KernelLink AttachProbe(KprobeTarget target, ulong cookie)
    {
        if (target is { IsReturn: true, Offset: not 0 })
            throw new ArgumentException("A return probe is set at a function's entry: leave the offset out.");
        string operation = $"attach program {Name} to {target}";
        if (target is { Function: { } function, Offset: 0 })
            AttachTargets.CheckProbe(function, operation, Parameters);
        else if (target.Function is not null && ReadsStack())
            throw new ArgumentException($"Program {Name} has parameters that lie on the stack, where they are found at a function's entry only: leave the offset out.");
        return Add(KprobeLinks.Attach(this, Loaded, target, operation, cookie));
    }

    /// <summary>Whether a parameter may be one that is not in registers: behind those, or a struct.</summary>
    private bool ReadsStack()
    {
        int registers = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 6 : 8;
        return Parameters.Count > registers || Parameters.Any(static parameter => parameter.Kind == BpfParameterKind.Structure);
    }
}
