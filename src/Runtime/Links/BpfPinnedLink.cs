using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>
/// An attachment that was given a file with <see cref="BpfLink.Pin"/>, by this process or another one. It stays attached as
/// long as the file exists or somebody has it open.
/// </summary>
public sealed class BpfPinnedLink : IDisposable
{
    private readonly FileHandle _handle;

    private BpfPinnedLink(string path, FileHandle handle)
    {
        Path = path;
        _handle = handle;
    }

    /// <summary>Its file.</summary>
    public string Path { get; }

    /// <summary>What the kernel says of it.</summary>
    /// <exception cref="ObjectDisposedException">It is closed here.</exception>
    public BpfLinkInformation Information => LinkFiles.Describe(_handle);

    /// <summary>Opens an attachment by its file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="BpfException">It is no link, or the kernel refused.</exception>
    public static BpfPinnedLink Open(string path) => new(path, LinkFiles.Open(path));

    /// <summary>Reads an iterator that was pinned (<see cref="BpfProgram.AttachIterator"/>): the kernel runs its program for each object, now. Each enumeration is a new run.</summary>
    /// <typeparam name="T">What the program writes; the kernel does not know it, so only a length that is no number of them is found out.</typeparam>
    /// <returns>The records, in the kernel's order.</returns>
    /// <exception cref="ObjectDisposedException">It is closed here.</exception>
    /// <exception cref="InvalidOperationException">It is no iterator.</exception>
    /// <exception cref="BpfException">The kernel refused, or what the program wrote is no whole number of records; thrown by the enumeration.</exception>
    public IEnumerable<T> Iterate<T>()
        where T : unmanaged
    {
        var type = Information.Type;
        if (type != BpfLinkType.Iterator)
            throw new InvalidOperationException($"{Path} is an attachment of type {type}: only iterators are read.");
        return IteratorRecords.Read<T>(_handle, $"iterate with the pinned {Path}");
    }

    /// <summary>Deletes the file. The attachment ends when nobody has it open any more, this object included.</summary>
    public void Unpin() => File.Delete(Path);

    /// <summary>Closes it here. What is pinned stays attached.</summary>
    public void Dispose() => _handle.Dispose();
}
