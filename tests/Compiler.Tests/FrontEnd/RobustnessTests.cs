using BpfSharp.Compiler.Tests.Fuzz;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace BpfSharp.Compiler.Tests.FrontEnd;

/// <summary>What an editor sees while somebody types: the compiler may say anything but must not fail, hang or blame itself.</summary>
public sealed class RobustnessTests
{
    public static TheoryData<string> Samples => [.. RobustnessSamples.All.Keys];

    [Theory, MemberData(nameof(Samples))]
    public void A_token_less(string sample) => Mutate(sample, (text, token, _) => text.Remove(token.SpanStart, token.Span.Length));

    [Theory, MemberData(nameof(Samples))]
    public void A_token_twice(string sample) => Mutate(sample, (text, token, _) => text.Insert(token.SpanStart, token.Text + " "));

    [Theory, MemberData(nameof(Samples))]
    public void Nothing_behind_a_token(string sample) => Mutate(sample, (text, token, _) => text[..token.Span.End]);

    [Theory, MemberData(nameof(Samples))]
    public void Another_token_in_its_place(string sample) =>
        Mutate(sample, (text, token, other) => text.Remove(token.SpanStart, token.Span.Length).Insert(token.SpanStart, other.Text));

    [Fact]
    public void A_thousand_terms_and_branches()
    {
        string sum = string.Join(" + ", Enumerable.Repeat("x", 1000)), chain = string.Join(" else ", Enumerable.Range(0, 300).Select(i => $"if (x == {i}) return {i};"));
        FrontEndTest.Body($"int x = Bpf.CurrentCpu; {chain} return {sum};").Check();
    }

    [Fact]
    public void More_terms_than_the_stack_holds()
    {
        FrontEndTest test = FrontEndTest.Body($"int x = Bpf.CurrentCpu; return {string.Join(" + ", Enumerable.Repeat("x", 4000))};");
        CSharpCompilation compilation = test.Compilation();
        CompilationResult? result = null;
        Thread thread = new(() => result = FrontEndTest.Compile(compilation), maxStackSize: 1 << 20);
        thread.Start();
        thread.Join();
        Assert.All(result!.Diagnostics, d => Assert.Equal("BPF0130", d.Id));
    }

    [Fact]
    public void Cancellation_passes()
    {
        using CancellationTokenSource source = new();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => FrontEndTest.Compile(FrontEndTest.Body("return 1;").Compilation(), cancellation: source.Token));
    }

    [Fact]
    public void A_helper_of_a_referenced_project_has_no_body_here()
    {
        CSharpCompilation library = FrontEndTest.Compilation("public static class Library { public static int Twice(int x) => x * 2; }").WithAssemblyName("Library");
        FrontEndTest.Body("return {|BPF0101:Library.Twice(2)|};").With(library.ToMetadataReference()).Check();
    }

    [Theory, InlineData(true), InlineData(false)]
    public void A_struct_of_a_referenced_project_is_laid_out_whole(bool asImage)
    {
        CSharpCompilation library = FrontEndTest.Compilation("public struct Pair { private long _first; public int Second; public long First => _first; }").WithAssemblyName("Library");
        MemoryStream image = new();
        Assert.True(library.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success);
        MetadataReference reference = asImage ? MetadataReference.CreateFromImage(image.ToArray()) : library.ToMetadataReference();
        CompilationResult result = FrontEndTest.Members("public partial ref Pair G { get; } [SocketFilter] int F() => G.Second;").With(reference).Check();
        Assert.Equal(16, result.Model.Globals[0].Size);
    }

    private static void Mutate(string sample, Func<string, SyntaxToken, SyntaxToken, string> mutation)
    {
        string text = RobustnessSamples.All[sample];
        CSharpCompilation compilation = FrontEndTest.Compilation(text);
        Assert.Empty(FrontEndTest.Errors(compilation));
        SyntaxTree original = compilation.SyntaxTrees[1];
        SyntaxToken[] tokens = [.. original.GetRoot(TestContext.Current.CancellationToken).DescendantTokens().Where(t => t.Span.Length > 0)];
        // Each third, or the whole run would wait for this; eng/fuzz takes all.
        int step = FuzzTests.IsLong ? 1 : 3;
        for (int i = text.Length % step; i < tokens.Length; i += step)
        {
            string mutated = mutation(text, tokens[i], tokens[i * 31 % tokens.Length]);
            CSharpCompilation next = compilation.ReplaceSyntaxTree(original, CSharpSyntaxTree.ParseText(mutated, (CSharpParseOptions)original.Options, original.FilePath, System.Text.Encoding.UTF8));
            if (!HasObject(next.SyntaxTrees[1]))
                continue;
            CompilationResult result;
            using CancellationTokenSource limit = new(TimeSpan.FromSeconds(60));
            try
            {
                result = FrontEndTest.Compile(next, cancellation: limit.Token);
            }
            catch (Exception exception)
            {
                Assert.Fail($"{exception}\n\n{mutated}");
                throw;
            }
            Assert.True(result.Diagnostics.All(d => d.Id != "BPF0199"), $"{result.Diagnostics.FirstOrDefault(d => d.Id == "BPF0199")?.GetMessage()}\n\n{mutated}");
            bool isBroken = FrontEndTest.Errors(next).Any();
            Assert.True(isBroken || result.ModuleText is not null || !result.Diagnostics.IsEmpty, $"Neither an object nor a diagnostic:\n\n{mutated}");
            if (result.ModuleText is not null && !isBroken)
                Assert.True(Ir.IrVerifier.Verify(result.Module!).Length == 0, $"{string.Join('\n', Ir.IrVerifier.Verify(result.Module!))}\n\n{mutated}");
        }
    }

    private static bool HasObject(SyntaxTree tree) =>
        tree.GetRoot().DescendantNodes().OfType<Microsoft.CodeAnalysis.CSharp.Syntax.ClassDeclarationSyntax>()
            .Any(c => c.AttributeLists.SelectMany(l => l.Attributes).Any(a => a.Name.ToString() is "BpfObject"));
}
