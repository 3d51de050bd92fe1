namespace BpfSharp;

/// <summary>What a kernel's option may be where a module is possible; see <see cref="KconfigAttribute"/>. Numbered as libbpf does.</summary>
public enum KconfigTristate
{
    /// <summary><c>n</c>: left out.</summary>
    No = 0,

    /// <summary><c>y</c>: built in.</summary>
    Yes = 1,

    /// <summary><c>m</c>: a module.</summary>
    Module = 2,
}
