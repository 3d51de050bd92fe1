namespace BpfSharp;

internal sealed partial class KernelObject
{
    // A few lines, whatever the program.
    private const int StatisticsSize = 1 << 14;

    /// <summary>Loads each program for itself and lets it go again.</summary>
    public IReadOnlyList<BpfVerification> Verify()
    {
        LoadMaps();
        List<BpfVerification> results = [];
        byte[] text = new byte[StatisticsSize];
        foreach (var program in Programs)
        {
            Array.Clear(text);
            try
            {
                using (LoadProgram(program, text))
                    results.Add(VerifierStatistics.Read(program, text));
            }
            catch (BpfException refusal)
            {
                results.Add(new BpfVerification(program.Name, program.Section) { Refusal = refusal });
            }
        }

        return results;
    }
}
