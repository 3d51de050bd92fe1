namespace BpfSharp.Compiler.Lowering;

/// <summary>What a pointer is known to point to. Decides how it may be dereferenced.</summary>
internal enum PointerOrigin
{
    /// <summary>The null literal: agrees with anything.</summary>
    Null,

    /// <summary>The program's own memory, accessed directly.</summary>
    Own,

    /// <summary>Kernel memory whose type the verifier knows: loaded directly.</summary>
    Trusted,

    /// <summary>Kernel memory that has to be read by <c>bpf_probe_read_kernel</c>.</summary>
    Kernel,

    /// <summary>Memory of the calling process, read by <c>bpf_probe_read_user</c> only.</summary>
    User,

    /// <summary>Not known: a number made a pointer, say.</summary>
    Unknown,

    /// <summary>Several kinds of memory in one variable: an error.</summary>
    Mixed,
}

internal static class PointerOrigins
{
    /// <summary>What holds for a variable that is given both.</summary>
    public static PointerOrigin Meet(PointerOrigin a, PointerOrigin b)
    {
        if (a == b || b == PointerOrigin.Null)
            return a;
        if (a == PointerOrigin.Null)
            return b;
        if (a == PointerOrigin.Unknown || b == PointerOrigin.Unknown)
            return PointerOrigin.Unknown;
        return a is PointerOrigin.Trusted or PointerOrigin.Kernel && b is PointerOrigin.Trusted or PointerOrigin.Kernel
            ? PointerOrigin.Kernel
            : PointerOrigin.Mixed;
    }
}
