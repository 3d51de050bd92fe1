namespace BpfSharp.Compiler.Lowering;

/// <summary>What user space is told about a trap: the exception that C# would throw, in words.</summary>
internal static class TrapReasons
{
    public const string NullReference = "a null reference was used (NullReferenceException)";
    public const string DivideByZero = "division by zero (DivideByZeroException)";
    public const string Overflow = "arithmetic overflow (OverflowException)";
    public const string IndexOutOfRange = "the index is outside the bounds (IndexOutOfRangeException)";
    public const string ArgumentOutOfRange = "the slice is outside the bounds (ArgumentOutOfRangeException)";
    public const string LoopTooLong = "the number of iterations is negative or too large (ArgumentOutOfRangeException)";
    public const string DestinationTooShort = "the destination is too short (ArgumentException)";
    public static string Thrown(string exception) => $"the program threw ({exception})";

    public const string MinAboveMax = "the smallest value is larger than the largest (ArgumentException)";
    public const string NoValue = "a nullable value was null (InvalidOperationException)";
    public const string KeyNotFound = "the key is not in the map (KeyNotFoundException)";
    public const string MapUpdateFailed = "the map could not take the entry: it is full (E2BIG) or out of memory (BpfException)";
    public const string RecordTooShort = "a record in the user ring buffer is too short for its type (InvalidOperationException)";
    public const string NoSwitchArm = "no arm of the switch expression matched (SwitchExpressionException)";

    /// <summary>The name of the exception, which ends each of the texts.</summary>
    public static string ExceptionOf(string reason) => reason.Substring(reason.LastIndexOf('(') + 1).TrimEnd(')');
}
