using System.Runtime.InteropServices;
using System.Text;
using BpfSharp.Btf;
using BpfSharp.Objects;
using Microsoft.Win32.SafeHandles;
using Xunit;

namespace BpfSharp.Runtime.Tests.Objects;

/// <summary>
/// The kernel's opinion, by the bpf system call itself, so that these tests do not depend on the loader whose input
/// they check.
/// </summary>
internal static unsafe partial class KernelJudge
{
    const int MapCreate = 0, ProgramLoad = 5, BtfLoad = 18;

    /// <summary>What kernels of this version take, by the releases that brought it.</summary>
    public static BtfFeatures BtfFeatures { get; } = Since(
        (BtfFeatures.Functions, new(5, 0)), (BtfFeatures.DataSections, new(5, 2)), (BtfFeatures.GlobalFunctions, new(5, 6)), (BtfFeatures.Float, new(5, 13)),
        (BtfFeatures.DeclarationTags, new(5, 16)), (BtfFeatures.TypeTags, new(5, 17)), (BtfFeatures.Enum64, new(6, 0)));

    static BtfFeatures Since(params ReadOnlySpan<(BtfFeatures Feature, Version First)> releases)
    {
        var features = BtfFeatures.None;
        foreach (var (feature, first) in releases)
            if (Environment.OSVersion.Version >= first) features |= feature;
        return features;
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Call(nint number, int command, void* attributes, uint size);

    static SafeFileHandle Bpf(int command, Span<ulong> attributes, byte[] log, string what)
    {
        Assert.SkipUnless(Toolchain.IsRoot && RuntimeInformation.ProcessArchitecture == Architecture.X64, "only root may ask the kernel, and the call's number here is that of x64");
        fixed (ulong* pointer = attributes)
        {
            nint fd = Call(321, command, pointer, (uint)attributes.Length * 8);
            Assert.True(fd >= 0, $"The kernel refuses {what}, errno {Marshal.GetLastPInvokeError()}: {Encoding.UTF8.GetString(log).TrimEnd('\0')}");
            return new SafeFileHandle(fd, ownsHandle: true);
        }
    }

    public static SafeFileHandle LoadBtf(byte[] btf)
    {
        byte[] log = new byte[1 << 20];
        fixed (byte* data = btf, text = log)
            return Bpf(BtfLoad, [(ulong)data, (ulong)text, (uint)btf.Length | (ulong)log.Length << 32, 1], log, "the BTF");
    }

    public static SafeFileHandle CreateMap(MapSpec map, SafeFileHandle btf)
    {
        bool typed = map.KeyTypeId != 0 || map.ValueTypeId != 0;
        return Bpf(MapCreate, [map.Type | (ulong)map.KeySize << 32, map.ValueSize | (ulong)map.MaxEntries << 32, map.Flags,
            0, 0, 0, // NUMA node, name, interface
            (typed ? (uint)btf.DangerousGetHandle() : 0) | (ulong)map.KeyTypeId << 32, (ulong)map.ValueTypeId], [], map.Name);
    }

    /// <summary>What the verifier says of a program made of these instructions, accepted or not.</summary>
    /// <param name="type">The number in enum bpf_prog_type; a socket filter if not said.</param>
    /// <param name="gpl">Whether its licence is compatible with the GPL.</param>
    /// <param name="attachType">The number in enum bpf_attach_type.</param>
    /// <param name="attachBtf">What it attaches to, by its number among the kernel's types.</param>
    /// <param name="flags">Of BPF_F_….</param>
    public static string LogOf(ReadOnlySpan<ulong> instructions, uint type = 1, bool gpl = true, int attachType = 0, int attachBtf = 0, uint flags = 0)
    {
        byte[] log = new byte[4096];
        fixed (ulong* code = instructions)
        fixed (byte* text = log, license = gpl ? "GPL\0"u8 : "Proprietary\0"u8)
        {
            ReadOnlySpan<ulong> attributes = [type | (ulong)instructions.Length << 32, (ulong)code, (ulong)license, 1 | (ulong)log.Length << 32, (ulong)text,
                (ulong)flags << 32, 0, 0, // name
                (ulong)attachType << 32, 0, 0, 0, 0, (ulong)attachBtf << 32];
            fixed (ulong* pointer = attributes)
                new SafeFileHandle(Call(321, ProgramLoad, pointer, (uint)attributes.Length * 8), ownsHandle: true).Dispose();
        }
        return Encoding.UTF8.GetString(log.AsSpan(0, log.IndexOf((byte)0)));
    }

    /// <param name="program">As linked.</param>
    /// <param name="type">The number in enum bpf_prog_type.</param>
    /// <param name="btf">The object's, loaded.</param>
    public static SafeFileHandle LoadProgram(LinkedProgram program, uint type, SafeFileHandle btf)
    {
        byte[] log = new byte[1 << 20];
        fixed (byte* code = program.Instructions, functions = program.FuncInfo, lines = program.LineInfo, text = log, license = "GPL\0"u8)
        {
            uint btfFd = (uint)btf.DangerousGetHandle();
            return Bpf(ProgramLoad, [
                type | (ulong)(program.Instructions.Length / 8) << 32, (ulong)code, (ulong)license, 1 | (ulong)log.Length << 32, (ulong)text,
                0, 0, 0, // version and flags, name
                0, // interface, expected attach type
                btfFd | (ulong)program.FuncInfoRecordSize << 32, (ulong)functions,
                (uint)(program.FuncInfo.Length / Math.Max(1, program.FuncInfoRecordSize)) | (ulong)program.LineInfoRecordSize << 32, (ulong)lines,
                (uint)(program.LineInfo.Length / Math.Max(1, program.LineInfoRecordSize))], log, "the program");
        }
    }
}
