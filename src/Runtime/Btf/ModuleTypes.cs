using System.Runtime.InteropServices;
using System.Text;
using BpfSharp.Sys;

namespace BpfSharp.Btf;

/// <summary>The types of the running kernel's modules (kernel 5.11): they come and go with the modules.</summary>
internal sealed unsafe class ModuleTypes(KernelBtf kernel)
{
    private const string Folder = "/sys/kernel/btf";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (DateTime Loaded, KernelBtf Types)> _known = new(StringComparer.Ordinal);

    /// <summary>struct bpf_btf_info.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Info
    {
        public ulong Btf;
        public uint BtfSize;
        public uint Id;
        public ulong Name;
        public uint NameLength;
        public uint IsKernel;
    }

    /// <summary>Reads the types of modules that were loaded since, and forgets those of modules that are gone.</summary>
    public void Refresh()
    {
        lock (_gate)
        {
            var gone = new HashSet<string>(_known.Keys, StringComparer.Ordinal);
            foreach (string path in Directory.Exists(Folder) ? Directory.GetFiles(Folder) : [])
            {
                string name = Path.GetFileName(path);
                if (path == KernelBtf.RunningPath)
                    continue;
                var loaded = File.GetLastWriteTimeUtc(path);
                if (_known.TryGetValue(name, out var known) && known.Loaded == loaded)
                {
                    gone.Remove(name);
                    continue;
                }

                if (Read(path, name) is { } types)
                {
                    Forget(name);
                    gone.Remove(name);
                    _known[name] = (loaded, types);
                    kernel.AddModule(types);
                }
            }

            foreach (string name in gone)
                Forget(name);
        }
    }

    /// <summary>The kernel's object of a module's types, which programs name to the verifier.</summary>
    /// <exception cref="BpfUnsupportedException">The module is not loaded any more.</exception>
    public static FileHandle Open(string module, string operation)
    {
        for (uint id = 0; Next(id) is { } next; id = next)
        {
            var attribute = new ObjectIdAttribute { Id = next };
            var handle = BpfSyscall.Open(BpfCommand.BtfGetFdById, ref attribute, out _);
            if (handle is not null && IsOf(handle, module))
                return handle;
            handle?.Dispose();
        }

        throw new BpfUnsupportedException(null, Errno.ENOENT, operation, $"The kernel module {module} is not loaded any more, or its types may not be opened (CAP_SYS_ADMIN).");
    }

    private void Forget(string name)
    {
        if (_known.Remove(name, out var known))
            kernel.RemoveModule(known.Types);
    }

    /// <summary>A module may go at any moment, and one built for another kernel describes nothing here.</summary>
    private KernelBtf? Read(string path, string name)
    {
        try
        {
            return KernelBtf.Parse(File.ReadAllBytes(path), name, kernel);
        }
        catch (Exception exception) when (exception is IOException or BpfObjectFormatException)
        {
            return null;
        }
    }

    private static uint? Next(uint id)
    {
        var attribute = new ObjectIdAttribute { Id = id };
        return BpfSyscall.Call(BpfCommand.BtfGetNextId, ref attribute) < 0 ? null : attribute.NextId;
    }

    private static bool IsOf(FileHandle handle, string module)
    {
        const int longest = 64;
        byte* name = stackalloc byte[longest];
        var info = new Info { Name = (ulong)name, NameLength = longest };
        return ObjectInfo.Read(handle, new Span<byte>(&info, sizeof(Info))) > 0 && info.IsKernel != 0
            && MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name).SequenceEqual(Encoding.UTF8.GetBytes(module));
    }
}
