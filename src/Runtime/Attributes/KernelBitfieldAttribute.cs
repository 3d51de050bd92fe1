namespace BpfSharp;

/// <summary>
/// Says that a field of a <see cref="KernelTypeAttribute"/> struct is a bitfield in the kernel, on some kernels at least.
/// Its place, width and sign-extension are found when the program is loaded, so its declared type only has to be wide
/// enough; reading it takes a helper call.
/// </summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class KernelBitfieldAttribute : Attribute;
