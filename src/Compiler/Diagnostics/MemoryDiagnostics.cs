using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using static BpfSharp.Compiler.Diagnostics.DiagnosticDescriptors;

namespace BpfSharp.Compiler.Diagnostics;

/// <summary>BPF0200–BPF0299: pointers, references and kernel memory.</summary>
internal static class MemoryDiagnostics
{
    public static readonly DiagnosticDescriptor KernelWrite = Error(
        "BPF0200", "Kernel memory cannot be written",
        "'{0}' is kernel memory, which a BPF program may read but not write");

    public static readonly DiagnosticDescriptor KernelReference = Error(
        "BPF0201", "Kernel memory cannot be referenced",
        "A 'ref' to '{0}' cannot be taken: it is kernel memory; read its value, or take its address with '&'");

    public static readonly DiagnosticDescriptor UnknownPointer = Error(
        "BPF0202", "It is not known what the pointer points to",
        "'{0}' cannot be dereferenced: the compiler does not know whether it points to the stack, a map or the kernel; {1}");

    public static readonly DiagnosticDescriptor MixedPointer = Error(
        "BPF0203", "One pointer variable, two kinds of memory",
        "'{0}' is given addresses of kernel memory and of the program's own memory; use two variables");

    public static readonly DiagnosticDescriptor ReadOnlyGlobal = Error(
        "BPF0204", "Read-only globals are set before load",
        "'{0}' is read-only in the program: user space sets it in the object's initialiser before load");

    public static readonly DiagnosticDescriptor NoKernelType = Error(
        "BPF0205", "The question is not about a kernel type",
        "'{0}' cannot be asked of the kernel: {1}");

    public static readonly DiagnosticDescriptor OtherMemory = Error(
        "BPF0206", "User and kernel memory are read by different helpers",
        "'{0}' is {1}, and cannot be read like this; {2}");

    public static readonly DiagnosticDescriptor NamelessType = Error(
        "BPF0207", "The kernel's type has no name",
        "'{0}' cannot be found at load: '{1}' has no name in the kernel, so that its fields are only known from the struct around it; go there from that struct");

    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
        [KernelWrite, KernelReference, UnknownPointer, MixedPointer, ReadOnlyGlobal, NoKernelType, OtherMemory, NamelessType];
}
