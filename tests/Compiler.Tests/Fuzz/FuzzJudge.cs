using System.Reflection;
using System.Text;
using BpfSharp.Compiler.Tests.Emit;
using BpfSharp.Compiler.Tests.FrontEnd;
using BpfSharp.Compiler.Tests.FrontEnd.Semantics;
using Microsoft.CodeAnalysis.CSharp;

namespace BpfSharp.Compiler.Tests.Fuzz;

/// <summary>Runs random methods on the CLR and in the kernel with the same inputs.</summary>
internal static class FuzzJudge
{
    private static readonly (int A, int B, long C)[] s_inputs =
    [
        (0, 0, 0), (7, 3, 11), (-7, 3, -2), (int.MinValue, -1, long.MinValue), (1, int.MaxValue, 1L << 40), (255, 2, 0x0123_4567_89AB_CDEF), (-1, 0, long.MaxValue), (100, 64, -129),
    ];

    /// <summary>Those methods that are C#: some divide by a constant zero, say.</summary>
    public static FuzzBlock[] Legal(IReadOnlyList<FuzzBlock> methods)
    {
        string source = Source(methods);
        int[] starts = [.. Enumerable.Range(0, methods.Count).Select(i => source.IndexOf($"long M{i}(", StringComparison.Ordinal))];
        HashSet<int> wrong = [];
        foreach (Microsoft.CodeAnalysis.Diagnostic error in FrontEndTest.Errors(FrontEndTest.Compilation(source)))
            wrong.Add(Array.FindLastIndex(starts, start => start <= error.Location.SourceSpan.Start));
        return [.. methods.Where((_, i) => !wrong.Contains(i))];
    }

    /// <summary>What is wrong with a class of these methods; null when nothing is. Empty when it is no C#.</summary>
    public static string? Check(IReadOnlyList<FuzzBlock> methods, int seed)
    {
        CSharpCompilation compilation = FrontEndTest.Compilation(Source(methods));
        if (FrontEndTest.Errors(compilation).Any())
            return "";
        CompilationResult result = FrontEndTest.Compile(compilation, new CompilerOptions(MinimumKernel: new Version(5, 12)));
        if (result.ModuleText is null)
            return "the compiler says: " + string.Join("; ", result.Diagnostics.Take(3).Select(d => d.GetMessage()));
        using ClrJudge clr = new(compilation, result.Model);
        using Kernel kernel = new(result.ModuleText);
        if (kernel.Refusal is { } refusal)
            return refusal;

        Random random = new(seed);
        (int, int, long)[] inputs = [.. s_inputs, .. Enumerable.Range(0, 8).Select(_ => (random.Next(int.MinValue, int.MaxValue), random.Next(-300, 300), random.NextInt64(long.MinValue, long.MaxValue)))];
        for (int i = 0; i < methods.Count; i++)
        {
            foreach ((int a, int b, long c) in inputs)
            {
                string expected = OnClr(clr.Call, i, a, b, c), actual = kernel.Run(i, a, b, c);
                if (expected != actual)
                    return $"method {i} for ({a}, {b}, {c}): the CLR gives {expected}, the kernel {actual}";
            }
        }
        return null;
    }

    private static string OnClr(Func<int, int, int, long, long> call, int method, int a, int b, long c)
    {
        try
        {
            return call(method, a, b, c).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is ArithmeticException or IndexOutOfRangeException or InvalidOperationException or ArgumentException)
        {
            return "a trap";
        }
    }

    public static string Source(IReadOnlyList<FuzzBlock> methods)
    {
        StringBuilder text = new("[BpfObject] sealed unsafe partial class Probe {\npublic partial ref int A { get; } public partial ref int B { get; } public partial ref long C { get; } public partial ref long R { get; } public partial ref int Done { get; }\npublic partial ref F5 Shared { get; } public partial ref K Mixed { get; } [BpfMap(MaxEntries = 4)] public partial ArrayMap<K> Cells { get; }\n");
        for (int i = 0; i < methods.Count; i++)
            text.AppendLine($"[SocketFilter] int P{i}() {{ R = M{i}(A, B, C); Done = 1; return 0; }}\nlong M{i}(int a, int b, long c) {{ unchecked {methods[i]} }}");
        text.Append("public long Call(int program, int a, int b, long c) => program switch { ");
        for (int i = 0; i < methods.Count; i++)
            text.Append($"{i} => M{i}(a, b, c), ");
        return text.Append("_ => 0 };\n").Append(FuzzTypes.Members).Append("\n}\n").Append(FuzzTypes.Types).ToString();
    }

    private sealed class Kernel : IDisposable
    {
        private static readonly byte[] s_packet = new byte[64];
        private readonly LoadedBpfObject? _object;

        public Kernel(string moduleText)
        {
            (byte[]? made, string problem) = WorkerProcess.Compile(moduleText);
            if (made is null)
            {
                Refusal = "LLVM refuses it: " + problem;
                return;
            }
            try
            {
                _object = BpfObjectFile.Parse(made).Load();
            }
            catch (Exception exception) when (exception is VerifierException or BpfException)
            {
                Refusal = "the verifier refuses it: " + exception.Message;
            }
        }

        public string? Refusal { get; }

        public string Run(int method, int a, int b, long c)
        {
            LoadedBpfObject loaded = _object!;
            (loaded.GetGlobal<int>("A"), loaded.GetGlobal<int>("B"), loaded.GetGlobal<long>("C"), loaded.GetGlobal<int>("Done")) = (a, b, c, 0);
            loaded.Programs[$"P{method}"].TestRun(s_packet);
            return loaded.GetGlobal<int>("Done") == 0 ? "a trap" : loaded.GetGlobal<long>("R").ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        public void Dispose() => _object?.Dispose();
    }
}
