using System.Runtime.InteropServices;

namespace BpfSharp.Verifier;

/// <summary>Verifies objects and writes what came of it in the form that MSBuild reads errors and warnings in.</summary>
internal static class ObjectVerifier
{
    private const string Refused = "BPF0920", NotVerified = "BPF0921", Arm64 = ".arm64.bpf.o";

    // Not those that sudo and its like end with, 1 above all.
    private const int RefusedStatus = 91, MissingStatus = 93;

    private static string Help(string id) => $"(https://github.com/bpfsharp/bpfsharp/blob/main/docs/diagnostics/{id}.md)";

    public static int Run(IEnumerable<string> objects, string project, TextWriter output)
    {
        bool isRefused = false, isMissing = false;
        List<VerificationRow> rows = [];
        foreach (string path in ForThisMachine([.. objects]))
        {
            string name = Path.GetFileName(path)[..^".bpf.o".Length];
            try
            {
                foreach (var result in BpfObjectFile.Open(path).Verify())
                {
                    rows.Add(VerificationRow.Of(name, result));
                    if (result.Refusal is VerifierException refusal)
                    {
                        isRefused = true;
                        output.WriteLine(Describe(refusal, project));
                    }
                    else if (result.Refusal is { } other and not BpfUnsupportedException)
                    {
                        isMissing = true;
                        output.WriteLine($"{project} : warning {NotVerified}: '{name}.{result.Program}' has not been verified by a kernel: {OneLine(other.Message)} {Help(NotVerified)}");
                    }
                }
            }
            catch (Exception failure) when (failure is BpfException or BpfObjectFormatException or PlatformNotSupportedException or IOException or UnauthorizedAccessException)
            {
                isMissing = true;
                output.WriteLine($"{project} : warning {NotVerified}: {name} has not been verified by a kernel: {OneLine(failure.Message)} {Help(NotVerified)}");
            }
        }

        VerificationRow.Write(rows, output);
        return isRefused ? RefusedStatus : isMissing ? MissingStatus : 0;
    }

    /// <summary>Of a class that has an object for each kind of machine, the one for this.</summary>
    private static IEnumerable<string> ForThisMachine(string[] paths)
    {
        bool isArm64 = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;
        foreach (string path in paths)
        {
            string other = path.EndsWith(Arm64, StringComparison.Ordinal) ? path : path[..^".bpf.o".Length] + Arm64;
            if (path == other ? isArm64 : !isArm64 || !paths.Contains(other))
                yield return path;
        }
    }

    private static string Describe(VerifierException refusal, string project)
    {
        string where = refusal.File is null ? project + " " : $"{refusal.File}({refusal.Line},{refusal.Column ?? 1})";
        string what = refusal.Rule.Length == 0 ? refusal.Reason.TrimEnd('.') : $"{refusal.Rule} ({refusal.Reason})";
        return $"{where}: error {Refused}: The kernel's verifier refuses '{refusal.ProgramName}': {what}. {OneLine($"{refusal.State} {refusal.Advice}".Trim())} {Help(Refused)}";
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[])['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
