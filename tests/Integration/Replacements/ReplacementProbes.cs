namespace BpfSharp.Integration.Replacements;

/// <summary>The context of XDP programs, by its name in the kernel.</summary>
[KernelType("xdp_md")]
internal struct XdpContext
{
    public uint data, data_end;
}

/// <summary>In place of a function of C's.</summary>
[BpfObject]
internal sealed unsafe partial class AnswerReplacement
{
    public partial ref int Seen { get; }

    [Freplace("answer")]
    int Double(XdpContext* context, int number)
    {
        Seen++;
        return context->data_end > context->data ? number * 2 : -1;
    }
}

/// <summary>A program of C#'s, and what takes its place.</summary>
[BpfObject]
internal sealed unsafe partial class OriginalProgram
{
    [Xdp]
    int Original(XdpContext* context) => context->data_end > context->data ? 2 : 0;
}

[BpfObject]
internal sealed unsafe partial class ProgramReplacement
{
    public partial int Answer { get; init; }

    [Freplace("Original")]
    int Instead(XdpContext* context) => Answer;
}

/// <summary>Calls what XDP programs may from a kernel between 6.1 and 6.12 on.</summary>
[BpfObject]
internal sealed unsafe partial class CallingReplacement
{
#pragma warning disable BPF0154 // the kernel is to say it
    [Freplace("Original")]
    int Instead(XdpContext* context) => Bpf.CurrentPid == 0 ? 1 : 3;
#pragma warning restore BPF0154
}

/// <summary>One number more than the function has.</summary>
[BpfObject]
internal sealed unsafe partial class WrongReplacement
{
    [Freplace("answer")]
    int Double(XdpContext* context, int number, int more) => number + more;
}

[BpfObject]
internal sealed unsafe partial class MisspeltReplacement
{
    [Freplace("anser")]
    int Double(XdpContext* context, int number) => number;
}
