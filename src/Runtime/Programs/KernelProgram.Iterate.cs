using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BpfSharp.Sys;

namespace BpfSharp;

internal sealed partial class KernelProgram
{
    public override IEnumerable<T> Iterate<T>(BpfIteratorScope? scope)
    {
        CheckIterator(scope);
        var output = Parameters.FirstOrDefault(static parameter => parameter.Kind == BpfParameterKind.Output);
        if (output is null && Parameters.Count > 0)
            throw new InvalidOperationException($"Program {Name} has no 'out' parameter, so it writes no records.");
        if (output is not null && output.Size != Unsafe.SizeOf<T>())
            throw new ArgumentException($"Program {Name} writes records of {output.Size} bytes ({output.Name}), {typeof(T).Name} has {Unsafe.SizeOf<T>()}.");
        return Read<T>(scope);
    }

    public override BpfLink AttachIterator(BpfIteratorScope? scope)
    {
        CheckIterator(scope);
        return Add(new KernelLink(this, IteratorLinks.Create(Loaded, scope, $"attach program {Name} ({Section})")));
    }

    private IEnumerable<T> Read<T>(BpfIteratorScope? scope)
        where T : unmanaged
    {
        string operation = $"iterate with program {Name} ({Section})";
        using var link = IteratorLinks.Create(Loaded, scope, operation);
        foreach (T record in IteratorRecords.Read<T>(link, operation))
            yield return record;
    }

    private void CheckIterator(BpfIteratorScope? scope)
    {
        if (Kind.Method != AttachMethod.Iterator)
            throw new InvalidOperationException($"Program {Name} ({Section}) is no iterator.");
        _ = Loaded;
        // Elsewhere the map's descriptor would be taken for a thread's id.
        if (scope?.CgroupPath is not null != (Kind.Target == "cgroup"))
            throw new ArgumentException(Kind.Target == "cgroup" ? $"Program {Name} ({Section}) goes through control groups: say where from, with BpfIteratorScope.Cgroup." : $"Program {Name} ({Section}) does not go through control groups.", nameof(scope));
        if (scope?.Map is not null && Kind.Target is not ("bpf_map_elem" or "bpf_sk_storage_map" or "sockmap"))
            throw new ArgumentException($"Program {Name} ({Section}) does not go through a map's elements, so it cannot be told which map.", nameof(scope));
    }

    public override int Run<T>(ref T context)
    {
        if (Kind.Type != ProgramType.Syscall)
            throw new InvalidOperationException($"Program {Name} ({Section}) is no syscall program: it runs when what it hooks happens.");
        var bytes = MemoryMarshal.AsBytes(new Span<T>(ref context));
        return (int)TestRun(bytes, bytes, 1).ReturnValue;
    }
}
