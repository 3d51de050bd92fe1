namespace BpfSharp.Objects;

/// <summary>A field of a tracepoint's record that a program reads. Which tracepoints have the record, the kernel's types do not say.</summary>
/// <param name="Instruction">Its index in the linked program.</param>
/// <param name="Type">The record's local type: <c>struct trace_event_raw_sched_switch</c>.</param>
/// <param name="Field">As a person would write it: <c>prev_comm[3]</c>.</param>
/// <param name="Offset">Bytes from the record's start, in the running kernel.</param>
/// <param name="Size">Bytes that are read at once; of an array, one element.</param>
internal sealed record RecordAccess(int Instruction, string Type, string Field, int Offset, int Size)
{
    /// <summary>What the names of records begin with (include/trace/stages/stage1_struct_define.h).</summary>
    public static ReadOnlySpan<byte> Prefix => "trace_event_raw_"u8;
}
