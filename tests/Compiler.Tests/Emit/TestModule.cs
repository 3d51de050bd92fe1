using BpfSharp.Compiler.Emit;
using BpfSharp.Compiler.Ir;
using Xunit;

namespace BpfSharp.Compiler.Tests.Emit;

/// <summary>A module made by hand.</summary>
internal sealed class TestModule(string license = "GPL")
{
    public const string File = "/src/Probe.cs";

    public IrModule Ir { get; } = new("Probe", license);

    public TestFunction Program(string name, string section, params IrParameter[] parameters) =>
        Function(new IrFunction(name, IrLinkage.Program, IrType.I32, Types.Int, new SourceSpan(File, 1, 1)) { Section = section }, parameters);

    /// <summary>A socket filter: its context, and a result the kernel reports from a test run.</summary>
    public TestFunction Socket(string name = "filter") => Program(name, "socket", new IrParameter("ctx", IrType.Pointer, Types.VoidPointer));

    public TestFunction Helper(string name, IrLinkage linkage, IrType returnType, DebugType debugType, SourceSpan span, params IrParameter[] parameters) =>
        Function(new IrFunction(name, linkage, returnType, debugType, span), parameters);

    public IrMap Map(IrMap map)
    {
        Ir.Maps.Add(map);
        return map;
    }

    public IrGlobal Global(IrGlobal global)
    {
        Ir.Globals.Add(global);
        return global;
    }

    /// <summary>A constant text in <c>.rodata</c>, as format strings are.</summary>
    public IrGlobal Text(string name, string text)
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(text + "\0");
        return Global(new IrGlobal(name, ".rodata", bytes.Length, 1, null) { Initial = [.. bytes], IsInternal = true });
    }

    public string Emit(string cpu = "v3")
    {
        Assert.Empty(IrVerifier.Verify(Ir));
        return LlvmEmitter.Emit(Ir, new EmitOptions(cpu));
    }

    TestFunction Function(IrFunction function, IrParameter[] parameters)
    {
        function.Parameters.AddRange(parameters);
        Ir.Functions.Add(function);
        return new TestFunction(function);
    }
}
