namespace BpfSharp.TestReport;

enum Outcome { Passed, Failed, Skipped }

/// <summary>One test case as its runner reported it.</summary>
/// <param name="Type">The class, with its namespace.</param>
/// <param name="Name">What is shown; for a theory's row it has the arguments.</param>
/// <param name="Message">The failure and its stack, or the reason of a skip.</param>
/// <param name="Traits">By name; several values of one name are separated by commas.</param>
sealed record TestResult(string Type, string Method, string Name, Outcome Outcome, string Message, IReadOnlyDictionary<string, string> Traits)
{
    /// <summary>Type and method without arguments: the key in a result table.</summary>
    public string Key => $"{Type}.{Method}";
}

/// <summary>What happened at one place: natively or on one kernel.</summary>
/// <param name="Problems">Failures that belong to no test: a runner that died, a fixture that threw.</param>
sealed record Target(string Name, List<TestResult> Results, List<string> Problems);
