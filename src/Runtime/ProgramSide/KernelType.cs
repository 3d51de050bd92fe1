using System.Runtime.CompilerServices;

namespace BpfSharp;

/// <summary>
/// What the running kernel's types are like, asked in a program and answered when it is loaded (CO-RE): which fields,
/// types and enumerators this kernel has. Code behind a question that is answered no is dead, and may use what is missing.
/// </summary>
/// <remarks>
/// <code>
/// int state = KernelType.FieldExists(task->__state) ? task->__state : ((OldTask*)task)->state;
/// </code>
/// where <c>OldTask</c> is another struct marked <c>[KernelType("task_struct___old")]</c>: what follows three underscores
/// is a flavour, which only tells such declarations apart. On the CLR, where there is no kernel, everything exists and is
/// as declared.
/// </remarks>
public static unsafe class KernelType
{
    /// <summary>Whether the kernel has the type: a struct or enum marked <see cref="KernelTypeAttribute"/>.</summary>
    /// <typeparam name="T">The type.</typeparam>
    public static bool Exists<T>()
        where T : unmanaged => true;

    /// <summary>
    /// Whether the kernel has the type with all the fields that are declared, each of the declared type; of a type of
    /// <c>BpfSharp.Kernel</c>, with those that the class uses.
    /// </summary>
    /// <typeparam name="T">The type.</typeparam>
    public static bool Matches<T>()
        where T : unmanaged => true;

    /// <summary>The type's size in the kernel, in bytes; 0 when the kernel does not have it.</summary>
    /// <typeparam name="T">The type.</typeparam>
    public static int SizeOf<T>()
        where T : unmanaged => sizeof(T);

    /// <summary>The type's id in the kernel's BTF, as helpers such as <c>bpf_snprintf_btf</c> want it; 0 when the kernel does not have it.</summary>
    /// <typeparam name="T">The type.</typeparam>
    public static uint IdOf<T>()
        where T : unmanaged => 0;

    /// <summary>Whether the kernel's type has a field of that name and a type that agrees. The field is named, not read.</summary>
    /// <typeparam name="T">The field's type.</typeparam>
    /// <param name="field">The field, through any pointer or value: <c>task->start_time</c>, <c>default(TaskStruct).start_time</c>.</param>
    public static bool FieldExists<T>(in T field)
        where T : unmanaged => true;

    /// <summary>Whether the kernel's type has a field that is a pointer.</summary>
    /// <param name="field">The field: <c>task->real_parent</c>.</param>
    public static bool FieldExists(void* field) => true;

    /// <summary>The field's size in the kernel, in bytes.</summary>
    /// <typeparam name="T">The field's type.</typeparam>
    /// <param name="field">The field; it is named, not read.</param>
    public static int FieldSize<T>(in T field)
        where T : unmanaged => sizeof(T);

    /// <summary>The field's place in the kernel's type, in bytes from its beginning.</summary>
    /// <typeparam name="T">The field's type.</typeparam>
    /// <param name="field">The field; it is named, not read.</param>
    /// <exception cref="InvalidOperationException">Not in a program: only a kernel has such places.</exception>
    public static int FieldOffset<T>(in T field)
        where T : unmanaged => throw NoKernel();

    /// <summary>The pointer field's place in the kernel's type, in bytes from its beginning.</summary>
    /// <param name="field">The field; it is named, not read.</param>
    /// <exception cref="InvalidOperationException">Not in a program: only a kernel has such places.</exception>
    public static int FieldOffset(void* field) => throw NoKernel();

    /// <summary>Whether the kernel's enum has an enumerator of that name.</summary>
    /// <typeparam name="T">An enum marked <see cref="KernelTypeAttribute"/>.</typeparam>
    /// <param name="enumerator">The enumerator, by name: <c>PidType.PIDTYPE_TGID</c>.</param>
    public static bool EnumExists<T>(T enumerator)
        where T : unmanaged, Enum => true;

    /// <summary>The enumerator's value in the kernel, whatever it is declared with.</summary>
    /// <typeparam name="T">An enum marked <see cref="KernelTypeAttribute"/>.</typeparam>
    /// <param name="enumerator">The enumerator, by name: <c>PidType.PIDTYPE_TGID</c>.</param>
    public static long EnumValue<T>(T enumerator)
        where T : unmanaged, Enum => sizeof(T) switch
        {
            1 => Unsafe.BitCast<T, sbyte>(enumerator),
            2 => Unsafe.BitCast<T, short>(enumerator),
            4 => Unsafe.BitCast<T, int>(enumerator),
            _ => Unsafe.BitCast<T, long>(enumerator),
        };

    private static InvalidOperationException NoKernel() => new("Where a kernel has its fields is only known in a program that it runs.");
}
