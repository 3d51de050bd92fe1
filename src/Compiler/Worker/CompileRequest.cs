using System.Collections.Immutable;

namespace BpfSharp.Compiler.Worker;

/// <summary>What the worker is asked: turn every module into an object.</summary>
/// <param name="CacheDirectory">Where finished objects are kept between builds; empty for nowhere.</param>
internal sealed record CompileRequest(string CacheDirectory, ImmutableArray<CompileModule> Modules)
{
    public void Write(Stream stream)
    {
        var writer = new WireWriter(stream);
        writer.Int32(WorkerProtocol.RequestMagic);
        writer.Int32(WorkerProtocol.Version);
        writer.String(CacheDirectory);
        writer.Int32(Modules.Length);
        foreach (var module in Modules)
        {
            writer.String(module.Name);
            writer.String(module.Cpu);
            writer.String(module.Passes);
            writer.Bytes(module.Ir);
        }
        writer.Flush();
    }

    /// <exception cref="WorkerProtocolException">The bytes are not a request of this version, or end too early.</exception>
    public static CompileRequest Read(Stream stream)
    {
        var reader = new WireReader(stream);
        reader.Header(WorkerProtocol.RequestMagic, "request");
        string cacheDirectory = reader.String("the cache directory");
        int count = reader.Count("modules", WorkerProtocol.MaxModules);
        var modules = ImmutableArray.CreateBuilder<CompileModule>();
        for (int i = 0; i < count; i++)
        {
            string name = reader.String("a module's name");
            string cpu = reader.String("a module's cpu");
            string passes = reader.String("a module's passes");
            modules.Add(new CompileModule(name, cpu, passes, reader.Bytes("a module's IR")));
        }
        return new CompileRequest(cacheDirectory, modules.ToImmutable());
    }
}

/// <param name="Name">The class's name, for messages.</param>
/// <param name="Cpu">The instruction set: <c>v1</c> to <c>v4</c>.</param>
/// <param name="Passes">An LLVM pass pipeline: <c>default&lt;O2&gt;</c>.</param>
/// <param name="Ir">LLVM IR text in UTF-8.</param>
internal sealed record CompileModule(string Name, string Cpu, string Passes, byte[] Ir);
