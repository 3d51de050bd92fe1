using System.Reflection;
using BpfSharp.Integration.Infrastructure;
using Xunit;

namespace BpfSharp.Integration.Language;

/// <summary>
/// Runs each program method of a class on the CLR and in the kernel with the same inputs and compares what they leave:
/// the same result, the same return value, or an exception there and a trap here.
/// </summary>
public abstract class LanguageTest<T> : IClassFixture<LanguageSides<T>>
    where T : BpfObject, ILanguageCases
{
    private static readonly long[] s_inputs =
    [
        0, 1, -1, 2, 3, -3, 7, -8, 31, 64, 127, 128, 255, -128, -129, 1000, 65535, -32768, int.MaxValue, int.MinValue, uint.MaxValue,
        1L << 32, long.MaxValue, long.MinValue, 0x0123_4567_89AB_CDEF,
    ];

    public static TheoryData<string> Methods()
    {
        TheoryData<string> names = [];
        foreach (MethodInfo method in typeof(T).GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            if (method.GetCustomAttribute<SocketFilterAttribute>() is not null)
                names.Add(method.Name);
        }
        return names;
    }

    protected abstract T Create(BpfHost host);

    /// <summary>Skips where the kernel lacks what the cases are about.</summary>
    protected virtual void Require()
    {
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Means_the_same_in_the_kernel(string name)
    {
        Requires.Root();
        Require();
        using LanguageSides<T> own = new();
        LanguageSides<T> sides = LanguageSides<T>.CanBeShared ? (await TestContext.Current.GetFixture<LanguageSides<T>>())! : own;
        sides.Open(Create);
        Compare(sides, name);
    }

    private static void Compare(LanguageSides<T> sides, string name)
    {
        using IDisposable scope = sides.EnterSimulation();
        Func<int> onClr = sides.MethodOnClr(name);
        BpfProgram inKernel = sides.InKernel!.Programs[name];
        foreach (long a in s_inputs)
        {
            foreach (long b in s_inputs)
            {
                LanguageOutcome expected = sides.RunOnClr(onClr, a, b);
                LanguageOutcome actual = sides.RunInKernel(inKernel, a, b);
                if (!expected.Agrees(actual))
                    Assert.Fail($"{typeof(T).Name}.{name}({a}, {b}): the CLR gives {expected}, the kernel {actual}");
            }
        }
    }
}
