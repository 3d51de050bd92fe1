using System.Globalization;
using System.Runtime.InteropServices;
using BpfSharp.Compiler.Llvm.Interop;

namespace BpfSharp.Compiler.Llvm;

/// <summary>The libLLVM this process has loaded.</summary>
/// <param name="Path">The file, symbolic links resolved.</param>
/// <param name="Version">For example <c>19.1.7</c>; <c>15</c> alone for LLVM 15, which cannot say more of itself.</param>
internal sealed record LlvmLibrary(string Path, string Version)
{
    public const int Oldest = 15, Newest = 22;

    /// <summary>Names a libLLVM to use in place of all others: a path, or a name the dynamic linker knows.</summary>
    public const string OverrideVariable = "BPFSHARP_LIBLLVM";

    /// <summary>What distributions call the library, best first. Upstream's name changed with LLVM 18.1; Debian and Fedora keep the old form as well.</summary>
    static readonly string[] Names =
    [
        "libLLVM.so.22.1", "libLLVM.so.21.1", "libLLVM.so.20.1", "libLLVM.so.19.1", "libLLVM.so.18.1",
        "libLLVM-19.so", "libLLVM-18.so.1", "libLLVM-18.so", "libLLVM-17.so.1", "libLLVM-17.so", "libLLVM-16.so.1", "libLLVM-16.so", "libLLVM-15.so.1", "libLLVM-15.so",
        // Too old to use, but worth telling apart from none at all.
        "libLLVM-14.so.1", "libLLVM-14.so",
    ];

    public int Major => int.Parse(Version.AsSpan(0, Version.IndexOf('.') is var dot and >= 0 ? dot : Version.Length), CultureInfo.InvariantCulture);

    /// <summary>Loads the first usable library; on failure <paramref name="problem"/> says what was found instead and what to do.</summary>
    public static LlvmLibrary? Load(out string problem)
    {
        string? chosen = Environment.GetEnvironmentVariable(OverrideVariable);
        string found = "";
        foreach (string name in string.IsNullOrEmpty(chosen) ? Names : [chosen])
        {
            if (!NativeLibrary.TryLoad(name, out nint handle)) continue;
            if (Check(handle, out string version) is not { } fault)
            {
                NativeLibrary.SetDllImportResolver(typeof(LLVM).Assembly, (library, _, _) => library == LLVM.Library ? handle : 0);
                problem = "";
                return new LlvmLibrary(FileOf(handle, name), version);
            }
            if (found.Length == 0) found = $"{name} is installed but {fault}. ";
            NativeLibrary.Free(handle);
        }
        problem = string.IsNullOrEmpty(chosen)
            ? $"LLVM {Oldest} to {Newest} was not found. {found}{InstallHint.ForThisSystem()}"
            : $"The environment variable {OverrideVariable} names '{chosen}', which cannot be used: {(found.Length == 0 ? "it cannot be loaded. " : found)}Correct it, or unset it to let the installed LLVM be found.";
        return null;
    }

    static string? Check(nint handle, out string version)
    {
        version = VersionOf(handle);
        if (version.Length == 0) return $"older than LLVM {Oldest}";
        if (int.Parse(version.Split('.')[0], CultureInfo.InvariantCulture) is < Oldest or > Newest) return $"of version {version}, which is not one of {Oldest} to {Newest}";
        return NativeLibrary.TryGetExport(handle, "LLVMInitializeBPFTarget", out _) ? null : "built without the BPF target";
    }

    static unsafe string VersionOf(nint handle)
    {
        if (NativeLibrary.TryGetExport(handle, "LLVMGetVersion", out nint getVersion))
        {
            uint major, minor, patch;
            ((delegate* unmanaged[Cdecl]<uint*, uint*, uint*, void>)getVersion)(&major, &minor, &patch);
            return string.Create(CultureInfo.InvariantCulture, $"{major}.{minor}.{patch}");
        }
        // LLVMGetVersion came with 16. This one came with 15, and so did opaque pointers in the C API.
        return NativeLibrary.TryGetExport(handle, "LLVMPointerTypeIsOpaque", out _) ? "15" : "";
    }

    /// <summary>The file that a loaded library was mapped from, so that the cache can notice when it is replaced.</summary>
    static string FileOf(nint handle, string name)
    {
        if (!NativeLibrary.TryGetExport(handle, "LLVMContextCreate", out nint address)) return name;
        foreach (string line in File.ReadLines("/proc/self/maps"))
        {
            int dash = line.IndexOf('-'), space = line.IndexOf(' '), slash = line.IndexOf('/');
            if (dash < 0 || space < dash || slash < 0) continue;
            nint start = nint.Parse(line.AsSpan(0, dash), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            nint end = nint.Parse(line.AsSpan(dash + 1, space - dash - 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (address >= start && address < end) return line[slash..];
        }
        return name;
    }
}
