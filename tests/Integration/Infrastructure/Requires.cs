using Xunit;

namespace BpfSharp.Integration.Infrastructure;

/// <summary>
/// What a test needs of the machine, said in its first lines; a machine that lacks it skips the test.
/// The reasons are grouped in the report and committed in eng/results, so they hold no numbers of this machine.
/// </summary>
static class Requires
{
    public static void Root() => Need(Machine.IsRoot, "needs root");

    /// <summary>What the library's own probe says, which Runtime.Tests holds against others; a test of the probe asks <see cref="Machine"/>.</summary>
    public static void Feature(BpfFeature feature)
    {
        Root();
        Need(KernelFeatures.IsSupported(feature), $"needs a kernel with {feature}");
    }

    /// <summary>What the library's own probe says of a kind of map.</summary>
    public static void MapType(BpfMapType type)
    {
        Root();
        Need(KernelFeatures.IsSupported(type), $"needs a kernel with {type} maps");
    }

    public static void Kernel(int major, int minor) =>
        Need(Machine.Kernel >= new Version(major, minor), $"needs kernel {major}.{minor} or newer");

    public static void Btf() => Need(Machine.HasBtf, "needs the kernel's BTF");

    /// <summary>Types of a module that is loaded.</summary>
    public static void ModuleTypes(string module) => Need(File.Exists($"/sys/kernel/btf/{module}"), $"needs the types of the module {module}");

    public static void Kprobes() => Need(Machine.HasKprobes, "needs kprobes");

    public static void Uprobes() => Need(Machine.HasUprobes, "needs uprobes");

    public static void Tracefs() => Need(Machine.HasTracefs, "needs tracefs, readable and at /sys/kernel/tracing");

    /// <summary>fentry, fexit, fmod_ret.</summary>
    public static void Trampolines() => Need(Machine.HasTrampolines, "needs a kernel that loads fentry programs");

    public static void BpfLsm() => Need(Machine.HasBpfLsm, "needs the BPF security module");

    public static void Cgroup2() => Need(Machine.HasCgroup2, "needs a mounted cgroup2");

    public static void Cpus(int count) => Need(Environment.ProcessorCount >= count, $"needs {count} CPUs");

    public static void Tool(string name) => Need(Machine.HasTool(name), $"needs {name} on PATH");

    static void Need(bool isThere, string reason) => Assert.SkipUnless(isThere, reason);
}
