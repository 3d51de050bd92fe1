using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using BpfSharp.Compiler.Binding;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace BpfSharp.Compiler.Tests.FrontEnd.Semantics;

/// <summary>The class as the CLR runs it, on a simulated kernel.</summary>
internal sealed class ClrJudge : IDisposable
{
    private readonly object _probe;
    private readonly IDisposable _scope;
    private readonly MethodInfo _method;
    private readonly MethodInfo? _after;

    public ClrJudge(CSharpCompilation compilation, ObjectModel model)
    {
        Type type = Load(compilation, model);
        SimulatedKernel kernel = new(cpuCount: 1);
        _scope = kernel.Enter();
        _probe = Activator.CreateInstance(type, kernel)!;
        _method = type.GetMethod("M", BindingFlags.Instance | BindingFlags.NonPublic)!;
        _after = type.GetMethod("After", BindingFlags.Instance | BindingFlags.NonPublic);
        type.GetMethod("Load", [])!.Invoke(_probe, []);
    }

    /// <summary>The method <c>Call</c> of a class that has one.</summary>
    public Func<int, int, int, long, long> Call => field ??= _probe.GetType().GetMethod("Call")!.CreateDelegate<Func<int, int, int, long, long>>(_probe);

    private static Type Load(CSharpCompilation compilation, ObjectModel model)
    {
        CSharpParseOptions parse = (CSharpParseOptions)compilation.SyntaxTrees[0].Options;
        compilation = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(OtherHalf(model), parse, cancellationToken: TestContext.Current.CancellationToken))
            .WithAssemblyName("Semantics" + Guid.NewGuid().ToString("N"));
        using MemoryStream stream = new();
        Microsoft.CodeAnalysis.Emit.EmitResult emitted = compilation.Emit(stream);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics));
        return Assembly.Load(stream.ToArray()).GetType("Probe", throwOnError: true)!;
    }

    /// <summary>What the method returns; null when it throws what a program traps for.</summary>
    public (int? Result, string Exception) Run(int a, int b, long c)
    {
        try
        {
            return ((int)_method.Invoke(_probe, [a, b, c])!, "");
        }
        catch (TargetInvocationException exception) when (exception.InnerException is ArithmeticException or IndexOutOfRangeException
            or ArgumentException or InvalidOperationException or NullReferenceException or KeyNotFoundException or SwitchExpressionException or BpfException)
        {
            return (null, exception.InnerException.GetType().Name);
        }
    }

    public bool HasAfter => _after is not null;

    public int After() => (int)_after!.Invoke(_probe, [])!;

    /// <summary>What the generator would write, as far as a simulated kernel needs it.</summary>
    private static string OtherHalf(ObjectModel model)
    {
        StringBuilder text = new();
        text.AppendLine("sealed unsafe partial class Probe(BpfHost host) : BpfObject(host) {");
        text.AppendLine("protected override ReadOnlySpan<byte> ObjectBytes => default;");
        text.Append("private static readonly BpfObjectDefinition s_definition = new(\"Probe\", [");
        foreach (MapModel map in model.Maps)
            text.Append($"new(\"{map.Name}\", (BpfMapType){map.MapType}, {map.KeySize}, {map.ValueSize}, {map.MaxEntries}, (BpfMapFlags){map.Flags}), ");
        text.Append("], [");
        foreach (GlobalModel global in model.Globals)
        {
            string initial = global.Initial.Count > 0 ? $"new byte[] {{ {string.Join(", ", global.Initial)} }}" : "null";
            text.Append($"new(\"{global.Name}\", {global.Size}, {(global.IsReadOnly ? "true" : "false")}, {initial}), ");
        }
        text.AppendLine("], [], []);");
        text.AppendLine("protected override BpfObjectDefinition Definition => s_definition;");
        for (int i = 0; i < model.Maps.Count; i++)
            text.AppendLine($"{model.Maps[i].PropertyHeader} => field ??= new(OpenMap({i}));");
        for (int i = 0; i < model.Globals.Count; i++)
        {
            GlobalModel global = model.Globals[i];
            text.AppendLine(global.IsRef
                ? $"{global.PropertyHeader} => ref Global<{global.TypeName}>({i});"
                : $"{global.PropertyHeader} {{ get => Global<{global.TypeName}>({i}); init => Global<{global.TypeName}>({i}) = value; }}");
        }
        return text.AppendLine("}").ToString();
    }

    public void Dispose()
    {
        _scope.Dispose();
        (_probe as IDisposable)?.Dispose();
    }
}
