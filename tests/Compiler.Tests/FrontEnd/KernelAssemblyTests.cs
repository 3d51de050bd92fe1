using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace BpfSharp.Compiler.Tests.FrontEnd;

/// <summary>Types of the reference assembly that the build makes of a kernel's types, beside the same types declared by hand.</summary>
public sealed class KernelAssemblyTests
{
    private const string All = """
        using BpfSharp;
        using System.Runtime.CompilerServices;
        namespace BpfSharp.Kernel
        {
            [KernelType("task_struct")] public unsafe struct task_struct
            {
                public long flags; public list_head tasks; public int pid, tgid; public task_struct* real_parent; public mm_struct* mm; public Comm comm;
                [KernelBitfield] public uint sched_reset_on_fork; public union_of both; public atomic_t usage; public nested__type nested; public KernelArrays.pids pids;
                [KernelFlexibleArray] public fixed byte tail[1];
                [KernelType("")] public struct nested__type { public short unused, used; }
            }
            [KernelType("list_head")] public unsafe struct list_head { public list_head* next, prev; }
            [KernelType("mm_struct")] public unsafe struct mm_struct { public task_struct* owner; public pgd_t* pgd; public ulong start_code; }
            [KernelType("pgd_t", IsTypedef = true)] public struct pgd_t { public ulong pgd; }
            [KernelType("atomic_t", IsTypedef = true)] public struct atomic_t { public int counter; }
            [KernelType("union_of", IsUnion = true)] public struct union_of { public long whole; public int half; }
            [KernelType("pid")] public struct pid { public int level; }
            [KernelType("pid_type")] public enum pid_type : uint { PIDTYPE_PID, PIDTYPE_TGID }
            public static class KernelArrays { [InlineArray(4)] public struct pids { public KernelPointer<pid> Element0; } }
        }
        """;

    private const string Program = """
        [BpfObject]
        sealed unsafe partial class Probe
        {
            public partial ref long Sum { get; }
            [Kprobe("x")] int Probed(task_struct* task) => Look(task);
            [Iterator("task")] bool Trusted(task_struct* task, out int o) { o = Look(task); return true; }
            int Look(task_struct* task)
            {
                Sum += task->tgid + task->real_parent->pid + (long)task->mm->start_code + task->sched_reset_on_fork;
                Sum += task->both.half + task->usage.counter + task->nested.used + task->pids[2].Value->level + task->tail[9];
                Sum += KernelType.SizeOf<task_struct>() + KernelType.FieldOffset(task->nested.used) + KernelType.EnumValue(pid_type.PIDTYPE_TGID);
                atomic_t* counter = &task->usage;
                union_of* both = &task->both;
                return counter->counter + (int)both->whole + (KernelType.Exists<pgd_t>() ? 1 : 0);
            }
        }
        """;

    // In the order of their use; of what is only pointed to, nothing.
    private const string ByHand = """

        [KernelType("task_struct")] unsafe struct task_struct
        {
            public int tgid; public task_struct* real_parent; public int pid; public mm_struct* mm; [KernelBitfield] public uint sched_reset_on_fork;
            public union_of both; public atomic_t usage; public nested nested; public pids pids; [KernelFlexibleArray] public fixed byte tail[1];
        }
        [KernelType("")] struct nested { public short used; }
        [KernelType("mm_struct")] struct mm_struct { public ulong start_code; }
        [KernelType("pgd_t", IsTypedef = true)] struct pgd_t { public ulong pgd; }
        [KernelType("atomic_t", IsTypedef = true)] struct atomic_t { public int counter; }
        [KernelType("union_of", IsUnion = true)] struct union_of { public int half; public long whole; }
        [KernelType("pid")] struct pid { public int level; }
        [KernelType("pid_type")] enum pid_type : uint { PIDTYPE_PID, PIDTYPE_TGID }
        [InlineArray(4)] struct pids { public KernelPointer<pid> Element0; }
        """;

    private static readonly MetadataReference s_kernel = Emit();

    private static MetadataReference Emit()
    {
        var file = new MemoryStream();
        var result = FrontEndTest.Compilation(All).WithAssemblyName("BpfSharp.Kernel").Emit(file, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        return MetadataReference.CreateFromImage(file.ToArray());
    }

    /// <summary>What an access is made of, and what it is looked for by: the object is the same, but for the fields that one type describes and the other does not.</summary>
    [Fact]
    public void The_object_is_that_of_types_declared_by_hand()
    {
        CompilerOptions options = new(EmbedSource: false, MinimumKernel: new Version(5, 12));
        string assembly = FrontEndTest.Source("using BpfSharp.Kernel;" + Program).With(s_kernel).With(options).Check().ModuleText!;
        string byHand = FrontEndTest.Source(Program + ByHand).With(options).Check().ModuleText!;
        // The first has no description of a typedef's struct that it does not look into.
        Assert.Equal(Code(byHand), Code(assembly));
        Assert.Equal(Regex.Count(byHand, "preserve"), Regex.Count(assembly, "preserve"));
        Assert.True(Regex.Count(assembly, @"preserve\.(struct|union|array)\.access") > 20);
    }

    [Fact]
    public void Only_what_is_used_is_described()
    {
        string text = FrontEndTest.Source("using BpfSharp.Kernel;" + Program).With(s_kernel).Check().ModuleText!;
        Assert.Contains("\"real_parent\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("list_head", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"unused\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"owner\"", text, StringComparison.Ordinal);
    }

    /// <summary>At run time there is no such assembly, so nothing that user space has may be of its types.</summary>
    [Theory]
    [InlineData("[BpfMap(MaxEntries = 4096)] public partial RingBuffer<task_struct> {|BPF0013:M|} { get; }")]
    [InlineData("[BpfMap(MaxEntries = 4)] public partial HashMap<int, pid_type> {|BPF0013:M|} { get; }")]
    [InlineData("[BpfMap(MaxEntries = 4)] public partial ArrayMap<Event> {|BPF0013:M|} { get; } public struct Event { public int A; public atomic_t B; }")]
    [InlineData("public partial ref atomic_t {|BPF0013:G|} { get; }")]
    public void What_user_space_sees_cannot_be_of_the_kernels_types(string member)
    {
        CompilationResult result = FrontEndTest.Source("using BpfSharp.Kernel;\n[BpfObject] sealed unsafe partial class Probe { " + member + " [SocketFilter] int F() => 0; }").With(s_kernel).Check();
        Assert.Contains("reference assembly", Assert.Single(result.Diagnostics).GetMessage(), StringComparison.Ordinal);
    }

    /// <summary>The code alone, its metadata left out.</summary>
    private static string Code(string module) =>
        string.Join('\n', module.Split('\n').Where(line => !line.StartsWith('!')).Select(line => Regex.Replace(line, "![0-9]+", "!")));
}
