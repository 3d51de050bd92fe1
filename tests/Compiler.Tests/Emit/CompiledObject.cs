using Xunit;

namespace BpfSharp.Compiler.Tests.Emit;

/// <summary>Text that LLVM made an object of, in a folder of its own.</summary>
internal sealed class CompiledObject : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("bpfsharp-emit").FullName;

    public CompiledObject(string text, string cpu = "v3", string llvm = "19")
    {
        Object = Path.Combine(folder, "a.o");
        try
        {
            Compile(text, cpu, llvm);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string Object { get; }

    public string Btf() => Tool.Run("bpftool", "btf", "dump", "file", Object);
    public string BtfAsC() => Tool.Run("bpftool", "btf", "dump", "file", Object, "format", "c");
    public string Disassembly(string cpu = "v3") => Tool.Run("llvm-objdump-19", "-dr", "--mcpu=" + cpu, "--no-show-raw-insn", Object);

    /// <summary>The disassembly between the files and lines that BTF gives.</summary>
    public string Lines() => Tool.Run("llvm-objdump-19", "-dl", "--mcpu=v3", WithoutFrames());

    /// <summary>The disassembly between the source text that BTF gives.</summary>
    public string Source() => Tool.Run("llvm-objdump-19", "-dS", "--mcpu=v3", WithoutFrames());

    public string Sections() => Tool.Run("llvm-readelf-19", "-SW", Object);
    public string Symbols() => Tool.Run("llvm-readelf-19", "-sW", Object);

    /// <summary>A copy without the one DWARF section there is, for whose sake llvm-objdump would not look into BTF.</summary>
    string WithoutFrames()
    {
        string copy = Object + ".stripped";
        Tool.Run("llvm-objcopy-19", "-R", ".debug_frame", "-R", ".rel.debug_frame", Object, copy);
        return copy;
    }

    void Compile(string text, string cpu, string llvm)
    {
        string source = Path.Combine(folder, "a.ll"), optimized = Path.Combine(folder, "a.bc");
        File.WriteAllText(source, text);
        Tool.Run("opt-" + llvm, "-passes=verify", "-disable-output", source);
        // The layout is given as the worker gives it; opt would otherwise optimize for another machine's.
        Tool.Run("opt-" + llvm, "-passes=default<O2>", "-mtriple=bpfel", "-mcpu=" + cpu, "--data-layout=e-m:e-p:64:64-i64:64-i128:128-n32:64-S128", source, "-o", optimized);
        (int code, _, string messages) = Tool.TryRun("llc-" + llvm, "-march=bpfel", "-mcpu=" + cpu, "-filetype=obj", optimized, "-o", Object);
        Assert.True(code == 0 && messages.Length == 0, messages);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
