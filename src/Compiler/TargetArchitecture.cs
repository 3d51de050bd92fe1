namespace BpfSharp.Compiler;

/// <summary>The machine an object runs on. BPF code is the same everywhere; where the kernel saved the registers is not.</summary>
internal enum TargetArchitecture
{
    X64,
    Arm64,
}
