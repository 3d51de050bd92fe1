namespace BpfSharp;

/// <summary>
/// Makes a static method stand for a helper of the kernel that BpfSharp has no member for: a call of it in a program is a
/// call of the helper. The method's body is for user space and never compiled for the kernel; mostly it throws.
/// </summary>
/// <remarks>
/// <para>Arguments are passed in order: integers and enums as 64 bits by their own signedness, pointers, the addresses of
/// <c>ref</c>, <c>in</c> and <c>out</c> arguments, and maps of the object, for which a parameter of the map's type or of
/// type <c>object</c> stands. At most five. The result is nothing, an integer, an enum or a pointer.</para>
/// <para>The compiler cannot know what a helper does with what it is given, so the verifier's rules are yours to keep: a
/// pointer that may be null is to be compared with null, what is acquired is to be released. A pointer result is
/// dereferenced directly; one to a <see cref="KernelTypeAttribute"/> is read as kernel memory. That
/// the minimum kernel has the helper (BPF0120) and the licence allows it (BPF0150) is checked.</para>
/// <code>
/// [KernelHelper(118)] // bpf_jiffies64
/// static ulong Jiffies() => throw new NotSupportedException();
/// </code>
/// </remarks>
/// <param name="number">The helper's number, from <c>enum bpf_func_id</c> of the kernel's include/uapi/linux/bpf.h.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KernelHelperAttribute(int number) : Attribute
{
    /// <summary>The helper's number in <c>enum bpf_func_id</c>.</summary>
    public int Number { get; } = number;
}
