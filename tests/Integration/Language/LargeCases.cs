namespace BpfSharp.Integration.Language;

/// <summary>More code than one function can hold when all of it is in place of its calls: the compiler makes functions by itself.</summary>
[BpfObject]
public sealed partial class LargeCases : ILanguageCases
{
    public partial ref long A { get; }
    public partial ref long B { get; }
    public partial ref long Result { get; }

    [SocketFilter]
    int ManyCalls()
    {
        long x = A, y = B;
        x = Churn(x, y + 0); x = Churn(x, y + 1); x = Churn(x, y + 2); x = Churn(x, y + 3); x = Churn(x, y + 4); x = Churn(x, y + 5); x = Churn(x, y + 6); x = Churn(x, y + 7);
        x = Churn(x, y + 8); x = Churn(x, y + 9); x = Churn(x, y + 10); x = Churn(x, y + 11); x = Churn(x, y + 12); x = Churn(x, y + 13); x = Churn(x, y + 14); x = Churn(x, y + 15);
        x = Churn(x, y + 16); x = Churn(x, y + 17); x = Churn(x, y + 18); x = Churn(x, y + 19); x = Churn(x, y + 20); x = Churn(x, y + 21); x = Churn(x, y + 22); x = Churn(x, y + 23);
        x = Churn(x, y + 24); x = Churn(x, y + 25); x = Churn(x, y + 26); x = Churn(x, y + 27); x = Churn(x, y + 28); x = Churn(x, y + 29); x = Churn(x, y + 30); x = Churn(x, y + 31);
        x = Churn(x, y + 32); x = Churn(x, y + 33); x = Churn(x, y + 34); x = Churn(x, y + 35); x = Churn(x, y + 36); x = Churn(x, y + 37); x = Churn(x, y + 38); x = Churn(x, y + 39);
        x = Churn(x, y + 40); x = Churn(x, y + 41); x = Churn(x, y + 42); x = Churn(x, y + 43); x = Churn(x, y + 44); x = Churn(x, y + 45); x = Churn(x, y + 46); x = Churn(x, y + 47);
        x = Churn(x, y + 48); x = Churn(x, y + 49); x = Churn(x, y + 50); x = Churn(x, y + 51); x = Churn(x, y + 52); x = Churn(x, y + 53); x = Churn(x, y + 54); x = Churn(x, y + 55);
        x = Churn(x, y + 56); x = Churn(x, y + 57); x = Churn(x, y + 58); x = Churn(x, y + 59); x = Churn(x, y + 60); x = Churn(x, y + 61); x = Churn(x, y + 62); x = Churn(x, y + 63);
        x = Churn(x, y + 64); x = Churn(x, y + 65); x = Churn(x, y + 66); x = Churn(x, y + 67); x = Churn(x, y + 68); x = Churn(x, y + 69); x = Churn(x, y + 70); x = Churn(x, y + 71);
        x = Churn(x, y + 72); x = Churn(x, y + 73); x = Churn(x, y + 74); x = Churn(x, y + 75); x = Churn(x, y + 76); x = Churn(x, y + 77); x = Churn(x, y + 78); x = Churn(x, y + 79);
        x = Churn(x, y + 80); x = Churn(x, y + 81); x = Churn(x, y + 82); x = Churn(x, y + 83); x = Churn(x, y + 84); x = Churn(x, y + 85); x = Churn(x, y + 86); x = Churn(x, y + 87);
        x = Churn(x, y + 88); x = Churn(x, y + 89); x = Churn(x, y + 90); x = Churn(x, y + 91); x = Churn(x, y + 92); x = Churn(x, y + 93); x = Churn(x, y + 94); x = Churn(x, y + 95);
        x = Churn(x, y + 96); x = Churn(x, y + 97); x = Churn(x, y + 98); x = Churn(x, y + 99); x = Churn(x, y + 100); x = Churn(x, y + 101); x = Churn(x, y + 102); x = Churn(x, y + 103);
        x = Churn(x, y + 104); x = Churn(x, y + 105); x = Churn(x, y + 106); x = Churn(x, y + 107); x = Churn(x, y + 108); x = Churn(x, y + 109); x = Churn(x, y + 110); x = Churn(x, y + 111);
        x = Churn(x, y + 112); x = Churn(x, y + 113); x = Churn(x, y + 114); x = Churn(x, y + 115); x = Churn(x, y + 116); x = Churn(x, y + 117); x = Churn(x, y + 118); x = Churn(x, y + 119);
        x = Churn(x, y + 120); x = Churn(x, y + 121); x = Churn(x, y + 122); x = Churn(x, y + 123); x = Churn(x, y + 124); x = Churn(x, y + 125); x = Churn(x, y + 126); x = Churn(x, y + 127);
        x = Churn(x, y + 128); x = Churn(x, y + 129); x = Churn(x, y + 130); x = Churn(x, y + 131); x = Churn(x, y + 132); x = Churn(x, y + 133); x = Churn(x, y + 134); x = Churn(x, y + 135);
        x = Churn(x, y + 136); x = Churn(x, y + 137); x = Churn(x, y + 138); x = Churn(x, y + 139); x = Churn(x, y + 140); x = Churn(x, y + 141); x = Churn(x, y + 142); x = Churn(x, y + 143);
        x = Churn(x, y + 144); x = Churn(x, y + 145); x = Churn(x, y + 146); x = Churn(x, y + 147); x = Churn(x, y + 148); x = Churn(x, y + 149); x = Churn(x, y + 150); x = Churn(x, y + 151);
        x = Churn(x, y + 152); x = Churn(x, y + 153); x = Churn(x, y + 154); x = Churn(x, y + 155); x = Churn(x, y + 156); x = Churn(x, y + 157); x = Churn(x, y + 158); x = Churn(x, y + 159);
        x = Churn(x, y + 160); x = Churn(x, y + 161); x = Churn(x, y + 162); x = Churn(x, y + 163); x = Churn(x, y + 164); x = Churn(x, y + 165); x = Churn(x, y + 166); x = Churn(x, y + 167);
        x = Churn(x, y + 168); x = Churn(x, y + 169); x = Churn(x, y + 170); x = Churn(x, y + 171); x = Churn(x, y + 172); x = Churn(x, y + 173); x = Churn(x, y + 174); x = Churn(x, y + 175);
        x = Churn(x, y + 176); x = Churn(x, y + 177); x = Churn(x, y + 178); x = Churn(x, y + 179); x = Churn(x, y + 180); x = Churn(x, y + 181); x = Churn(x, y + 182); x = Churn(x, y + 183);
        x = Churn(x, y + 184); x = Churn(x, y + 185); x = Churn(x, y + 186); x = Churn(x, y + 187); x = Churn(x, y + 188); x = Churn(x, y + 189); x = Churn(x, y + 190); x = Churn(x, y + 191);
        x = Churn(x, y + 192); x = Churn(x, y + 193); x = Churn(x, y + 194); x = Churn(x, y + 195); x = Churn(x, y + 196); x = Churn(x, y + 197); x = Churn(x, y + 198); x = Churn(x, y + 199);
        x = Churn(x, y + 200); x = Churn(x, y + 201); x = Churn(x, y + 202); x = Churn(x, y + 203); x = Churn(x, y + 204); x = Churn(x, y + 205); x = Churn(x, y + 206); x = Churn(x, y + 207);
        x = Churn(x, y + 208); x = Churn(x, y + 209); x = Churn(x, y + 210); x = Churn(x, y + 211); x = Churn(x, y + 212); x = Churn(x, y + 213); x = Churn(x, y + 214); x = Churn(x, y + 215);
        x = Churn(x, y + 216); x = Churn(x, y + 217); x = Churn(x, y + 218); x = Churn(x, y + 219); x = Churn(x, y + 220); x = Churn(x, y + 221); x = Churn(x, y + 222); x = Churn(x, y + 223);
        x = Churn(x, y + 224); x = Churn(x, y + 225); x = Churn(x, y + 226); x = Churn(x, y + 227); x = Churn(x, y + 228); x = Churn(x, y + 229); x = Churn(x, y + 230); x = Churn(x, y + 231);
        x = Churn(x, y + 232); x = Churn(x, y + 233); x = Churn(x, y + 234); x = Churn(x, y + 235); x = Churn(x, y + 236); x = Churn(x, y + 237); x = Churn(x, y + 238); x = Churn(x, y + 239);
        x = Churn(x, y + 240); x = Churn(x, y + 241); x = Churn(x, y + 242); x = Churn(x, y + 243); x = Churn(x, y + 244); x = Churn(x, y + 245); x = Churn(x, y + 246); x = Churn(x, y + 247);
        x = Churn(x, y + 248); x = Churn(x, y + 249); x = Churn(x, y + 250); x = Churn(x, y + 251); x = Churn(x, y + 252); x = Churn(x, y + 253); x = Churn(x, y + 254); x = Churn(x, y + 255);
        x = Churn(x, y + 256); x = Churn(x, y + 257); x = Churn(x, y + 258); x = Churn(x, y + 259); x = Churn(x, y + 260); x = Churn(x, y + 261); x = Churn(x, y + 262); x = Churn(x, y + 263);
        x = Churn(x, y + 264); x = Churn(x, y + 265); x = Churn(x, y + 266); x = Churn(x, y + 267); x = Churn(x, y + 268); x = Churn(x, y + 269); x = Churn(x, y + 270); x = Churn(x, y + 271);
        x = Churn(x, y + 272); x = Churn(x, y + 273); x = Churn(x, y + 274); x = Churn(x, y + 275); x = Churn(x, y + 276); x = Churn(x, y + 277); x = Churn(x, y + 278); x = Churn(x, y + 279);
        x = Churn(x, y + 280); x = Churn(x, y + 281); x = Churn(x, y + 282); x = Churn(x, y + 283); x = Churn(x, y + 284); x = Churn(x, y + 285); x = Churn(x, y + 286); x = Churn(x, y + 287);
        x = Churn(x, y + 288); x = Churn(x, y + 289); x = Churn(x, y + 290); x = Churn(x, y + 291); x = Churn(x, y + 292); x = Churn(x, y + 293); x = Churn(x, y + 294); x = Churn(x, y + 295);
        x = Churn(x, y + 296); x = Churn(x, y + 297); x = Churn(x, y + 298); x = Churn(x, y + 299); x = Churn(x, y + 300); x = Churn(x, y + 301); x = Churn(x, y + 302); x = Churn(x, y + 303);
        x = Churn(x, y + 304); x = Churn(x, y + 305); x = Churn(x, y + 306); x = Churn(x, y + 307); x = Churn(x, y + 308); x = Churn(x, y + 309); x = Churn(x, y + 310); x = Churn(x, y + 311);
        x = Churn(x, y + 312); x = Churn(x, y + 313); x = Churn(x, y + 314); x = Churn(x, y + 315); x = Churn(x, y + 316); x = Churn(x, y + 317); x = Churn(x, y + 318); x = Churn(x, y + 319);
        Result = x;
        return 0;
    }

    static long Churn(long x, long y)
    {
        x ^= x << 13; x += y; x ^= x >> 7; x *= 31; x ^= x << 17; x -= y >> 3;
        if (x > y) x = (x >> 5) + y * 7; else x = (x << 3) ^ (y + 11);
        x = Step(x, y) + Step(y, x) * 3 + Step(x + y, x - y);
        if ((x & 64) != 0) y += x / 3;
        x = checked(x / 2 + y / 2) ^ Step(y, x);
        if (y == x) throw new InvalidOperationException();
        return Step(x ^ 0x5555, y) + Step(y ^ 0x3333, x);
    }

    static long Step(long x, long y)
    {
        x += y << 5; x ^= y >> 11;
        switch (x & 3)
        {
            case 0: x += 17; break;
            case 1: x = y - x; break;
            case 2: x ^= y * 5; break;
            default: x -= 3; break;
        }
        return x ^ (y << 1);
    }
}

public sealed class LargeCasesTest : LanguageTest<LargeCases>
{
    protected override LargeCases Create(BpfHost host) => new(host);
}
