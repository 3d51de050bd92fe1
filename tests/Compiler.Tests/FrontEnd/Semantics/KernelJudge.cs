using System.Buffers.Binary;
using System.Text.Json;
using BpfSharp.Compiler.Tests.Emit;
using Xunit;

namespace BpfSharp.Compiler.Tests.FrontEnd.Semantics;

/// <summary>The class as the running kernel runs it: compiled by clang, loaded by libbpf, run by the kernel's test run.</summary>
internal sealed class KernelJudge : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bpfsharp-semantics").FullName;
    private readonly string _pins;

    /// <param name="moduleText">LLVM IR.</param>
    /// <param name="cpu">The instruction set.</param>
    /// <param name="readOnly">What user space puts into <c>.rodata</c> before loading; null to leave it.</param>
    public KernelJudge(string moduleText, string cpu = "v3", byte[]? readOnly = null)
    {
        _pins = Path.Combine(_folder, "bpf");
        Directory.CreateDirectory(_pins);
        Tool.Need("bpftool");
        Tool.Need("clang-19");
        Assert.SkipUnless(Environment.UserName == "root", "loading programs needs root");
        try
        {
            Assert.SkipUnless(Tool.TryRun("mount", "-t", "bpf", "bpf", _pins).Code == 0, "no BPF file system can be mounted here");
            // The option is the worker's too: without it LLVM sums some loops with 128-bit multiplications.
            string text = Path.Combine(_folder, "probe.ll"), compiled = Path.Combine(_folder, "probe.o");
            File.WriteAllText(text, moduleText);
            Tool.Run("clang-19", "-target", "bpf", "-mcpu=" + cpu, "-O2", "-mllvm", "-replexitval=never", "-Wno-override-module", "-c", "-x", "ir", text, "-o", compiled);
            if (readOnly is not null)
            {
                File.WriteAllBytes(text, readOnly);
                Tool.Run("llvm-objcopy-19", "--update-section", ".rodata=" + text, compiled);
            }
            Tool.Run("bpftool", "prog", "loadall", compiled, Path.Combine(_pins, "progs"), "pinmaps", Path.Combine(_pins, "maps"));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>What a program returns for these inputs, and how many traps were counted since loading.</summary>
    public (int Result, long Traps) Run(string program, int a, int b, long c)
    {
        byte[] context = new byte[192];
        BinaryPrimitives.WriteInt32LittleEndian(context.AsSpan(48), a);
        BinaryPrimitives.WriteInt32LittleEndian(context.AsSpan(52), b);
        BinaryPrimitives.WriteInt64LittleEndian(context.AsSpan(56), c);
        string contextFile = Path.Combine(_folder, "context"), dataFile = Path.Combine(_folder, "data");
        File.WriteAllBytes(contextFile, context);
        File.WriteAllBytes(dataFile, new byte[64]);
        string output = Tool.Run("bpftool", "-j", "prog", "run", "pinned", Path.Combine(_pins, "progs", program), "data_in", dataFile, "ctx_in", contextFile);
        return (unchecked((int)JsonDocument.Parse(output).RootElement.GetProperty("retval").GetUInt32()), CountTraps());
    }

    private long CountTraps()
    {
        string maps = Path.Combine(_pins, "maps");
        if (!Directory.Exists(maps))
            return 0;
        // libbpf calls a section's map by the object and the section, '.' made '_' in the pin.
        foreach (string pin in Directory.GetFiles(maps, "*bss"))
        {
            JsonElement entry = JsonDocument.Parse(Tool.Run("bpftool", "-j", "map", "dump", "pinned", pin)).RootElement[0];
            foreach (JsonElement variable in entry.GetProperty("formatted").GetProperty("value").GetProperty(".bss").EnumerateArray())
            {
                if (variable.TryGetProperty("bpfsharp_traps", out JsonElement counters))
                    return counters.EnumerateArray().Sum(counter => counter.GetInt64());
            }
        }
        return 0;
    }

    public void Dispose()
    {
        Tool.TryRun("umount", _pins);
        Directory.Delete(_folder, recursive: true);
    }
}
