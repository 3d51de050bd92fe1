using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace BpfSharp.Verifier;

/// <summary>In the package the runtime is not beside this tool, but where projects reference it.</summary>
internal static class RuntimeFinder
{
    private const string InPackage = "../../../lib/net10.0";

#pragma warning disable CA2255 // an executable's own start: before anything of the runtime is touched
    [ModuleInitializer]
    internal static void Initialize() => AssemblyLoadContext.Default.Resolving += Find;
#pragma warning restore CA2255

    private static Assembly? Find(AssemblyLoadContext context, AssemblyName name)
    {
        string path = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, InPackage, name.Name + ".dll"));
        return File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
    }
}
