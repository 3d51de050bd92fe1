using System.Runtime.InteropServices;

namespace BpfSharp.Compiler.Llvm.Interop;

internal static partial class Libc
{
    /// <summary>Ends the process at once: no finalizers, no static destructors of a library that has just given up.</summary>
    [LibraryImport("libc", EntryPoint = "_exit")] internal static partial void Exit(int code);
}
