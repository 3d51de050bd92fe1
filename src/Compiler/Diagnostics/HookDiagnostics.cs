using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using static BpfSharp.Compiler.Diagnostics.DiagnosticDescriptors;

namespace BpfSharp.Compiler.Diagnostics;

/// <summary>BPF0020–BPF0049: program methods and what they hook.</summary>
internal static class HookDiagnostics
{
    public static readonly DiagnosticDescriptor ProgramShape = Error(
        "BPF0020", "A program must be an ordinary method",
        "'{0}' cannot be a BPF program: {1}");

    public static readonly DiagnosticDescriptor ReturnType = Error(
        "BPF0021", "A program returns int or void",
        "The program '{0}' returns '{1}'; a {2} program returns {3}");

    public static readonly DiagnosticDescriptor Parameter = Error(
        "BPF0022", "The hook cannot give this parameter",
        "The parameter '{0}' of type '{1}' cannot be given to a {2} program: {3}");

    public static readonly DiagnosticDescriptor SeveralHooks = Error(
        "BPF0023", "A program has one hook",
        "'{0}' has more than one hook attribute; write one method for each hook and call a common helper");

    public static readonly DiagnosticDescriptor DuplicateProgram = Error(
        "BPF0024", "Programs need different names",
        "There already is a program named '{0}': the kernel finds programs by name, so they cannot be overloaded");

    public static readonly DiagnosticDescriptor Target = Error(
        "BPF0025", "The hook's target is missing or malformed",
        "[{0}] on '{1}' needs a target: {2}");

    public static readonly DiagnosticDescriptor Fallback = Error(
        "BPF0026", "FallbackFor names no program",
        "FallbackFor = \"{0}\" on '{1}' does not name another program of this class");

    public static readonly DiagnosticDescriptor UnsupportedHook = Error(
        "BPF0027", "The hook is not supported yet",
        "[{0}] cannot be compiled by this version of BpfSharp: {1}");

    public static readonly DiagnosticDescriptor ReturnValueAtEntry = Error(
        "BPF0028", "An entry probe cannot see the return value",
        "'{0}' is the return value, which does not exist yet when a {1} program runs; {2} programs run when it does");

    public static readonly DiagnosticDescriptor ResultNotTaken = Error(
        "BPF0029", "The hook takes no result",
        "The kernel refuses a {1} program that returns anything but 0: '{0}' decides nothing here; make '{2}' void or return 0");

    public static readonly DiagnosticDescriptor UnknownResult = Warning(
        "BPF0030", "The hook does not know this result",
        "'{0}' is no result of a {1} program: they are 0 (abort), 1 (drop), 2 (pass), 3 (send back) and {2} (redirect); the kernel drops the packet of any other");

    public static readonly DiagnosticDescriptor OtherRegisters = Error(
        "BPF0049", "The registers are those of another machine",
        "'{0}' has the registers of {1}, but this object is for {2}, which has '{3}': declare arguments and return values as parameters, which works on both, or give each machine a class of its own");

    public static readonly DiagnosticDescriptor PrototypeDiffers = Error(
        "BPF0208", "The parameter is not what the kernel gives",
        "'{0}' is '{1}', but {2}: the kernel has {3}");

    public static readonly DiagnosticDescriptor NoSuchTarget = Warning(
        "BPF0209", "The kernel has nothing of this name",
        "The kernel has not got {0}, as its types say that the project was built with.{1}");

    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
        [ProgramShape, ReturnType, Parameter, SeveralHooks, DuplicateProgram, Target, Fallback, UnsupportedHook, ReturnValueAtEntry, ResultNotTaken, UnknownResult, OtherRegisters, PrototypeDiffers, NoSuchTarget];
}
