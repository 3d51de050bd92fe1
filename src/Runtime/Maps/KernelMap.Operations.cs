using BpfSharp.Sys;

namespace BpfSharp;

internal sealed unsafe partial class KernelMap
{
    // BPF_F_LOCK
    private const ulong HoldLock = 4;

    /// <summary>Has the kernel hold an element's lock while it copies the value, so that no program's change is seen half.</summary>
    private ulong LockFlag => (Fields & ValueFields.SpinLock) != 0 ? HoldLock : 0;

    internal override int Lookup(void* key, void* value) => Element(BpfCommand.MapLookup, key, value, LockFlag);

    internal override int Update(void* key, void* value, BpfUpdateMode mode) => Element(BpfCommand.MapUpdate, key, value, (ulong)mode | LockFlag);

    internal override int Delete(void* key) => Element(BpfCommand.MapDelete, key, null, 0);

    internal override int LookupAndDelete(void* key, void* value) => Element(BpfCommand.MapLookupAndDelete, key, value, LockFlag);

    internal override int NextKey(void* key, void* next) => Element(BpfCommand.MapNextKey, key, next, 0);

    internal override int ReadBatch(ref BatchCursor cursor, void* keys, void* values, ref int count)
    {
        // Other kinds store a whole key in the cursor, however long it is, and start over without notice when that key is removed.
        if (!HasSteadyBatches)
            return Errno.ENOTSUPP;
        ulong position = cursor.Position, next = 0;
        var attribute = new MapBatchAttribute
        {
            InBatch = cursor.IsStarted ? (ulong)&position : 0,
            OutBatch = (ulong)&next,
            Keys = (ulong)keys,
            Values = (ulong)values,
            Count = (uint)count,
            ElementFlags = LockFlag,
        };
        int errno = Call(BpfCommand.MapLookupBatch, ref attribute, ref attribute.MapFd);
        count = errno is 0 or Errno.ENOENT ? (int)attribute.Count : 0;
        if (errno == 0)
            cursor = new() { Position = next, IsStarted = true };
        return errno == Errno.EINVAL && !KernelFeatures.Probe(BpfFeature.BatchOperations) ? Errno.ENOTSUPP : errno;
    }

    internal override int WriteBatch(void* keys, void* values, ref int count) => Batch(BpfCommand.MapUpdateBatch, keys, values, ref count);

    internal override int DeleteBatch(void* keys, ref int count) => Batch(BpfCommand.MapDeleteBatch, keys, null, ref count);

    private int Batch(BpfCommand command, void* keys, void* values, ref int count)
    {
        if (!HasSteadyBatches || !KernelFeatures.Probe(BpfFeature.BatchOperations))
            return Errno.ENOTSUPP;
        var attribute = new MapBatchAttribute { Keys = (ulong)keys, Values = (ulong)values, Count = (uint)count, ElementFlags = values is null ? 0 : LockFlag };
        int errno = Call(command, ref attribute, ref attribute.MapFd);
        count = (int)attribute.Count;
        return errno;
    }

    private bool HasSteadyBatches => Type is BpfMapType.Hash or BpfMapType.LruHash or BpfMapType.PerCpuHash or BpfMapType.LruPerCpuHash
        or BpfMapType.Array or BpfMapType.PerCpuArray;

    private int Element(BpfCommand command, void* key, void* value, ulong flags)
    {
        var attribute = new MapElementAttribute { Key = (ulong)key, Value = (ulong)value, Flags = flags };
        return Call(command, ref attribute, ref attribute.MapFd);
    }

    /// <summary>Calls with the descriptor held open: closing it now could hand its number to another file.</summary>
    private int Call<T>(BpfCommand command, ref T attribute, ref uint fd)
        where T : unmanaged
    {
        using var held = new HeldHandle(Handle);
        fd = (uint)held.Fd;
        int result = BpfSyscall.Call(command, ref attribute);
        return result < 0 ? -result : 0;
    }
}
