namespace BpfSharp.Compiler.Checks;

/// <summary>
/// The helpers that only objects under a licence compatible with the GPL may call: gpl_only of the prototypes in
/// kernel/trace/bpf_trace.c, kernel/bpf/helpers.c and net/core/filter.c. All test kernels are
/// asked about those that programs without a target may call; the writing helpers of iterators are 126, 127 and 150.
/// </summary>
internal static class RestrictedHelpers
{
    // include/linux/license.h, license_is_gpl_compatible().
    private static readonly HashSet<string> s_compatible =
        ["GPL", "GPL v2", "GPL and additional rights", "Dual BSD/GPL", "Dual MIT/GPL", "Dual MPL/GPL"];

    private static readonly HashSet<int> s_numbers =
    [
        4, 6, 22, 25, 27, 35, 36, 45, 55, 56, 67, 69, 100, 110, 112, 113, 114, 115, 119, 126, 127, 150, 158, 163, 165, 169, 170, 171, 172, 173, 175, 176,
        177, 191, 204, 205, 206, 207,
    ];

    public static bool IsCompatible(string license) => s_compatible.Contains(license);

    public static bool Contains(int helper) => s_numbers.Contains(helper);
}
