using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Generator.Tests;

/// <summary>Methods of one project in the programs of another.</summary>
public sealed class LibraryTests
{
    const string Library =
        """
        namespace Lib;

        [BpfLibrary]
        public static class Mixing
        {
            static readonly int[] Table = [3, 5, 7, 11];

            /// <summary>A comment of the library's.</summary>
            public static int Mix(int value) => Twist(value) + Table[value & 3] + Constants.Salt;

            static int Twist(int value) { return value * 31; }

            public static T Largest<T>(T a, T b) where T : System.Numerics.INumber<T> => a > b ? a : b;

            extension(int value)
            {
                public int Doubled => value * 2;
            }
        }

        static class Constants
        {
            internal const int Salt = 17;
            internal static int Helper(int value) => value + 1;
        }

        public struct Pair(int a, int b)
        {
            public int A = a, B = b;
            public readonly int Sum() => A + B;
            public static Pair operator +(Pair left, Pair right) => new(left.A + right.A, left.B + right.B);
            public readonly Pair Swapped { get { return new(B, A); } }
        }

        public static class UserSide
        {
            public static int Secret(int value) { return value * 4711; }
        }
        """;

    const string Program =
        """
        using Lib;

        [BpfObject]
        sealed partial class Probe
        {
            public partial ref int Result { get; }

            [SocketFilter]
            int Filter()
            {
                Pair pair = new Pair(Mixing.Mix(2), 3) + new Pair(1, 1);
                Result = Mixing.Largest(pair.Sum(), pair.Swapped.A).Doubled;
                return 0;
            }
        }
        """;

    /// <summary>The library as a build leaves it: an assembly without bodies.</summary>
    static MetadataReference Built(Project library)
    {
        using var image = new MemoryStream();
        var result = library.Complete().Emit(image, options: new(metadataOnly: true, includePrivateMembers: false), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Empty(result.Diagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error));
        return MetadataReference.CreateFromImage(image.ToArray());
    }

    static Project Using(MetadataReference library, string program = Program)
    {
        var project = new Project(program, ("DesignTimeBuild", "true"));
        project.Compilation = project.Compilation.AddReferences(library).WithAssemblyName("User");
        return project;
    }

    static async Task<string[]> Found(Project project) =>
        [.. (await project.Analyze()).Where(static d => d.Severity >= DiagnosticSeverity.Warning && d.Id != "CS8019").Select(static d => d.ToString())];

    [Fact]
    public async Task Programs_call_methods_of_a_built_library() => Assert.Empty(await Found(Using(Built(new Project(Library)))));

    [Fact]
    public async Task Programs_call_methods_of_a_project_in_the_same_editor() =>
        Assert.Empty(await Found(Using(new Project(Library).Complete().ToMetadataReference())));

    /// <summary>Each has references of its own, as projects for different frameworks have.</summary>
    [Fact]
    public async Task Programs_call_methods_of_a_project_that_sees_other_assemblies()
    {
        var library = new Project(Library);
        library.Compilation = library.Compilation.WithReferences([.. Net100.References.All, MetadataReference.CreateFromImage(File.ReadAllBytes(typeof(BpfObject).Assembly.Location))]);
        Assert.Empty(await Found(Using(library.Complete().ToMetadataReference())));
    }

