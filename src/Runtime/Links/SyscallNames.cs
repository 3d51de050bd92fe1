using System.Runtime.InteropServices;
using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>What kernels call the functions of system calls.</summary>
internal static class SyscallNames
{
    /// <summary>
    /// The possible names, likeliest first. All kernels for x64 and arm64 that this library supports have wrappers that
    /// take the registers of user space, which is what programs are compiled for. Elsewhere the function that takes the
    /// arguments themselves may be the only one; a program that reads none of them may use it.
    /// </summary>
    public static IEnumerable<string> Candidates(string name)
    {
        yield return LinuxConstants.SyscallFunctionPrefix + name;
        if (RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64)
            yield break;
        yield return "__se_sys_" + name;
        yield return "sys_" + name;
    }

    public static BpfUnsupportedException Unknown(string name, int errno, string operation)
    {
        string prefix = LinuxConstants.SyscallFunctionPrefix;
        var known = KernelSymbols.Functions()
            .Where(function => function.StartsWith(prefix, StringComparison.Ordinal))
            .Select(function => function[prefix.Length..]);
        string bare = name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : name.StartsWith("sys_", StringComparison.Ordinal) ? name[4..] : name;
        if (bare != name && known.Contains(bare))
            return new(null, errno, operation, $"The kernel has no system call {name}; it is named without what kernels put before it: [Ksyscall(\"{bare}\")].");
        string advice = $"The kernel has no system call {name} ({prefix}{name}).{NearNames.Suggest(name, known)} " +
            "The kernel's own names count, which may differ from those of the C library: newfstatat, not fstatat. A kernel may also be built without some.";
        return new(null, errno, operation, advice);
    }
}
