using BpfSharp.Tests.Counting;
using BpfSharp.Tests.Shapes;

namespace BpfSharp.Integration.Language;

/// <summary>Methods of other projects, one of which needs the other.</summary>
[BpfObject]
public sealed partial class LibraryCases : ILanguageCases
{
    public partial ref long A { get; }
    public partial ref long B { get; }
    public partial ref long Result { get; }
    [BpfMap(MaxEntries = 4)] public partial ArrayMap<Span2> Kept { get; }

    [SocketFilter] int StaticMethods() { Result = Numbers.Mix(A) - Numbers.Mix(B) * 3; return 0; }
    [SocketFilter] int ConstantData() { Result = Numbers.Look((int)A) + Numbers.Look((int)B & 7); return 0; }
    [SocketFilter] int InternalOverloads() { Result = Numbers.Which((int)A) * 10 + Numbers.Own((int)B); return 0; }
    [SocketFilter] int Generics() { Result = Numbers.Largest(A, B) + Numbers.Largest((byte)A, (byte)B) * 3L; return 0; }
    [SocketFilter] int GenericsOfOwnStructs() { Span<Heavy> loads = stackalloc Heavy[3]; loads[0].Of = A; loads[2].Of = B; Result = Numbers.Sum<Heavy>(loads); return 0; }
    [SocketFilter] int Lambdas() { long by = B; Result = Numbers.Apply(A, x => x * by + 1); return 0; }
    [SocketFilter] int Functions() { Result = Numbers.Apart(A, (int)B) + Numbers.Apart(B, 3); return 0; }
    [SocketFilter] int References() { int high = (int)B; Numbers.Split(A, out int low, ref high); Result = low * 3L + high; return 0; }
    [SocketFilter] int ExtensionMembers() { Result = ((int)A).Half + ((int)B).Times(3) + int.Answer; return 0; }
    [SocketFilter] int CheckedThere() { Result = Counter.Add((int)A, (int)B) + 1; return 0; }
    [SocketFilter] int CheckedBehindAnother() { Result = Numbers.Limited((int)A, (int)B) + unchecked((int)A + (int)B); return 0; }
    [SocketFilter] int UncheckedThere() { Result = Counter.AddFreely((int)A, (int)B); return 0; }
    [SocketFilter] int CheckedConversions() { Result = Counter.Narrow(A) + (byte)B; return 0; }
    [SocketFilter] int DefaultArguments() { Result = Counter.AtLeast((int)A) + Counter.AtLeast((int)B, 5); return 0; }
    [SocketFilter] int Symbols() { Result = Numbers.Width; return 0; }
    [SocketFilter] int Structs() { Span2 a = new((int)A, 3), b = new(5, (int)B); Span2 c = a + -b; c.First = 9; Result = c.First + c.Second * 3L + c.Reads + c.Reads + c[0] + c[1]; return 0; }
    [SocketFilter] int Conversions() { Span2 c = (int)A; c += (int)B; Result = c.First * 3L + c.Second; return 0; }
    [SocketFilter] int Deconstructions() { (int x, int y) = new Span2((int)A, (int)B); Result = x * 3L - y; return 0; }
    [SocketFilter] int Enumerators() { Result = A; foreach (int step in new Span2(1, (int)B)) Result += step * 2; return 0; }
    [SocketFilter] int Records() { Point p = new((int)A, B); Result = p.Weight + (p with { Y = 3 }).Y + (p == new Point(1, 1) ? 1 : 0); return 0; }
    [SocketFilter] int InMaps() { Kept[1] = new((int)A, (int)B); ref Span2 kept = ref Kept.GetValueRefOrNullRef(1); if (System.Runtime.CompilerServices.Unsafe.IsNullRef(ref kept)) return 1; kept.First = 3; Result = kept.First + kept.Second + kept.Reads; return 0; }

    public struct Heavy : IWeighed
    {
        public long Of;
        public readonly long Weight => Of * 2;
    }
}

public sealed class LibraryCasesTest : LanguageTest<LibraryCases>
{
    protected override LibraryCases Create(BpfHost host) => new(host);
}
