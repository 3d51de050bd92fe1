using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using BpfSharp.Compiler.Tests.Emit;
using Xunit;

namespace BpfSharp.Compiler.Tests.FrontEnd.Semantics;

/// <summary>The class as the running kernel runs it: compiled by the worker, loaded by libbpf, run by the kernel's test run.</summary>
internal sealed class KernelJudge : IDisposable
{
    private static readonly byte[] s_packet = new byte[64];

    private readonly string _folder = Directory.CreateTempSubdirectory("bpfsharp-semantics").FullName;
    private readonly string _pins;
    private readonly Dictionary<string, PinnedBpf> _programs = [];
    private PinnedBpf? _traps;
    private int _trapsAt, _trapsLength;

    /// <param name="moduleText">LLVM IR.</param>
    /// <param name="cpu">The instruction set.</param>
    /// <param name="readOnly">What user space puts into <c>.rodata</c> before loading; null to leave it.</param>
    public KernelJudge(string moduleText, string cpu = "v3", byte[]? readOnly = null)
    {
        _pins = Path.Combine(_folder, "bpf");
        Directory.CreateDirectory(_pins);
        Tool.Need("bpftool");
        Assert.SkipUnless(Environment.UserName == "root", "loading programs needs root");
        try
        {
            Assert.SkipUnless(Tool.TryRun("mount", "-t", "bpf", "bpf", _pins).Code == 0, "no BPF file system can be mounted here");
            string data = Path.Combine(_folder, "data"), compiled = Path.Combine(_folder, "probe.o");
            (byte[]? made, string problem) = WorkerProcess.Compile(moduleText, cpu);
            Assert.True(made is not null, problem);
            File.WriteAllBytes(compiled, made);
            if (readOnly is not null)
            {
                File.WriteAllBytes(data, readOnly);
                Tool.Run("llvm-objcopy-19", "--update-section", ".rodata=" + data, compiled);
            }
            Tool.Run("bpftool", "prog", "loadall", compiled, Path.Combine(_pins, "progs"), "pinmaps", Path.Combine(_pins, "maps"));
            FindTraps(compiled);
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
        Span<byte> context = stackalloc byte[192];
        context.Clear();
        BinaryPrimitives.WriteInt32LittleEndian(context[48..], a);
        BinaryPrimitives.WriteInt32LittleEndian(context[52..], b);
        BinaryPrimitives.WriteInt64LittleEndian(context[56..], c);
        if (!_programs.TryGetValue(program, out PinnedBpf? pinned))
            _programs.Add(program, pinned = new(Path.Combine(_pins, "progs", program)));
        int result = pinned.Run(s_packet, context);
        return (result, _traps is null ? 0 : CountTraps(_traps.FirstValue()));
    }

    private long CountTraps(ReadOnlySpan<byte> zeroed)
    {
        long count = 0;
        foreach (long counter in MemoryMarshal.Cast<byte, long>(zeroed.Slice(_trapsAt, _trapsLength)))
            count += counter;
        return count;
    }

    /// <summary>Where the trap counters are in the zeroed variables, by LLVM's reading of the symbols; libbpf's map of these is pinned by the object's name and the section's.</summary>
    private void FindTraps(string compiled)
    {
        // "0000000000000008 0000000000000010 B bpfsharp_traps"
        string? line = Tool.Run("llvm-nm-19", "--print-size", compiled).Split('\n').FirstOrDefault(line => line.EndsWith(" bpfsharp_traps", StringComparison.Ordinal));
        if (line is null)
            return;
        string[] fields = line.Split(' ');
        Assert.Equal("B", fields[2], ignoreCase: true);
        _trapsAt = int.Parse(fields[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        _trapsLength = int.Parse(fields[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        _traps = new(Directory.GetFiles(Path.Combine(_pins, "maps"), "*bss").Single());
    }

    public void Dispose()
    {
        _traps?.Dispose();
        foreach (PinnedBpf program in _programs.Values)
            program.Dispose();
        Tool.TryRun("umount", _pins);
        Directory.Delete(_folder, recursive: true);
    }
}
