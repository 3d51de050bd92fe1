using System.Runtime.InteropServices;

namespace BpfSharp;

/// <summary>How to load a <see cref="BpfObjectFile"/>.</summary>
public sealed class BpfLoadOptions
{
    private readonly Dictionary<string, byte[]> _globals = [];
    private readonly Dictionary<string, string> _fallbacks = [];

    internal IReadOnlyDictionary<string, byte[]> Globals => _globals;

    internal string? FallbackFor(string program) => _fallbacks.GetValueOrDefault(program);

    internal string? KernelBtf { get; private set; }

    /// <summary>Finds the kernel's types in a file and not in the running kernel; see <see cref="BpfObject.KernelBtf"/>.</summary>
    /// <param name="path">Raw BTF, or an ELF file with a section <c>.BTF</c>; behind it, with semicolons between them, those of modules.</param>
    /// <returns>These options.</returns>
    public BpfLoadOptions SetKernelBtf(string path)
    {
        KernelBtf = path;
        return this;
    }

    internal string? KernelConfig { get; private set; }

    /// <summary>Takes the kernel's configuration from a file; see <see cref="BpfObject.KernelConfig"/>.</summary>
    /// <param name="path">The file, as it is or compressed by gzip.</param>
    /// <returns>These options.</returns>
    public BpfLoadOptions SetKernelConfig(string path)
    {
        KernelConfig = path;
        return this;
    }

    /// <summary>Sets the first value of a global variable; the only way to set a read-only one.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="value">The value.</param>
    /// <returns>These options.</returns>
    public BpfLoadOptions SetGlobal<T>(string name, T value)
        where T : unmanaged
    {
        _globals[name] = MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)).ToArray();
        return this;
    }

    /// <summary>Makes a program the stand-in for another: loaded only where that one is unsupported.</summary>
    /// <param name="program">The stand-in.</param>
    /// <param name="primary">The program it stands in for.</param>
    /// <returns>These options.</returns>
    public BpfLoadOptions SetFallback(string program, string primary)
    {
        _fallbacks[program] = primary;
        return this;
    }
}
