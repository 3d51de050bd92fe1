using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Tests.Emit;
using Xunit;

namespace BpfSharp.Compiler.Tests.FrontEnd;

/// <summary>What methods become that stay functions of their own.</summary>
public sealed class SubprogramTests
{
    private static List<IrFunction> Functions(string members) =>
        FrontEndTest.Members(members).Check().Module!.Functions.FindAll(function => function.Linkage == IrLinkage.Subprogram);

    [Fact]
    public void A_function_is_made_once_for_all_its_calls()
    {
        IrFunction function = Assert.Single(Functions("[SocketFilter] int F() => G(1) + G(2) * H(); [SocketFilter] int F2() => G(3); [BpfFunction] static int G(int x) => x * x + H(); static int H() => 3;"));
        Assert.Equal("G", function.Name);
    }

    [Fact]
    public void Other_types_other_maps_and_other_names_make_other_functions()
    {
        const string members = """
            [BpfMap(MaxEntries = 4)] public partial HashMap<int, int> One { get; }
            [BpfMap(MaxEntries = 4)] public partial HashMap<int, int> Two { get; }
            [SocketFilter] int F() => Count(One) + Count(Two) + Count(One) + Size(1) + Size(1L) + S.Size(2);
            [BpfFunction] static int Count(HashMap<int, int> map) => map.ContainsKey(1) ? 1 : 0;
            [BpfFunction] static int Size<T>(T x) where T : unmanaged => sizeof(T);
            ---
            struct S { [BpfFunction] public static int Size(int x) => x; }
            """;
        Assert.Equal(["Count", "Count_2", "Size", "Size_2", "Size_3"], Functions(members).Select(function => function.Name));
    }

    [Fact]
    public void More_than_five_arguments_go_through_memory()
    {
        IrFunction function = Assert.Single(Functions("[SocketFilter] int F() => G(1, 2, 3, 4, 5, 6, 7); [BpfFunction] static int G(int a, int b, int c, int d, int e, int f, int g) => a - b * c + d - e + f * g;"));
        Assert.Equal(["a", "b", "c", "d", "rest"], function.Parameters.Select(parameter => parameter.Name));
        function = Assert.Single(Functions("[SocketFilter] int F() => G(1, 2, 3, 4, 5); [BpfFunction] static int G(int a, int b, int c, int d, int e) => a - b * c + d - e;"));
        Assert.Equal(["a", "b", "c", "d", "e"], function.Parameters.Select(parameter => parameter.Name));
    }

    [Fact]
    public void What_traps_says_so_and_what_does_not_returns_its_result_alone()
    {
        List<IrFunction> functions = Functions("""
            [SocketFilter] int F() { D(3); return A(1) + B(2) + (int)C(3); }
            [BpfFunction] static int A(int x) => x + 1;
            [BpfFunction] static int B(int x) => 5 / x;
            [BpfFunction] static long C(long x) => 5 / x;
            [BpfFunction] static void D(long x) { }
            """);
        Assert.Equal(["void D(long)", "int A(int)", "long B(int)", "int C(long, result)"],
            functions.Select(function => $"{Name(function.ReturnType)} {function.Name}({string.Join(", ", function.Parameters.Select(parameter => parameter.Name == "result" ? "result" : Name(parameter.Type)))})"));

        static string Name(IrType type) => type == IrType.I64 ? "long" : type == IrType.I32 ? "int" : type.ToString()!;
    }

    [Fact]
    public void A_context_is_handed_on_where_a_helper_asks_for_it()
    {
        IrFunction function = Assert.Single(Functions("[BpfMap(MaxEntries = 4096)] public partial PerfBuffer<int> Out { get; } [SocketFilter] int F() { G(1); return 0; } [BpfFunction] void G(int x) => Out.TryOutput(x);"));
        Assert.Equal(["x", "ctx"], function.Parameters.Select(parameter => parameter.Name));
    }

    [Fact]
    public void The_object_describes_each_function_and_its_lines()
    {
        CompilationResult result = FrontEndTest.Members("""
            public partial ref long N { get; }
            [SocketFilter] int F() { N += Weigh((int)N, default); return (int)Weigh(3, new S { Y = N }); }
            [BpfFunction] static long Weigh(int x, S s)
            {
                s.Y += x;
                return s.Y / x;
            }
            ---
            struct S { public int X; public long Y; }
            """).Check();
        using CompiledObject compiled = new(result.ModuleText!);
        Assert.Matches(@"FUNC 'Weigh' type_id=\d+ linkage=static", compiled.Btf());
        Assert.Matches(@"FUNC_PROTO '\(anon\)' ret_type_id=\d+ vlen=3\n\s+'x' type_id=\d+\n\s+'s' type_id=\d+\n\s+'result' type_id=\d+", compiled.Btf());
        Assert.Contains("return s.Y / x;", compiled.Source());
        using LoadedObject loaded = new(compiled);
        string translated = loaded.Translated("F");
        Assert.Contains("Weigh(", translated);
        Assert.Contains("return s.Y / x;", translated);
    }
}
