using System.IO.Compression;
using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>The configuration that a kernel was built with: its options by name, as text.</summary>
internal sealed class KernelConfiguration
{
    private const string Compressed = "/proc/config.gz";

    private readonly Dictionary<string, string> _options;
    private readonly string _origin;

    private KernelConfiguration(Dictionary<string, string> options, string origin) => (_options, _origin) = (options, origin);

    /// <summary>Options that a simulated kernel was given.</summary>
    public static KernelConfiguration Of(IDictionary<string, string> options) => new(new(options, StringComparer.Ordinal), "SimulatedKernel.Configuration");

    /// <summary>A file's options, or the running kernel's. Where neither is needed, nothing is read.</summary>
    /// <param name="path">The file; null for the running kernel's.</param>
    /// <param name="names">The options that are wanted.</param>
    public static KernelConfiguration Read(string? path, IReadOnlyCollection<string> names)
    {
        Dictionary<string, string> options = new(StringComparer.Ordinal);
        foreach (string name in names)
        {
            if (Virtual(name) is { } value)
                options[name] = value;
        }

        if (path is null && names.All(static name => name.StartsWith("LINUX_", StringComparison.Ordinal)))
            return new(options, "the running kernel");
        path ??= new[] { $"/boot/config-{RunningKernel.Release}", Compressed }.FirstOrDefault(File.Exists)
            ?? throw new BpfException(Errno.ENOENT, "read the kernel's configuration",
                $"The object asks for {string.Join(", ", names)}, but there is neither /boot/config-{RunningKernel.Release} nor {Compressed}. Set KernelConfig to a file with the configuration.");
        try
        {
            using var file = File.OpenRead(path);
            bool isCompressed = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
            file.Position = 0;
            using Stream text = isCompressed ? new GZipStream(file, CompressionMode.Decompress) : file;
            using var reader = new StreamReader(text);
            while (reader.ReadLine() is { } line)
                ReadLine(line, options);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new BpfException(Errno.EACCES, "read the kernel's configuration", $"{path} cannot be read: {exception.Message}");
        }

        return new(options, path);
    }

    /// <summary>Writes an option's value where programs find it.</summary>
    public void Write(string name, BpfExternKind kind, bool isOptional, Span<byte> target)
    {
        target.Clear();
        if (_options.TryGetValue(name, out string? text))
        {
            if (ConfigurationValue.Write(kind, text, target) is { } problem)
                throw new BpfException(Errno.EINVAL, $"read {name} of the kernel's configuration", $"It is {text} in {_origin}, which {problem}. Declare it with another type.");
        }
        else if (!isOptional)
        {
            throw new BpfException(Errno.ENOENT, $"read {name} of the kernel's configuration",
                $"There is no {name} in {_origin}. Set IsOptional (in C, __weak) if it is 0 for kernels that do not know it.");
        }
    }

    private static void ReadLine(string line, Dictionary<string, string> options)
    {
        const string prefix = "CONFIG_", notSet = " is not set";
        if (line.StartsWith(prefix, StringComparison.Ordinal) && line.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
            options[line[..equals]] = line[(equals + 1)..].Trim();
        else if (line.StartsWith("# " + prefix, StringComparison.Ordinal) && line.EndsWith(notSet, StringComparison.Ordinal))
            options[line[2..^notSet.Length]] = "n";
    }

    /// <summary>What is no option but is asked for like one.</summary>
    private static string? Virtual(string name) => name switch
    {
        "LINUX_KERNEL_VERSION" => RunningKernel.VersionCode().ToString(System.Globalization.CultureInfo.InvariantCulture),
        "LINUX_HAS_SYSCALL_WRAPPER" => "1", // since 4.17 on x64, 4.19 on arm64
        "LINUX_HAS_BPF_COOKIE" => KernelFeatures.Probe(BpfFeature.PerfEventLinks) ? "1" : "0",
        _ => null,
    };
}
