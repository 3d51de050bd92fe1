using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

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
}
