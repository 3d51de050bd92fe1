namespace BpfSharp.Compiler;

/// <summary>The machine an object runs on. BPF code is the same everywhere; where the kernel saved the registers is not.</summary>
internal enum TargetArchitecture
{
    X64,
    Arm64,
}

internal static class TargetArchitectureNames
{
    /// <summary>The name that objects, files and properties use.</summary>
    public static string Name(this TargetArchitecture architecture) => architecture == TargetArchitecture.Arm64 ? "arm64" : "x64";
}
