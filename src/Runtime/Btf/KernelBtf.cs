using System.Buffers.Binary;
using System.Text;
using BpfSharp.Elf;

namespace BpfSharp.Btf;

/// <summary>The types of a running kernel, or of a file that describes one; optionally with its modules' types.</summary>
internal sealed class KernelBtf
{
    /// <summary>The file of the running kernel's own types.</summary>
    public const string RunningPath = "/sys/kernel/btf/vmlinux";

    volatile KernelBtf[] _modules = []; // replaced whole: others may be looking through it

    KernelBtf(BtfTypes types, string name)
    {
        Types = types;
        Name = name;
    }

    /// <summary><c>vmlinux</c>, a module's name, or the file's path; for messages.</summary>
    public string Name { get; }
    public BtfTypes Types { get; }

    /// <summary>Types of modules, searched where the kernel proper has no candidate; of the running kernel, those that are loaded now.</summary>
    public IReadOnlyList<KernelBtf> Modules
    {
        get
        {
            FindModules?.Invoke();
            return _modules;
        }
    }

    /// <summary>Called before modules are looked at, to add those that are new.</summary>
    public Action? FindModules { get; set; }

    /// <summary>The running kernel's types; null when it was built without BTF.</summary>
    public static KernelBtf? TryOpenRunning() => File.Exists(RunningPath) ? Open(RunningPath) : null;

    /// <summary>Reads raw BTF, or the <c>.BTF</c> section of an ELF file.</summary>
    public static KernelBtf Open(string path) => Parse(File.ReadAllBytes(path), path == RunningPath ? "vmlinux" : path);

    /// <summary>Reads raw BTF, or the <c>.BTF</c> section of an ELF file.</summary>
    /// <param name="bytes">Kept, not copied.</param>
    /// <param name="name">For messages.</param>
    /// <param name="baseBtf">For a module's (split) BTF: the kernel's.</param>
    /// <exception cref="BpfObjectFormatException">It is neither, or damaged.</exception>
    public static KernelBtf Parse(byte[] bytes, string name, KernelBtf? baseBtf = null)
        => new(BtfTypes.Parse(ElfFile.IsElf(bytes) ? Extract(bytes, name) : bytes, name, baseBtf?.Types), name);

    /// <summary>Reads a kernel's types and, in files behind it, those of its modules.</summary>
    /// <param name="paths">Raw BTF, or ELF files with it.</param>
    /// <exception cref="BpfObjectFormatException">One is neither, or damaged, or a module's without its kernel's before it.</exception>
    public static KernelBtf Open(ReadOnlySpan<string> paths)
    {
        KernelBtf? kernel = null;
        foreach (string path in paths)
        {
            byte[] bytes = ReadBlob(path);
            if (kernel is null) kernel = Parse(bytes, path);
            else if (IsSplit(bytes)) kernel.AddModule(Parse(bytes, path, kernel));
            else throw new BpfObjectFormatException("The file has types that stand alone, and only those of modules can follow a kernel's", path, -1, "Give one kernel's file, and behind it files of its modules.");
        }
        return kernel ?? throw new ArgumentException("No file is named.", nameof(paths));
    }

    /// <summary>The BTF in a file.</summary>
    public static byte[] ReadBlob(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        return ElfFile.IsElf(bytes) ? Extract(bytes, path) : bytes;
    }

    /// <summary>Whether a blob continues another one's types, as a module's does: it then begins without the empty string.</summary>
    public static bool IsSplit(ReadOnlySpan<byte> blob)
    {
        if (blob.Length < BtfTypes.MinimumHeader) return false;
        ulong strings = BinaryPrimitives.ReadUInt32LittleEndian(blob[4..]) + (ulong)BinaryPrimitives.ReadUInt32LittleEndian(blob[16..]);
        return BinaryPrimitives.ReadUInt32LittleEndian(blob[20..]) == 0 || (strings < (ulong)blob.Length && blob[(int)strings] != 0);
    }

    static byte[] Extract(byte[] bytes, string name)
    {
        var elf = new ElfFile(bytes, anyMachine: true);
        return elf.FindSection(".BTF") is { Size: > 0 } section ? elf.Contents(section).ToArray()
            : throw new BpfObjectFormatException("The ELF file has no type information", name, -1, "Pass a file with a .BTF section, or raw BTF such as " + RunningPath + ".");
    }

    public void AddModule(KernelBtf module) => _modules = [.. _modules, module];

    public void RemoveModule(KernelBtf module) => _modules = Array.FindAll(_modules, other => other != module);

    /// <summary>The type of a kind and name in the kernel, or else in a module; id 0 when there is none.</summary>
    public (KernelBtf Types, int Id) FindWithModules(BtfKind kind, string name)
    {
        if (Find(kind, name) is not 0 and var id) return (this, id);
        foreach (var module in Modules)
            // A module's types continue the kernel's, which were asked above.
            if (module.Find(kind, name) is not 0 and var own) return (module, own);
        return (this, 0);
    }

    /// <summary>The type of a kind and name; 0 when there is none.</summary>
    public int Find(BtfKind kind, string name) => Types.Find(kind, Encoding.UTF8.GetBytes(name));

    /// <summary>The function's type id (FUNC), as <c>attach_btf_id</c> wants it; 0 when the kernel has no such function.</summary>
    public int FindFunction(string name) => Find(BtfKind.Function, name);

    /// <summary>The typedef <c>btf_trace_NAME</c> of a raw tracepoint, as <c>attach_btf_id</c> of tp_btf programs wants it; 0 when there is none.</summary>
    /// <param name="tracepoint">The tracepoint's name alone: <c>sched_switch</c>.</param>
    public int FindTracepointTypedef(string tracepoint) => Find(BtfKind.Typedef, "btf_trace_" + tracepoint);

    /// <summary>The prototype of a FUNC, or of a typedef of a pointer to a function; null when the type is neither.</summary>
    public BtfPrototype? GetPrototype(int id)
    {
        var type = Types.SkipModifiers(id);
        if (type.Kind is BtfKind.Function or BtfKind.Pointer) type = Types.SkipModifiers(type.TypeId);
        if (type.Kind != BtfKind.FunctionPrototype) return null;
        var parameters = new BtfParameter[type.Count];
        for (int i = 0; i < parameters.Length; i++)
        {
            var (nameOffset, typeId) = type.Parameter(i);
            parameters[i] = new BtfParameter(Types.TextAt(nameOffset), typeId);
        }
        return new BtfPrototype(parameters, type.TypeId);
    }
}

/// <summary>A function's parameters and result, as type ids.</summary>
internal sealed record BtfPrototype(IReadOnlyList<BtfParameter> Parameters, int ReturnTypeId);

/// <param name="Name">Empty when the BTF has no name.</param>
/// <param name="TypeId">0 for void; a last parameter without name and type stands for variable arguments.</param>
internal sealed record BtfParameter(string Name, int TypeId);
