namespace BpfSharp;

internal sealed partial class KernelProgram
{
    public override string? Target => Kind.Target;

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
