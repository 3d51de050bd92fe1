namespace BpfSharp;

/// <summary>
/// Says that a program's parameter is the return value of what it hooks. Programs that run before there is one
/// (<see cref="KprobeAttribute"/>, <see cref="KsyscallAttribute"/>) cannot have such a parameter (BPF0028); in a
/// <see cref="KretprobeAttribute"/> program the parameter is the return value anyway.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ReturnValueAttribute : Attribute;
