using BpfSharp.Sys;

namespace BpfSharp;

internal sealed partial class KernelProgram
{
    public override string? Target => Kind.Target;

    /// <summary>What a tracepoint's record must be like; null for other programs, and until they are loaded.</summary>
    public TracepointRecord? Record { get; set; }

    /// <summary>The program that this one replaces, or of whose functions one; null for none.</summary>
    public KernelProgram? Replaced { get; private set; }

    public override void SetTarget(BpfProgram program, string? function)
    {
        ArgumentNullException.ThrowIfNull(program);
        CheckReplaces();
        _ = program.Handle; // says so when it is not loaded, or simulated
        if (function is not null)
            SetTarget(function);
        lock (_gate)
        {
            if (IsLoaded)
                throw new InvalidOperationException($"Program {Name} is loaded already: set its target before Load() or Attach().");
            Replaced = (KernelProgram)program;
        }
    }

    public override BpfLink AttachToProgram(BpfProgram program, string? function)
    {
        ArgumentNullException.ThrowIfNull(program);
        CheckReplaces();
        var handle = Loaded;
        _ = program.Handle; // says so when it is not loaded, or simulated
        string operation = $"attach program {Name} to program {program.Name}";
        using var target = ReplacedFunctions.Find((KernelProgram)program, function ?? Kind.Target, operation);
        return Add(TracingLinks.AttachToProgram(this, handle, target, operation));
    }

    /// <summary>By naming the place, as the kernel forgets the one that the program was verified for when it is attached anywhere.</summary>
    private KernelLink AttachReplacement(FileHandle program, string operation, ulong cookie)
    {
        if (cookie != 0)
            throw new BpfUnsupportedException(null, 0, operation, "A program in the place of another has no cookie: attach with 0.");
        using var target = ReplacedFunctions.Find(this);
        return TracingLinks.AttachToProgram(this, program, target, operation);
    }

    private void CheckReplaces()
    {
        if (Kind.Method != AttachMethod.Replacement)
            throw new InvalidOperationException($"Program {Name} ({Section}) takes no other program's place: that is what [Freplace] programs do.");
    }

    public override void SetTarget(string target)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(target);
        lock (_gate)
        {
            if (IsLoaded)
                throw new InvalidOperationException($"Program {Name} is loaded already: set its target before Load() or Attach().");
            if (Kind.Method == AttachMethod.None)
                throw new InvalidOperationException($"Program {Name} ({Section}) attaches to nothing that has a name: use {ExplicitWay()}.");
            Kind = Kind with { Target = target };
        }
    }
}
