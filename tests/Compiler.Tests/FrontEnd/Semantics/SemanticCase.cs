namespace BpfSharp.Compiler.Tests.FrontEnd.Semantics;

/// <summary>A small method that has to give the same result in the kernel and on the CLR.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="Code">
/// The body of <c>int M(int a, int b, long c)</c>; after a line of <c>---</c> more members of the object, after another one types.
/// A member <c>[SocketFilter] int After()</c> is run after each input, to compare what the body left behind.
/// </param>
/// <param name="Inputs">What it is called with, one after the other on the same object; null for the usual ones.</param>
internal sealed record SemanticCase(string Name, string Code, params (int A, int B, long C)[] Inputs)
{
    /// <summary>The first kernel that gives it to socket filters, where that is later than its chapter's.</summary>
    public Version? Kernel { get; init; }

    private static readonly (int, int, long)[] s_usual = [(7, 3, 11), (-7, 3, -2), (0, -1, long.MinValue), (int.MinValue, -1, 1L << 40)];

    public (int A, int B, long C)[] Calls => Inputs.Length == 0 ? s_usual : Inputs;

    public string Source
    {
        get
        {
            string[] parts = Markup.Sections(Code, 3);
            return $$"""
                using System.Runtime.InteropServices;

                [BpfObject]
                sealed unsafe partial class Probe
                {
                    [SocketFilter] int Run(Inputs* inputs) => M(inputs->A, inputs->B, inputs->C);
                    int M(int a, int b, long c)
                    {
                {{parts[0]}}
                    }
                {{parts[1]}}
                }
                // The control block of struct __sk_buff (include/uapi/linux/bpf.h): what a test run may preset.
                [StructLayout(LayoutKind.Explicit)]
                struct Inputs
                {
                    [FieldOffset(48)] public int A;
                    [FieldOffset(52)] public int B;
                    [FieldOffset(56)] public long C;
                }
                {{parts[2]}}
                """;
        }
    }
}
