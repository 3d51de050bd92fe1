namespace BpfSharp;

/// <summary>
/// A string of fixed size that programs can hold, write into records and maps, and fill from kernel and user memory:
/// <see cref="FixedString16"/> to <see cref="FixedString4096"/>. The number is the size in bytes; the text has up to four
/// bytes less, as UTF-8. What was longer is cut, and says so.
/// </summary>
public interface IFixedString
{
    /// <summary>Bytes of text.</summary>
    int Length { get; }

    /// <summary>Whether the text was longer than there was room for.</summary>
    bool IsTruncated { get; }
}
