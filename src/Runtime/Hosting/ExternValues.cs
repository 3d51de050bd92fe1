namespace BpfSharp;

/// <summary>Fills in what stands for something of the kernel's, for user code to read.</summary>
internal static unsafe class ExternValues
{
    /// <param name="globals">A class's globals.</param>
    /// <param name="address">Where a global is, by its index.</param>
    /// <param name="configuration">The configuration that has the options named.</param>
    /// <param name="findSymbol">A symbol's address; 0 for none.</param>
    public static void Fill(
        IReadOnlyList<BpfGlobalDefinition> globals, Func<int, nint> address, Func<IReadOnlyCollection<string>, KernelConfiguration> configuration, Func<string, ulong> findSymbol)
    {
        string[] names = [.. globals.Where(static global => global.Extern is not (BpfExternKind.None or BpfExternKind.Symbol)).Select(static global => global.Name)];
        var options = names.Length == 0 ? null : configuration(names);
        for (int index = 0; index < globals.Count; index++)
        {
            var global = globals[index];
            if (global.Extern == BpfExternKind.Symbol)
                *(ulong*)address(index) = findSymbol(global.Name);
            else if (global.Extern != BpfExternKind.None)
                options!.Write(global.Name, global.Extern, global.IsOptional, new((void*)address(index), global.Size));
        }
    }
}
