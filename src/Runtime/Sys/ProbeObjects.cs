using System.Text;

namespace BpfSharp.Sys;

/// <summary>Creates and at once closes tiny programs and maps.</summary>
internal static unsafe class ProbeObjects
{
    private static readonly byte[] License = "GPL\0"u8.ToArray();

    public static bool CanLoad(
        ProgramType type,
        Instruction[] instructions,
        string? name = null,
        AttachType expected = AttachType.None,
        int attachBtfId = 0,
        uint flags = 0)
    {
        using var handle = Load(type, instructions, name, expected, attachBtfId, flags, [], out _);
        return handle is not null;
    }

    public static bool KnowsHelper(ProgramType type, int helper)
    {
        byte[] log = new byte[4096];
        using var handle = Load(type, [Instruction.Call(helper), Instruction.Exit()], null, AttachType.None, 0, 0, log, out _);
        // Its arguments are missing, so loading fails one way or the other; only what the verifier says tells them apart.
        string text = Encoding.ASCII.GetString(log);
        return !text.Contains("invalid func", StringComparison.Ordinal) && !text.Contains("unknown func", StringComparison.Ordinal);
    }

    /// <summary>A kprobe program that does nothing; null when the kernel refuses it.</summary>
    public static FileHandle? LoadKprobe(AttachType expected) =>
        Load(ProgramType.Kprobe, [Instruction.MoveImmediate(0, 0), Instruction.Exit()], null, expected, 0, 0, [], out _);

    public static bool CanCreateMap(BpfMapType type, uint keySize, uint valueSize, uint maxEntries, BpfMapFlags flags = BpfMapFlags.None)
    {
        using var handle = CreateMap(type, keySize, valueSize, maxEntries, flags);
        return handle is not null;
    }

    public static bool CanCreateMapOfMaps(BpfMapType type)
    {
        using var inner = CreateMap(BpfMapType.Array, 4, 4, 1, BpfMapFlags.None);
        if (inner is null)
            return false;
        var attribute = new MapCreateAttribute { Type = (uint)type, KeySize = 4, ValueSize = 4, MaxEntries = 1, InnerMapFd = (uint)inner.Fd };
        using var handle = BpfSyscall.Open(BpfCommand.MapCreate, ref attribute, out _);
        return handle is not null;
    }

    public static bool CanFreezeMap()
    {
        using var handle = CreateMap(BpfMapType.Array, 4, 4, 1, BpfMapFlags.None);
        if (handle is null)
            return false;
        var attribute = new FdAttribute { Fd = (uint)handle.Fd };
        return BpfSyscall.Call(BpfCommand.MapFreeze, ref attribute) >= 0;
    }

    public static bool CanReadBatches()
    {
        using var handle = CreateMap(BpfMapType.Hash, 4, 4, 1, BpfMapFlags.None);
        if (handle is null)
            return false;
        uint key, value;
        ulong position;
        var attribute = new MapBatchAttribute
        {
            OutBatch = (ulong)&position, Keys = (ulong)&key, Values = (ulong)&value, Count = 1, MapFd = (uint)handle.Fd,
        };
        return BpfSyscall.Call(BpfCommand.MapLookupBatch, ref attribute) is 0 or -Errno.ENOENT;
    }

    public static bool CanLinkPerfEvents(Instruction[] instructions)
    {
        using var handle = Load(ProgramType.Tracepoint, instructions, null, AttachType.None, 0, 0, [], out _);
        if (handle is null)
            return false;
        // A kernel that has these links gets as far as looking at the (absent) perf event.
        var attribute = new LinkCreateAttribute { ProgramFd = (uint)handle.Fd, Target = uint.MaxValue, AttachType = AttachType.PerfEvent };
        return BpfSyscall.Call(BpfCommand.LinkCreate, ref attribute) == -Errno.EBADF;
    }

    internal static FileHandle? CreateMap(BpfMapType type, uint keySize, uint valueSize, uint maxEntries, BpfMapFlags flags)
    {
        var attribute = new MapCreateAttribute
        {
            Type = (uint)type, KeySize = keySize, ValueSize = valueSize, MaxEntries = maxEntries, Flags = (uint)flags,
        };
        return BpfSyscall.Open(BpfCommand.MapCreate, ref attribute, out _);
    }

    private static FileHandle? Load(
        ProgramType type, Instruction[] instructions, string? name, AttachType expected, int attachBtfId, uint flags, byte[] log, out int errno)
    {
        fixed (Instruction* code = instructions)
        fixed (byte* license = License, logBuffer = log)
        {
            var attribute = new ProgramLoadAttribute
            {
                Type = type,
                Instructions = (ulong)code,
                InstructionCount = (uint)instructions.Length,
                License = (ulong)license,
                Flags = flags,
                Name = ObjectName.From(name ?? ""),
                ExpectedAttachType = expected,
                AttachBtfId = (uint)attachBtfId,
                LogLevel = log.Length > 0 ? 1u : 0,
                LogSize = (uint)log.Length,
                LogBuffer = log.Length > 0 ? (ulong)logBuffer : 0,
            };
            return BpfSyscall.Open(BpfCommand.ProgramLoad, ref attribute, out errno);
        }
    }
}
