namespace BpfSharp.Compiler.Llvm;

internal sealed partial class ObjectCache
{
    /// <summary>Every edit leaves a file behind; past this many, the older half goes.</summary>
    internal const int MostFiles = 2048;

    void Prune()
    {
        try
        {
            var files = new DirectoryInfo(directory).GetFiles("*.bpfo");
            if (files.Length <= MostFiles) return;
            foreach (var file in files.OrderBy(static f => f.LastWriteTimeUtc).Take(files.Length / 2)) file.Delete();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another build is at it, or the directory is gone: the next store tries again.
        }
    }
}