    [Fact]
    public async Task What_is_not_marked_is_not_for_programs()
    {
        string program = Program.Replace("Mixing.Mix(2)", "UserSide.Secret(2)", StringComparison.Ordinal);
        foreach (var library in new[] { Built(new Project(Library)), new Project(Library).Complete().ToMetadataReference() })
            Assert.Contains("BPF0101: 'UserSide.Secret(int)' cannot be used in a BPF program: 'Tested' does not bring its source along for programs; mark 'UserSide' with [BpfLibrary] there", Assert.Single(await Found(Using(library, program))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_library_without_a_mark_is_told_of_it()
    {
        string[] found = await Found(Using(Built(new Project(Library.Replace("[BpfLibrary]", "", StringComparison.Ordinal)))));
        Assert.Contains(found, static f => f.Contains("BPF0101: 'Lib.Pair.operator +", StringComparison.Ordinal) && f.Contains("mark its type with [BpfLibrary] where that is built", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_assembly_is_marked_as_a_whole()
    {
        string all = Library.Replace("namespace Lib;", "[assembly: BpfLibrary]\nnamespace Lib;", StringComparison.Ordinal).Replace("\n[BpfLibrary]\n", "\n", StringComparison.Ordinal);
        Assert.Empty(await Found(Using(Built(new Project(all)), Program.Replace("Mixing.Mix(2)", "UserSide.Secret(2)", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task What_is_wrong_in_a_library_is_said_at_the_call_with_the_place_there()
    {
        string broken = Library.Replace("return value * 31;", "return Math.Sign(value) + Console.Read();", StringComparison.Ordinal);
        foreach (var library in new[] { Built(new Project(broken)), new Project(broken).Complete().ToMetadataReference() })
        {
            var error = Assert.Single((await Using(library).Analyze()).Where(static d => d.Severity == DiagnosticSeverity.Error));
            Assert.Equal("BPF0101", error.Id);
            var place = error.Location.GetLineSpan();
            Assert.Equal(("/src/Program.cs", 10), (place.Path, place.StartLinePosition.Line));
            Assert.Equal("Mixing.Mix(2)", (await error.Location.SourceTree!.GetTextAsync(TestContext.Current.CancellationToken)).ToString(error.Location.SourceSpan));
            Assert.EndsWith("(in /src/Program.cs(11,61), which is called here)", error.GetMessage(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_another_generator_makes_in_the_library_is_said_to_be_missing()
    {
        var library = new Project(Library.Replace("return value * 31;", "return Made.Factor(value);", StringComparison.Ordinal));
        var complete = library.Complete().AddSyntaxTrees(Project.Tree("/made.cs", "namespace Lib; static class Made { public static int Factor(int x) => x; }"));
        using var image = new MemoryStream();
        Assert.True(complete.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success);
        Assert.Contains("it needs what the library does not bring along", Assert.Single(await Found(Using(MetadataReference.CreateFromImage(image.ToArray())))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BpfLibrarySource(99, \"\")", "it was built with a newer version of BpfSharp; update the BpfSharp package here")]
    [InlineData("BpfLibrarySource(1, \"AAAA\")", "the source that it brings along is damaged")]
    public async Task What_cannot_be_read_is_said_where_it_is_needed(string attribute, string problem)
    {
        var library = new Project(Library.Replace("[BpfLibrary]", "", StringComparison.Ordinal).Replace("namespace Lib;", $"[assembly: {attribute}]\nnamespace Lib;", StringComparison.Ordinal));
        Assert.Contains((await Found(Using(Built(library)))), f => f.Contains("BPF0101: 'Lib.Pair.operator +", StringComparison.Ordinal) && f.Contains("'Tested' has methods for programs, but " + problem, StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_for_user_code_and_what_is_said_beside_the_code_does_not_travel()
    {
        var source = Source(new Project(Library))!;
        Assert.Equal(["T:Lib.Constants", "T:Lib.Mixing"], source.Types.Items);
        var file = Assert.Single(source.Files.Items, static f => f.Path == "/src/Program.cs");
        Assert.DoesNotContain("4711", file.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("comment", file.Text, StringComparison.Ordinal);
        // Lines and columns are those of the library's file.
        Assert.Equal(Library.IndexOf("value * 31", StringComparison.Ordinal), file.Text.IndexOf("value * 31", StringComparison.Ordinal));
        Assert.Equal(Library.Length, file.Text.Length);
    }

    [Fact]
    public void The_same_source_is_the_same_text() => Assert.Equal(Source(new Project(Library))!.Encode(), Source(new Project(Library))!.Encode());

    [Fact]
    public void Nothing_travels_unmarked() => Assert.Null(Source(new Project(Sources.Probe, ("DesignTimeBuild", "true"))));

    [Fact]
    public void An_edit_that_programs_elsewhere_cannot_see_leaves_it_alone()
    {
        var project = new Project(Library);
        project.Run();
        project.Edit("/src/Program.cs", static s => s.Replace("4711", "4712", StringComparison.Ordinal));
        Assert.Equal([IncrementalStepRunReason.Unchanged], project.Run().TrackedSteps[BpfObjectGenerator.LibraryStep].SelectMany(static s => s.Outputs).Select(static o => o.Reason));
        project.Edit("/src/Program.cs", static s => s.Replace("value * 31", "value * 32", StringComparison.Ordinal));
        Assert.Equal([IncrementalStepRunReason.Modified], project.Run().TrackedSteps[BpfObjectGenerator.LibraryStep].SelectMany(static s => s.Outputs).Select(static o => o.Reason));
    }

    static Compiler.Libraries.LibrarySource? Source(Project project) =>
        project.Run().GeneratedSources.SingleOrDefault(static s => s.HintName == "BpfLibrary.g.cs").SourceText?.ToString() is { } text
            ? Compiler.Libraries.LibrarySource.Decode(text.Split('"')[1])
            : null;

    const string Doubtful =
        """
        [BpfLibrary]
        public static class Doubtful
        {
            public static int Length(int value) => value.ToString().Length;
            public static int Fine(HashMap<int, long> map, Func<int, int> change, ReadOnlySpan<byte> bytes) => change(bytes[3]);
            public static T Half<T>(T value) where T : System.Numerics.INumber<T> => value / T.CreateChecked(2);
            public static double Real(int value) => value / 2.0;
            public static int Late(bool yes) { if (yes) throw new InvalidOperationException(); return Own(1); }
            static int Own(int value) { try { return value; } catch (Exception) { return 0; } }
            public static int First(ReadOnlySpan<byte> bytes) => bytes[0] + bytes.Length;
        }

        [BpfLibrary]
        public record struct Named(int Value) : IFormattable
        {
            public readonly int Twice => Value * 2;
            public override readonly string ToString() => $"{Value}";
            public readonly string ToString(string? format, IFormatProvider? provider) => Value.ToString(format, provider);
            public readonly int[] All => [Value];
        }
        """;

    [Fact]
    public async Task The_library_is_told_which_of_its_methods_no_program_can_call()
    {
        var found = (await new Project(Doubtful).Analyze()).Where(static d => d.Id == "BPF0916").ToList();
        Assert.All(found, static d => Assert.Equal(DiagnosticSeverity.Warning, d.Severity));
        Assert.Equal(["Doubtful.Late(bool)@9", "Doubtful.Length(int)@4", "Doubtful.Own(int)@9", "Doubtful.Real(int)@7", "Named.All@19"], found.Select(static d => d.GetMessage().Split('\'')[1] + "@" + (d.Location.GetLineSpan().StartLinePosition.Line + 1)).Order(StringComparer.Ordinal));
        Assert.Contains("No program can call 'Doubtful.Real(int)': 'double' cannot be used in a BPF program", string.Join('\n', found.Select(static d => d.GetMessage())), StringComparison.Ordinal);
    }
}
