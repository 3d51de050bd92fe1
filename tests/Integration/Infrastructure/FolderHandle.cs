using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace BpfSharp.Integration.Infrastructure;

/// <summary>A folder's descriptor, which .NET has no other way to.</summary>
static partial class FolderHandle
{
    const int CloseOnExec = 0x80000;

    public static SafeFileHandle Open(string path) => new(OpenPath(path, CloseOnExec), ownsHandle: true);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenPath(string path, int flags);
}
