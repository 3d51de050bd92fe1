namespace BpfSharp;

/// <summary>Which control groups an iterator goes through, numbered as in <c>enum bpf_cgroup_iter_order</c> (kernel 6.1).</summary>
public enum BpfCgroupWalk
{
    /// <summary>The group alone.</summary>
    Itself = 1,

    /// <summary>The group and all below it, each before what is below it.</summary>
    DescendantsFirstParents = 2,

    /// <summary>The group and all below it, each behind what is below it.</summary>
    DescendantsFirstChildren = 3,

    /// <summary>The group and all above it.</summary>
    Ancestors = 4,
}
