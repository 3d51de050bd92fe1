namespace BpfSharp;

/// <summary>
/// Says that an array at the end of a <see cref="KernelTypeAttribute"/> struct has no length in the kernel (<c>T data[]</c> in
/// C). Its elements are read without a check of the index: how many there are is written elsewhere in the struct.
/// </summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class KernelFlexibleArrayAttribute : Attribute;
