using System.Text;
using BpfSharp.Objects;
using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>Hands programs to the verifier.</summary>
internal static unsafe class ProgramLoader
{
    private const int FirstLogSize = 1 << 16;
    private const uint StatisticsOnly = 4; // include/linux/bpf_verifier.h, BPF_LOG_STATS
    private const uint SleepableFlag = 1 << 4;

    // The kernel would fill a gigabyte (16 MB before 5.2). Before 6.4 it keeps the beginning of a log that does not fit,
    // and the error is at the end, so that being generous pays.
    private const int LargestLogSize = 1 << 28;

    /// <summary>Loads a linked program.</summary>
    /// <param name="program">Its name, section and kind.</param>
    /// <param name="linked">Its code.</param>
    /// <param name="license">The object's licence.</param>
    /// <param name="btf">The object's types in the kernel; null without.</param>
    /// <exception cref="VerifierException">The verifier refused it.</exception>
    /// <exception cref="BpfUnsupportedException">The kernel does not have the program type.</exception>
    /// <exception cref="BpfException">The kernel refused otherwise.</exception>
    public static FileHandle Load(KernelProgram program, LinkedProgram linked, string license, FileHandle? btf) => Load(program, linked, license, btf, []);

    /// <summary>Loads a linked program, and has the verifier say what that took.</summary>
    /// <param name="program">Its name, section and kind.</param>
    /// <param name="linked">Its code.</param>
    /// <param name="license">The object's licence.</param>
    /// <param name="btf">The object's types in the kernel; null without.</param>
    /// <param name="statistics">Takes the verifier's text, ended by a zero (kernel 5.2); empty for none.</param>
    /// <inheritdoc cref="Load(KernelProgram, LinkedProgram, string, FileHandle?)" path="/exception"/>
    public static FileHandle Load(KernelProgram program, LinkedProgram linked, string license, FileHandle? btf, Span<byte> statistics)
    {
        var kind = program.Kind;
        program.Record = kind.Method == AttachMethod.Tracepoint ? new(program.Parameters, linked) : null;
        using var target = AttachTargets.Find(program);
        using var modules = new ModuleHandles(linked, $"load program {program.Name} ({program.Section})");
        byte[] licenseText = [.. Encoding.UTF8.GetBytes(license), 0];
        fixed (byte* code = linked.Instructions, licensePointer = licenseText, functions = linked.FuncInfo, lines = linked.LineInfo, text = statistics)
        fixed (int* descriptors = modules.Descriptors)
        {
            var attribute = new ProgramLoadAttribute
            {
                Type = kind.Type,
                // A program for many functions is an ordinary kprobe where the kernel has no links for that.
                ExpectedAttachType = kind.Expected == AttachType.TraceKprobeMulti && !KernelFeatures.Probe(BpfFeature.KprobeMulti) ? AttachType.None : kind.Expected,
                AttachBtfId = (uint)target.BtfId,
                AttachTargetFd = target.Object is { } described ? (uint)described.Fd : 0,
                Instructions = (ulong)code,
                InstructionCount = (uint)(linked.Instructions.Length / 8),
                License = (ulong)licensePointer,
                Flags = kind.IsSleepable ? SleepableFlag : 0,
                FdArray = (ulong)descriptors,
            };
            if (KernelFeatures.Probe(BpfFeature.ObjectNames))
                attribute.Name = ObjectName.From(program.Name);
            if (btf is not null)
                AddDebugInfo(ref attribute, linked, btf, functions, lines);
            if (!statistics.IsEmpty)
                (attribute.LogLevel, attribute.LogSize, attribute.LogBuffer) = (StatisticsOnly, (uint)statistics.Length, (ulong)text);
            if (BpfSyscall.Open(BpfCommand.ProgramLoad, ref attribute, out int errno) is { } handle)
                return handle;
            // Only now is a log worth its price; the kernel writes it as slowly as it verifies.
            return LoadWithLog(ref attribute, program, linked, errno);
        }
    }

    private static void AddDebugInfo(ref ProgramLoadAttribute attribute, LinkedProgram linked, FileHandle btf, byte* functions, byte* lines)
    {
        if (linked.FuncInfo.Length == 0)
            return;
        attribute.BtfFd = (uint)btf.Fd;
        attribute.FunctionInfo = (ulong)functions;
        attribute.FunctionInfoRecordSize = (uint)linked.FuncInfoRecordSize;
        attribute.FunctionInfoCount = (uint)(linked.FuncInfo.Length / linked.FuncInfoRecordSize);
        if (linked.LineInfo.Length == 0)
            return;
        attribute.LineInfo = (ulong)lines;
        attribute.LineInfoRecordSize = (uint)linked.LineInfoRecordSize;
        attribute.LineInfoCount = (uint)(linked.LineInfo.Length / linked.LineInfoRecordSize);
    }

    private static FileHandle LoadWithLog(ref ProgramLoadAttribute attribute, KernelProgram program, LinkedProgram linked, int firstErrno)
    {
        int size = FirstLogSize;
        while (true)
        {
            byte[] log = new byte[size];
            FileHandle? handle;
            int errno;
            fixed (byte* buffer = log)
            {
                attribute.LogLevel = 1;
                attribute.LogSize = (uint)size;
                attribute.LogBuffer = (ulong)buffer;
                handle = BpfSyscall.Open(BpfCommand.ProgramLoad, ref attribute, out errno);
            }

            if (handle is not null)
                return handle;
            // Kernels that say how large the log is (6.4) keep its end. Of a program that takes too long to verify, the end is enough:
            // the rest is what was said of a million instructions.
            bool hasEnd = attribute.LogTrueSize > 0 && firstErrno == Errno.E2BIG;
            if (errno == Errno.ENOSPC && size < LargestLogSize && !hasEnd)
            {
                size = attribute.LogTrueSize > (uint)size ? (int)Math.Min(attribute.LogTrueSize, LargestLogSize) : size * 16;
                continue;
            }

            int end = Array.IndexOf(log, (byte)0);
            string text = Encoding.UTF8.GetString(log, 0, end < 0 ? log.Length : end);
            if (errno == Errno.ENOSPC && !hasEnd)
                text += $"\nThe log is longer than {LargestLogSize >> 20} MiB; the kernel may not have given its end.\n";
            throw LoadErrors.Create(program, linked, errno == Errno.ENOSPC ? firstErrno : errno, text);
        }
    }
}
