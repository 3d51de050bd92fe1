namespace BpfSharp;

/// <summary>
/// An address of the calling process, which the kernel cannot simply follow: a type of its own, so that it is not taken for an address
/// of the kernel's. As a parameter of a program it stands where the hook gives such a pointer, as a field of a
/// <see cref="KernelTypeAttribute"/> struct where the kernel's struct has one (<c>__user</c> in the kernel's source).
/// </summary>
/// <typeparam name="T">What is there; <see cref="byte"/> for text and anything.</typeparam>
/// <param name="address">The address. A pointer to a kernel type or to the program's own memory is a diagnostic (BPF0206).</param>
public readonly unsafe struct UserPointer<T>(T* address)
    where T : unmanaged
{
    private readonly T* _address = address;

    /// <summary>The address itself, to compare, keep or send; following it is a diagnostic (BPF0206).</summary>
    public T* Address => _address;

    /// <summary>Whether it is null.</summary>
    public bool IsNull => _address is null;

    /// <summary>Reads what is there (<c>bpf_probe_read_user</c>, kernel 5.5).</summary>
    /// <param name="value">Receives a copy; zero on failure.</param>
    /// <returns>False when the address is not readable or not in memory.</returns>
    /// <exception cref="InvalidOperationException">Not in a program, and no simulated kernel entered.</exception>
    public bool TryRead(out T value) => Bpf.TryReadUser(_address, out value);

    /// <summary>Reads an element of an array that is there (<c>bpf_probe_read_user</c>, kernel 5.5).</summary>
    /// <param name="index">Which one. Nobody knows how long the array is, so that none is out of range.</param>
    /// <param name="value">Receives a copy; zero on failure.</param>
    /// <returns>False when the address is not readable or not in memory.</returns>
    /// <exception cref="InvalidOperationException">Not in a program, and no simulated kernel entered.</exception>
    public bool TryRead(int index, out T value) => Bpf.TryReadUser(_address + index, out value);

    /// <summary>Reads a zero-terminated string that is there (<c>bpf_probe_read_user_str</c>, kernel 5.5).</summary>
    /// <typeparam name="TText">A <see cref="FixedString64"/> or another of its family.</typeparam>
    /// <param name="text">Receives the text, cut where there is no more room; empty on failure.</param>
    /// <returns>False when the address is not readable or not in memory.</returns>
    /// <exception cref="InvalidOperationException">Not in a program, and no simulated kernel entered.</exception>
    public bool TryReadString<TText>(out TText text)
        where TText : unmanaged, IFixedString => Bpf.TryReadUserString((byte*)_address, out text);

    /// <summary>The same address of something else.</summary>
    /// <typeparam name="TOther">What is there.</typeparam>
    public UserPointer<TOther> As<TOther>()
        where TOther : unmanaged => new((TOther*)_address);
}
