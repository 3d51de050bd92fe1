namespace BpfSharp;

/// <summary>
/// Says that a pointer, a parameter's or a field's, is an address of the calling process and not of the kernel
/// (<c>__user</c> in the kernel's source). Dereferencing it, or reading it as kernel memory, is a diagnostic (BPF0206); read
/// it with <see cref="Bpf.TryReadUser{T}"/> or <see cref="Bpf.TryReadUserString{T}"/>. The pointers that system calls are given
/// (<see cref="KsyscallAttribute"/>) are such without it.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Field)]
public sealed class UserMemoryAttribute : Attribute;
