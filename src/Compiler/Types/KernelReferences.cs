using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Types;

/// <summary>
/// The kernel's types that programs can own references to, and keep in maps: those with a destructor that is registered for them
/// (register_btf_id_dtor_kfuncs in kernel/bpf/helpers.c, kernel/bpf/cpumask.c, kernel/bpf/crypto.c).
/// </summary>
/// <param name="KernelType">Its name in the kernel.</param>
/// <param name="Acquire">The function that takes another reference.</param>
/// <param name="Release">The function that gives one back.</param>
/// <param name="Since">The first kernel that has both.</param>
internal sealed record KernelReferences(string KernelType, string Acquire, string Release, Version Since)
{
    private static readonly KernelReferences[] s_all =
    [
        new("task_struct", "bpf_task_acquire", "bpf_task_release", new(6, 2)),
        new("cgroup", "bpf_cgroup_acquire", "bpf_cgroup_release", new(6, 2)),
        new("bpf_cpumask", "bpf_cpumask_acquire", "bpf_cpumask_release", new(6, 3)),
        new("bpf_crypto_ctx", "bpf_crypto_ctx_acquire", "bpf_crypto_ctx_release", new(6, 10)),
    ];

    /// <summary>Null for what there are no references to.</summary>
    public static KernelReferences? To(ITypeSymbol type) => DebugTypeMap.KernelName(type) is { } name ? Array.Find(s_all, known => known.KernelType == name) : null;

    /// <summary>Why there is none, as the end of a sentence.</summary>
    public static string WhyNone(ITypeSymbol type) =>
        $"the kernel gives programs no references to '{DebugTypeMap.KernelName(type) ?? type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}', only to {string.Join(", ", s_all.Select(static known => known.KernelType))}; name one of these with a [KernelType] struct";
}
