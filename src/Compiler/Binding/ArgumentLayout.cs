namespace BpfSharp.Compiler.Binding;

/// <summary>In what a function's argument is, when a program runs at the function's entry.</summary>
internal enum ArgumentSource
{
    /// <summary>In 64-bit words of the program's context.</summary>
    Words,

    /// <summary>In the registers that are for arguments.</summary>
    Registers,

    /// <summary>On the caller's stack.</summary>
    Stack,

    /// <summary>In memory whose address is in a register.</summary>
    Address,

    /// <summary>In memory whose address is on the caller's stack.</summary>
    AddressOnStack,
}

/// <summary>Where an argument is.</summary>
/// <param name="Kind">In what.</param>
/// <param name="Index">The first word or register; on the stack, bytes behind the first argument there.</param>
internal readonly record struct ArgumentPlace(ArgumentSource Kind, int Index);

/// <summary>
/// Finds arguments in their order, as C compilers pass them: integers, pointers and structs of those (System V x86-64 ABI,
/// 3.2.3; AAPCS64, 6.8.2).
/// </summary>
/// <param name="registers">Null for hooks that give all arguments in words, whatever way they came.</param>
internal sealed class ArgumentLayout(RegisterLayout? registers)
{
    /// <summary>What is larger is passed in memory.</summary>
    public const int LargestInRegisters = 16;

    private int _stack;

    /// <summary>How many words or registers the arguments so far have taken.</summary>
    public int Used { get; private set; }

    /// <param name="size">Bytes.</param>
    /// <param name="isStruct">Whether it is a struct.</param>
    /// <param name="isPacked">Whether it is a struct with fields that are not aligned.</param>
    public ArgumentPlace Next(int size, bool isStruct, bool isPacked)
    {
        int words = isStruct ? (size + 7) / 8 : 1;
        if (registers is null)
            return Take(ArgumentSource.Words, words);
        if (registers.LargeByAddress && isStruct && size > LargestInRegisters)
            return Used < registers.Arguments.Length ? Take(ArgumentSource.Address, 1) : Push(ArgumentSource.AddressOnStack, 1);
        bool isInMemory = isStruct && !registers.LargeByAddress && (size > LargestInRegisters || isPacked);
        if (!isInMemory && Used + words <= registers.Arguments.Length)
            return Take(ArgumentSource.Registers, words);
        // On arm64 nothing goes into a register any more behind what did not fit.
        if (registers.LargeByAddress)
            Used = registers.Arguments.Length;
        return Push(ArgumentSource.Stack, words);
    }

    private ArgumentPlace Take(ArgumentSource kind, int words)
    {
        ArgumentPlace place = new(kind, Used);
        Used += words;
        return place;
    }

    private ArgumentPlace Push(ArgumentSource kind, int words)
    {
        ArgumentPlace place = new(kind, _stack);
        _stack += 8 * words;
        return place;
    }
}
