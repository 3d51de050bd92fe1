using System.Globalization;

namespace BpfSharp.Verifier;

/// <summary>A line of the table that a build shows: what verifying a program took, or why it was not verified.</summary>
internal sealed record VerificationRow(string Program, string Instructions, string States, string Stack, string Note)
{
    public static VerificationRow Of(string name, BpfVerification result)
    {
        string program = $"{name}.{result.Program}";
        return result.Refusal switch
        {
            null => new(program, Text(result.VerifiedInstructions), Text(result.States), Text(result.StackDepth), ""),
            VerifierException => new(program, "", "", "", "refused"),
            { } other => new(program, "", "", "", "not verified: " + other.Message.ReplaceLineEndings(" ")),
        };
    }

    public static void Write(IReadOnlyList<VerificationRow> rows, TextWriter output)
    {
        if (rows.Count == 0)
            return;
        VerificationRow[] lines = [new("program", "verified instructions", "states", "stack bytes", ""), .. rows];
        int program = lines.Max(static row => row.Program.Length), instructions = lines.Max(static row => row.Instructions.Length),
            states = lines.Max(static row => row.States.Length), stack = lines.Max(static row => row.Stack.Length);
        output.WriteLine($"Verified by Linux {Environment.OSVersion.Version}:");
        foreach (var row in lines)
        {
            output.WriteLine($"  {row.Program.PadRight(program)}  {row.Instructions.PadLeft(instructions)}  {row.States.PadLeft(states)}  {row.Stack.PadLeft(stack)}  {row.Note}".TrimEnd());
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
