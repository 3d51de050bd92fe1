using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

// The generator reads these files too, which analyzers must not do; see WorkerClient, whose one exception this is a part of.
// Its .NET has no static hash functions.
#pragma warning disable RS1035, CA1850

namespace BpfSharp.Compiler.Worker;

/// <summary>
/// Finished objects from earlier builds, one file each, named by what went into them: IR, options, worker and LLVM. A file
/// that was damaged is noticed by its own hash and made again. The worker fills it; the generator looks here first, because
/// starting a process to be told what is on disk would take ten times as long.
/// </summary>
/// <param name="directory">Where the files are.</param>
/// <param name="workerPath">The worker's assembly.</param>
/// <param name="libLlvm">The libLLVM that the worker is told to use; empty when it is to look for one.</param>
internal sealed partial class ObjectCache(string directory, string workerPath, string libLlvm)
{
    const int HashSize = 32;
    static readonly byte[] s_magic = "BPFO"u8.ToArray();

    /// <summary>The whole answer to a request, as the worker would give it; null when it would have to compile anything.</summary>
    public CompileResponse? Answer(CompileRequest request)
    {
        if (KnownTools() is not { } tools) return null;
        var results = new ModuleResult?[request.Modules.Length];
        return TryFill(request, tools, results) ? new CompileResponse(CompileOutcome.Done, "", tools.Llvm, ImmutableArray.CreateRange(results)!) : null;
    }

    /// <summary>Fills what is known; true when nothing is left to compile.</summary>
    public bool TryFill(CompileRequest request, CacheTools tools, ModuleResult?[] results)
    {
        bool complete = true;
        for (int i = 0; i < results.Length; i++) complete &= (results[i] = Read(request.Modules[i], tools)) is not null;
        return complete;
    }

    ModuleResult? Read(CompileModule module, CacheTools tools)
    {
        try
        {
            byte[] content = File.ReadAllBytes(PathOf(module, tools));
            int start = s_magic.Length + HashSize;
            if (content.Length < start || !content.AsSpan().StartsWith(s_magic)) return null;
            using var sha = SHA256.Create();
            if (!content.AsSpan(s_magic.Length, HashSize).SequenceEqual(sha.ComputeHash(content, start, content.Length - start))) return null;
            return ModuleResult.Read(new WireReader(new MemoryStream(content, start, content.Length - start)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or WorkerProtocolException)
        {
            return null; // Compiling anew gives the same result, only later.
        }
    }

    string PathOf(CompileModule module, CacheTools tools)
    {
        // Every part with its length, so that two lists of parts never read the same.
        var parts = new MemoryStream();
        var writer = new WireWriter(parts);
        writer.String(module.Cpu);
        writer.String(module.Passes);
        writer.String(tools.Llvm);
        writer.String(tools.Worker);
        writer.Bytes(module.Ir);
        writer.Flush();
        using var sha = SHA256.Create();
        var name = new StringBuilder(2 * HashSize);
        foreach (byte b in sha.ComputeHash(parts.ToArray())) name.Append(b.ToString("x2", CultureInfo.InvariantCulture));
        return Path.Combine(directory, name.Append(".bpfo").ToString());
    }
}
