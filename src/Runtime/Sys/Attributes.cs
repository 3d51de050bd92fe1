using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace BpfSharp.Sys;

// The members of union bpf_attr, one struct a command (include/uapi/linux/bpf.h). Pointers are 64-bit on all architectures.

/// <summary>A name as the kernel takes it: 15 characters of letters, digits, '_' and '.'.</summary>
[InlineArray(Length)]
internal struct ObjectName
{
    private const int Length = 16;
    private byte _first;

    public static ObjectName From(string text)
    {
        ObjectName name = default;
        Span<byte> bytes = name;
        for (int index = 0; index < text.Length && index < Length - 1; index++)
            bytes[index] = char.IsAsciiLetterOrDigit(text[index]) || text[index] == '.' ? (byte)text[index] : (byte)'_';
        return name;
    }

    public override readonly string ToString()
    {
        ReadOnlySpan<byte> bytes = this;
        int end = bytes.IndexOf((byte)0);
        return Encoding.ASCII.GetString(end < 0 ? bytes : bytes[..end]);
    }
}

[StructLayout(LayoutKind.Sequential)]
internal struct MapCreateAttribute
{
    public uint Type;
    public uint KeySize;
    public uint ValueSize;
    public uint MaxEntries;
    public uint Flags;
    public uint InnerMapFd;
    public uint NumaNode;
    public ObjectName Name;
    public uint InterfaceIndex;
    public uint BtfFd;
    public uint BtfKeyTypeId;
    public uint BtfValueTypeId;
    public uint BtfVmlinuxValueTypeId;
    public ulong Extra;
}

[StructLayout(LayoutKind.Sequential)]
internal struct MapElementAttribute
{
    public uint MapFd;
    public uint Padding;
    public ulong Key;
    public ulong Value;
    public ulong Flags;
}

[StructLayout(LayoutKind.Sequential)]
internal struct MapBatchAttribute
{
    public ulong InBatch;
    public ulong OutBatch;
    public ulong Keys;
    public ulong Values;
    public uint Count;
    public uint MapFd;
    public ulong ElementFlags;
    public ulong Flags;
}

[StructLayout(LayoutKind.Sequential)]
internal struct ObjectPathAttribute
{
    public ulong Path;
    public uint Fd;
    public uint FileFlags;
}

/// <summary>Opening by id: maps, BTF.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ObjectIdAttribute
{
    public uint Id;
    public uint NextId;
    public uint OpenFlags;
}

[StructLayout(LayoutKind.Sequential)]
internal struct FdAttribute
{
    public uint Fd;
}

[StructLayout(LayoutKind.Sequential)]
internal struct ProgramLoadAttribute
{
    public ProgramType Type;
    public uint InstructionCount;
    public ulong Instructions;
    public ulong License;
    public uint LogLevel;
    public uint LogSize;
    public ulong LogBuffer;
    public uint KernelVersion;
    public uint Flags;
    public ObjectName Name;
    public uint InterfaceIndex;
    public AttachType ExpectedAttachType;
    public uint BtfFd;
    public uint FunctionInfoRecordSize;
    public ulong FunctionInfo;
    public uint FunctionInfoCount;
    public uint LineInfoRecordSize;
    public ulong LineInfo;
    public uint LineInfoCount;
    public uint AttachBtfId;
    public uint AttachTargetFd;
    public uint CoreRelocationCount;
    public ulong FdArray;
    public ulong CoreRelocations;
    public uint CoreRelocationRecordSize;

    /// <summary>Set by the kernel (6.4): how large the whole log is.</summary>
    public uint LogTrueSize;
}

[StructLayout(LayoutKind.Sequential)]
internal struct BtfLoadAttribute
{
    public ulong Btf;
    public ulong LogBuffer;
    public uint BtfSize;
    public uint LogSize;
    public uint LogLevel;
    public uint Padding;
}

[StructLayout(LayoutKind.Sequential)]
internal struct TestRunAttribute
{
    public uint ProgramFd;
    public uint ReturnValue;
    public uint DataSizeIn;
    public uint DataSizeOut;
    public ulong DataIn;
    public ulong DataOut;
    public uint Repeat;
    public uint Duration;
    public uint ContextSizeIn;
    public uint ContextSizeOut;
    public ulong ContextIn;
    public ulong ContextOut;
}

[StructLayout(LayoutKind.Sequential)]
internal struct RawTracepointOpenAttribute
{
    public ulong Name;
    public uint ProgramFd;
    public uint Padding;
    public ulong Cookie;
}

[StructLayout(LayoutKind.Sequential)]
internal struct LinkCreateAttribute
{
    public uint ProgramFd;
    public uint Target;
    public AttachType AttachType;
    public uint Flags;
    public ulong Cookie;
}

[StructLayout(LayoutKind.Sequential)]
internal struct KprobeMultiLinkAttribute
{
    public uint ProgramFd;
    public uint Target;
    public AttachType AttachType;
    public uint Flags;
    public uint ProbeFlags;
    public uint Count;
    public ulong Symbols;
    public ulong Addresses;
    public ulong Cookies;
}

[StructLayout(LayoutKind.Sequential)]
internal struct TracingLinkAttribute
{
    public uint ProgramFd;
    public uint Target;
    public AttachType AttachType;
    public uint Flags;
    public uint TargetBtfId;
    public uint Padding;
    public ulong Cookie;
}

[StructLayout(LayoutKind.Sequential)]
internal struct IteratorLinkAttribute
{
    public uint ProgramFd;
    public uint Target;
    public AttachType AttachType;
    public uint Flags;
    public ulong Info;
    public uint InfoLength;
    public uint Padding;
}

[StructLayout(LayoutKind.Sequential)]
internal struct IteratorCreateAttribute
{
    public uint LinkFd;
    public uint Flags;
}

[StructLayout(LayoutKind.Sequential)]
internal struct ObjectInfoAttribute
{
    public uint Fd;
    public uint InfoLength;
    public ulong Info;
}

/// <summary>struct perf_event_attr up to PERF_ATTR_SIZE_VER1.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PerfEventAttribute
{
    public uint Type;
    public uint Size;
    public ulong Config;
    public ulong SamplePeriod;
    public ulong SampleType;
    public ulong ReadFormat;
    public ulong Flags;
    public uint WakeupEvents;
    public uint BreakpointType;
    public ulong Config1;
    public ulong Config2;
}
