namespace BpfSharp;

/// <summary>Outcome of a test run.</summary>
/// <param name="ReturnValue">What the program returned, as the kernel keeps it: 32 bits without sign.</param>
/// <param name="Duration">Average time of one run; zero where the kernel does not measure.</param>
/// <param name="OutputLength">Bytes the program's output has, even if the buffer was shorter.</param>
public readonly record struct BpfTestRunResult(uint ReturnValue, TimeSpan Duration, int OutputLength);
