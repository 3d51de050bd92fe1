namespace BpfSharp.Integration.Objects;

/// <summary>Places where C# would throw: some that the code must check, some that are proven. <see cref="CheckTests"/> knows them by their lines.</summary>
[BpfObject]
public sealed partial class CheckedCases
{
    private static readonly int[] s_table = [10, 20, 30, 40];

    public partial ref int Index { get; }
    public partial ref int Divisor { get; }
    public partial ref int Number { get; }
    [BpfMap(MaxEntries = 4)] public partial HashMap<int, int> Entries { get; }

    [SocketFilter]
    public int Bounds()
    {
        int index = Index;
        int sum = s_table[3]; // proven by constants
        sum += s_table[index]; // emitted
        sum += s_table[index]; // proven by LLVM
        if (index == 2)
            sum += s_table[index]; // proven by LLVM
        return sum;
    }

    [SocketFilter]
    public int Division()
    {
        int divisor = Divisor;
        int quotient = Number / 7; // proven by constants
        quotient += Number / divisor; // emitted
        if (divisor > 0)
            quotient += (Number + 1) % divisor; // proven by LLVM
        return quotient;
    }

    [SocketFilter]
    public int Overflow()
    {
        int number = Number;
        int sum = checked(number + 1); // emitted
        return sum + checked((number & 0xff) + 1); // proven by LLVM
    }

    [SocketFilter]
    public int Null()
    {
        ref int entry = ref Entries.GetValueRefOrNullRef(Number);
        int value = entry; // emitted
        return value + entry; // proven by LLVM
    }
}
