namespace BpfSharp.Compiler.Lowering;

/// <summary>What user space is told about a trap: the exception that C# would throw, in words.</summary>
internal static class TrapReasons
{
    public const string NullReference = "a null reference was used (NullReferenceException)";
    public const string DivideByZero = "division by zero (DivideByZeroException)";
    public const string Overflow = "arithmetic overflow (OverflowException)";
    public const string IndexOutOfRange = "the index is outside the bounds (IndexOutOfRangeException)";
    public const string KeyNotFound = "the key is not in the map (KeyNotFoundException)";
    public const string MapUpdateFailed = "the map could not take the entry: it is full (E2BIG) or out of memory (BpfException)";
    public const string NoSwitchArm = "no arm of the switch expression matched (SwitchExpressionException)";
}
