using System.Globalization;
using System.Text.Json;
using Xunit;

namespace BpfSharp.Compiler.Tests.Emit;

/// <summary>An object that the running kernel verified, by way of libbpf.</summary>
internal sealed class LoadedObject : IDisposable
{
    readonly string mount = Directory.CreateTempSubdirectory("bpfsharp-bpffs").FullName;

    public LoadedObject(CompiledObject compiled, bool mayFail = false)
    {
        Tool.Need("bpftool");
        Assert.SkipUnless(Environment.UserName == "root", "loading programs needs root");
        Assert.SkipUnless(Tool.TryRun("mount", "-t", "bpf", "bpf", mount).Code == 0, "no BPF file system can be mounted here");
        try
        {
            Directory.CreateDirectory(Path.Combine(mount, "maps"));
            (int code, _, Log) = Tool.TryRun("bpftool", "-d", "prog", "loadall", compiled.Object, Path.Combine(mount, "progs"), "pinmaps", Path.Combine(mount, "maps"));
            Assert.True(mayFail || code == 0, Log);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>What libbpf and the kernel said.</summary>
    public string Log { get; }

    /// <summary>Runs a program once on an empty packet.</summary>
    /// <returns>What the program returned.</returns>
    public uint Run(string program = "filter")
    {
        string packet = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        File.WriteAllBytes(packet, new byte[64]);
        try
        {
            string output = Tool.Run("bpftool", "-j", "prog", "run", "pinned", Pin(program), "data_in", packet);
            return JsonDocument.Parse(output).RootElement.GetProperty("retval").GetUInt32();
        }
        finally
        {
            File.Delete(packet);
        }
    }

    public string Translated(string program) => Tool.Run("bpftool", "prog", "dump", "xlated", "pinned", Pin(program), "linum");

    /// <summary>The bytes of the value of a map's only element.</summary>
    public byte[] OnlyValue(string map)
    {
        JsonElement entries = JsonDocument.Parse(Tool.Run("bpftool", "-j", "map", "dump", "pinned", Path.Combine(mount, "maps", map))).RootElement;
        Assert.Equal(1, entries.GetArrayLength());
        return [.. entries[0].GetProperty("value").EnumerateArray().Select(b => byte.Parse(b.GetString()![2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
    }

    public IEnumerable<string> Maps => Directory.GetFileSystemEntries(Path.Combine(mount, "maps")).Select(p => Path.GetFileName(p));

    string Pin(string program) => Path.Combine(mount, "progs", program);

    public void Dispose()
    {
        Tool.TryRun("umount", mount);
        Directory.Delete(mount);
    }
}
