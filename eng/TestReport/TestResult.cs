namespace BpfSharp.TestReport;

enum Outcome { Passed, Failed, Skipped }

/// <summary>One test case as its runner reported it.</summary>
/// <param name="Method">Type and method without arguments: the key in a result table.</param>
/// <param name="Name">What is shown; for a theory's row it has the arguments.</param>
/// <param name="Message">The failure and its stack, or the reason of a skip.</param>
sealed record TestResult(string Method, string Name, Outcome Outcome, string Message);

/// <summary>What happened at one place: natively or on one kernel.</summary>
/// <param name="Problems">Failures that belong to no test: a runner that died, a fixture that threw.</param>
sealed record Target(string Name, List<TestResult> Results, List<string> Problems);
