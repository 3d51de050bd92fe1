using BpfSharp.Compiler.Binding;
using Xunit;

namespace BpfSharp.Compiler.Tests.FrontEnd;

/// <summary>
/// Where arguments are, as the calling conventions have it. Sizes in bytes; <c>s</c> before a struct's, <c>p</c> before that of one that
/// is packed. Places: <c>r</c> and a register's number, <c>+</c> and bytes on the stack, <c>*</c> before the place of an address.
/// </summary>
public sealed class ArgumentLayoutTests
{
    /// <summary>System V x86-64, 3.2.3: six registers; structs of up to 16 bytes in one or two of them if there are so many left, else on the stack.</summary>
    [Theory]
    [InlineData("4 4 4 4 4 4 8 8", "r0 r1 r2 r3 r4 r5 +0 +8")]
    [InlineData("s16 8", "r0 r2")]
    [InlineData("8 8 8 8 8 s16 8 8", "r0 r1 r2 r3 r4 +0 r5 +16")]
    [InlineData("s24 8", "+0 r0")]
    [InlineData("s2 s12 8", "r0 r1 r3")]
    [InlineData("p9 8", "+0 r0")]
    public void On_x64(string sizes, string places) => Assert.Equal(places, Places(sizes, RegisterLayout.Of(TargetArchitecture.X64)));

    /// <summary>AAPCS64, 6.8.2: eight registers, larger structs by address, and no register behind what did not fit.</summary>
    [Theory]
    [InlineData("4 4 4 4 4 4 8 8 8", "r0 r1 r2 r3 r4 r5 r6 r7 +0")]
    [InlineData("8 8 8 8 8 8 8 s16 8", "r0 r1 r2 r3 r4 r5 r6 +0 +16")]
    [InlineData("s24 8", "*r0 r1")]
    [InlineData("8 8 8 8 8 8 8 8 s24 8", "r0 r1 r2 r3 r4 r5 r6 r7 *+0 +8")]
    public void On_arm64(string sizes, string places) => Assert.Equal(places, Places(sizes, RegisterLayout.Of(TargetArchitecture.Arm64)));

    /// <summary>kernel/bpf/btf.c, btf_ctx_arg_offset: a trampoline's context has them one behind the other.</summary>
    [Theory]
    [InlineData("4 s4 s16 1 s9 8", "w0 w1 w2 w4 w5 w7")]
    public void In_a_trampolines_context(string sizes, string places) => Assert.Equal(places, Places(sizes, null));

    private static string Places(string sizes, RegisterLayout? registers)
    {
        ArgumentLayout layout = new(registers);
        return string.Join(' ', sizes.Split(' ').Select(size => Text(layout.Next(int.Parse(size.TrimStart('s', 'p'), System.Globalization.CultureInfo.InvariantCulture), size[0] is 's' or 'p', size[0] == 'p'))));
    }

    private static string Text(ArgumentPlace place) => place.Kind switch
    {
        ArgumentSource.Words => $"w{place.Index}",
        ArgumentSource.Registers => $"r{place.Index}",
        ArgumentSource.Stack => $"+{place.Index}",
        ArgumentSource.Address => $"*r{place.Index}",
        _ => $"*+{place.Index}",
    };
}
