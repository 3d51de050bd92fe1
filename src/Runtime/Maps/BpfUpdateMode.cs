namespace BpfSharp;

/// <summary>Whether an updated element must exist, with the kernel's values (<c>BPF_ANY</c>, <c>BPF_NOEXIST</c>, <c>BPF_EXIST</c>).</summary>
public enum BpfUpdateMode
{
    /// <summary>Create or replace.</summary>
    Any = 0,
    /// <summary>Create; fail when it exists.</summary>
    NoExist = 1,
    /// <summary>Replace; fail when it does not exist.</summary>
    Exist = 2,
}
