using System.Diagnostics;
using System.Reflection;
using System.Security.Cryptography;
using BpfSharp.Integration.Infrastructure;
using BpfSharp.Integration.Language;
using Xunit;

namespace BpfSharp.Integration.Objects;

/// <summary>The files that <c>dotnet build</c> writes beside an assembly, judged by bpftool and libbpf.</summary>
[Collection(nameof(Alone))]
public sealed class ObjectFileTests
{
    private static readonly HashSet<string> s_plain =
        [.. typeof(ILanguageCases).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(ILanguageCases)) && !LanguageCases.HaveMaps(type)).Select(type => type.Name)];

    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, name + ".bpf.o");

    [Fact]
    public void Each_file_is_what_its_class_embeds()
    {
        EmbeddedBpfObjectAttribute[] embedded = [.. typeof(ObjectFileTests).Assembly.GetCustomAttributes<EmbeddedBpfObjectAttribute>()];
        Assert.True(embedded.Length >= 8, "the assembly has its objects");
        foreach (EmbeddedBpfObjectAttribute entry in embedded)
        {
            byte[] file = File.ReadAllBytes(PathOf(entry.ClassName.Split('.')[^1] + (entry.Architecture == "arm64" ? ".arm64" : "")));
            Assert.Equal(entry.Length, file.Length);
            Assert.Equal(entry.Sha256, Convert.ToHexString(SHA256.HashData(file)), ignoreCase: true);
        }
        Assert.Equal(embedded.Length, Directory.GetFiles(AppContext.BaseDirectory, "*.bpf.o").Length);
    }

    [Fact]
    public void Bpftool_loads_it_unchanged_and_shows_the_source()
    {
        Requires.Root();
        Requires.Btf();
        Requires.Tool("bpftool");
        LeakGuard leaks = LeakGuard.Start();
        using (BpfMount mount = new())
        {
            mount.Require();
            string pins = mount.PathOf("clone");
            Run("bpftool", "prog", "loadall", PathOf(nameof(CloneProbe)), pins);
            Assert.Equal([nameof(CloneProbe.OnFork), nameof(CloneProbe.OnForkRaw)], Directory.GetFileSystemEntries(pins).Select(Path.GetFileName).Order());

            string code = Run("bpftool", "prog", "dump", "xlated", "pinned", Path.Combine(pins, nameof(CloneProbe.OnFork)), "linum");
            Assert.Contains("int parentId = parent->tgid;", code, StringComparison.Ordinal);
            Assert.Matches(@"\[file:[^\]]*CloneProbe\.cs line_num:\d+ line_col:\d+\]", code);

            string shown = Run("bpftool", "prog", "show", "pinned", Path.Combine(pins, nameof(CloneProbe.OnFork)));
            Assert.Contains("tracing  name OnFork", shown, StringComparison.Ordinal);
            Assert.Contains(" gpl", shown, StringComparison.Ordinal);
        }
        leaks.AssertNothingLeft();
    }

    [Fact]
    public void Libbpf_makes_the_same_instructions_of_each()
    {
        Requires.Feature(BpfFeature.BtfTracepoints);
        Requires.Tool("bpftool");
        using BpfMount files = new();
        files.Require();
        string mount = files.Folder;
        List<LoadedBpfObject> loaded = [];
        try
        {
            List<string> names = LoadAll(loaded, mount);
            Assert.Contains(nameof(CloneProbe), names);
            Assert.Contains(nameof(MapCases), names);
            // All at once: in an emulated machine each start of bpftool takes a second.
            Batch(names.Select(name => $"prog loadall {PathOf(name)} {mount}/{name}"));
            foreach ((string name, LoadedBpfObject ours) in names.Zip(loaded))
            {
                Assert.Equal(ours.Programs.Select(program => program.Name).Order(StringComparer.Ordinal), Directory.GetFiles(Path.Combine(mount, name)).Select(Path.GetFileName).Order(StringComparer.Ordinal));
                foreach (BpfProgram program in ours.Programs)
                    Assert.Equal(Instructions(RawBpf.OpenPinned(Path.Combine(mount, name, program.Name))), Instructions(RawBpf.OpenProgram(program.Id)).AsSpan());
            }
        }
        finally
        {
            loaded.ForEach(one => one.Dispose());
        }
    }

    /// <summary>
    /// Loads what loads here. Some objects are for other machines or newer kernels, and some are wrong on purpose: those libbpf refuses too.
    /// </summary>
    private static List<string> LoadAll(List<LoadedBpfObject> loaded, string mount)
    {
        List<string> names = [];
        foreach (string path in Directory.GetFiles(AppContext.BaseDirectory, "*.bpf.o").Where(path => !path.EndsWith(".arm64.bpf.o", StringComparison.Ordinal)))
        {
            string name = Path.GetFileName(path).Replace(".bpf.o", "", StringComparison.Ordinal);
            // Cases of the language without maps: nothing in them is for a loader to change.
            if (s_plain.Contains(name))
                continue;
            BpfObjectFile file = BpfObjectFile.Open(path);
            // Only maps: bpftool loads objects for their programs.
            if (file.Programs.Count == 0)
                continue;
            // A section that libbpf knows since 1.5.
            if (file.Programs.Any(program => program.Section.StartsWith("kprobe.session", StringComparison.Ordinal)))
                continue;
            // Where the kernel has no kprobe.multi links, we load such programs as kprobes, for which some helpers are others; libbpf does not.
            if (!KernelFeatures.IsSupported(BpfFeature.KprobeMulti) && file.Programs.Any(program => program.Section.Contains("probe.multi", StringComparison.Ordinal)))
                continue;
            try
            {
                loaded.Add(file.Load());
                names.Add(name);
            }
            catch (BpfUnsupportedException refused) when (refused.Feature == BpfFeature.KernelReferences && !KernelFeatures.IsSupported(BpfFeature.KernelReferences))
            {
                // Where the kernel does not know such fields, libbpf makes the map without them, and nothing would keep what is in it alive.
            }
            catch (BpfException refused)
            {
                Assert.True(Execute("bpftool", "prog", "loadall", path, Path.Combine(mount, name)).Status != 0, $"libbpf loads {name}, we say: {refused.Message}");
            }
        }
        return names;
    }

    private static void Batch(IEnumerable<string> commands)
    {
        string file = Path.GetTempFileName();
        File.WriteAllLines(file, commands);
        // Each object has libbpf read the kernel's types anew: memory that glibc keeps need not be cleared and mapped again.
        (int status, _, string errors) = Execute("env", "MALLOC_MMAP_THRESHOLD_=1000000000", "MALLOC_TRIM_THRESHOLD_=1000000000", "bpftool", "batch", "file", file);
        // At the end of the file it takes what errno was left at for a failure to read (7.1).
        Assert.True(status == 0 || errors.Contains("reading batch file failed", StringComparison.Ordinal), errors);
        File.Delete(file);
    }

    /// <summary>What the kernel made of a program, after its verifier: maps are numbered in the order of their appearance.</summary>
    private static ulong[] Instructions(int descriptor)
    {
        const ulong mapFd = 0x1018, mapValue = 0x2018; // lddw, in the register field BPF_PSEUDO_MAP_FD or BPF_PSEUDO_MAP_VALUE
        Dictionary<uint, uint> maps = [];
        ulong[] code = RawBpf.Translated(descriptor);
        Assert.NotEmpty(code);
        for (int at = 0; at < code.Length; at++)
        {
            ulong instruction = code[at];
            // Where a timer's callback is set the kernel puts the address of what it keeps about this very program.
            if ((instruction & 0xf0ff) == 0x18 && at + 1 < code.Length && code[at + 1] >> 32 >= 0xffff_8000)
            {
                code[at] = (uint)instruction;
                code[++at] = 0;
            }
            else if ((instruction & 0xf0ff) is mapFd or mapValue)
            {
                uint id = (uint)(instruction >> 32);
                maps.TryAdd(id, (uint)maps.Count);
                code[at] = (uint)instruction | (ulong)maps[id] << 32;
            }
        }
        return code;
    }

    [Fact]
    public void Its_types_are_named_as_in_the_source()
    {
        Requires.Tool("bpftool");
        string types = Run("bpftool", "btf", "dump", "file", PathOf(nameof(CloneProbe)));
        Assert.Contains("FUNC 'OnFork'", types, StringComparison.Ordinal);
        Assert.Contains("STRUCT 'task_struct'", types, StringComparison.Ordinal);
        Assert.Contains("VAR 'CountByParent'", types, StringComparison.Ordinal);
        Assert.Contains("DATASEC '.maps'", types, StringComparison.Ordinal);
        Assert.Contains("VAR 'MinPid'", types, StringComparison.Ordinal);
    }

    internal static string Run(string program, params string[] arguments)
    {
        (int status, string output, string errors) = Execute(program, arguments);
        Assert.True(status == 0, $"{program} {string.Join(' ', arguments)}: {errors}");
        return output;
    }

    private static (int Status, string Output, string Errors) Execute(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }
}
