namespace BpfSharp.Compiler.Emit;

/// <summary>
/// What helper calls do to the program's memory, so that LLVM may move and drop stores around them. In the words of
/// LLVM 15, which later versions still read. A helper that is not listed may do anything: those on maps change values
/// that programs hold pointers to.
/// </summary>
internal static class HelperEffects
{
    /// <summary>Attribute group of calls that touch nothing of the program's.</summary>
    public const string NoneGroup = " #1";

    /// <summary>Attribute group of calls that touch what their arguments point to.</summary>
    public const string ArgumentsGroup = " #2";

    public const string Groups =
        "attributes #1 = { inaccessiblememonly nounwind }\n" +
        "attributes #2 = { inaccessiblemem_or_argmemonly nounwind }\n";

    /// <summary>
    /// What a helper does with an argument, as an attribute behind its type: maps and ring buffers copy keys and values,
    /// and keep no pointer to them.
    /// </summary>
    public static string ArgumentAttributes(int helper, int index) => (helper, index) switch
    {
        // map_lookup_elem, map_update_elem, map_delete_elem, map_push_elem, ringbuf_output
        // and, behind map and flags, perf_event_output
        (1 or 2 or 3 or 87 or 130, 1) or (2, 2) or (25, 3) => "nocapture readonly ",
        _ => "",
    };

    /// <summary>By the number in <c>enum bpf_func_id</c> (include/uapi/linux/bpf.h).</summary>
    public static string GroupOf(int helper) => helper switch
    {
        // ktime_get_ns, get_prandom_u32, get_smp_processor_id, get_current_pid_tgid, get_current_uid_gid,
        // get_current_task, get_current_cgroup_id, ktime_get_boot_ns
        5 or 7 or 8 or 14 or 15 or 35 or 80 or 125 => NoneGroup,
        // trace_printk, get_current_comm, probe_read_user, probe_read_kernel
        // probe_read_user_str, probe_read_kernel_str
        6 or 16 or 112 or 113 or 114 or 115 => ArgumentsGroup,
        _ => "",
    };
}
