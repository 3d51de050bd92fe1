namespace BpfSharp.StatusPage;

/// <summary>Makes rows of what ran. A row works at a place where one of its tests passed and none failed.</summary>
static class Judge
{
    /// <summary>The kinds of rows, which are also the names of traits that prove them.</summary>
    public static readonly string[] Kinds = ["hook", "map", "helper", "kfunc", "core", "ability", "language", "diagnostic", "fix"];

    public static Status Of(Catalogue catalogue, List<Target> places, bool isPartial)
    {
        Status status = new();
        foreach (Entry entry in catalogue.Entries)
            _ = status[entry.Kind, entry.Name];
        HashSet<(string, string, string)> used = [];
        foreach (Target place in places)
        {
            foreach (TestResult test in place.Results)
            {
                foreach (var (kind, name) in Proves(catalogue, test, used))
                    Count(status[kind, name], place.Name, test);
            }
        }
        if (places.Count > 0 && !isPartial)
            WarnOfProofsWithoutTest(catalogue, used);
        return status;
    }

    private static IEnumerable<(string Kind, string Name)> Proves(Catalogue catalogue, TestResult test, HashSet<(string, string, string)> used)
    {
        foreach (string kind in Kinds)
        {
            if (test.Traits.TryGetValue(kind, out string? names))
            {
                foreach (string name in names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                    yield return catalogue.Has(kind, name) ? (kind, name) : throw new InvalidDataException($"{test.Key} proves a {kind} '{name}' that is not in catalogue.tsv");
            }
        }
        string full = test.Case;
        foreach (var proof in catalogue.Proofs.Where(p => full.StartsWith(p.Test, StringComparison.Ordinal)))
        {
            used.Add(proof);
            yield return (proof.Kind, proof.Name);
        }

        // By convention: a case is a construct, and a diagnostic's tests name it.
        switch (test.Method)
        {
            case "Means_the_same_in_the_kernel" when test.Argument("name") is { } name:
                yield return ("language", $"{Words(test.Class.Replace("CasesTest", ""))}: {Words(name)}");
                break;
            case "Kernel_and_CLR_agree" when test.Argument("name") is { } name:
                yield return ("language", $"{test.Argument("chapter")}: {name}");
                break;
            case "The_mistake_is_found_at_its_place" when test.Argument("id") is { } id:
                yield return ("diagnostic", id);
                break;
        }
    }

    private static void Count(Row row, string place, TestResult test)
    {
        string outcome = test.Outcome switch { Outcome.Passed => "works", Outcome.Failed => "fails", _ => "skipped" };
        string before = row.Places.GetValueOrDefault(place, "skipped");
        row.Places[place] = before == "fails" || outcome == "fails" ? "fails" : before == "works" || outcome == "works" ? "works" : "skipped";
        row.Tests.Add($"{test.Class}.{test.Method}");
    }

    private static void WarnOfProofsWithoutTest(Catalogue catalogue, HashSet<(string, string, string)> used)
    {
        foreach (var proof in catalogue.Proofs.Where(p => !used.Contains(p)))
            Console.WriteLine($"no test ran that is called {proof.Test}…, which should prove the {proof.Kind} {proof.Name} (eng/StatusPage/proofs.tsv)");
    }

    /// <summary>"ForWithTwoVariables" as words.</summary>
    private static string Words(string name)
    {
        List<char> words = [];
        for (int i = 0; i < name.Length; i++)
        {
            bool begins = i > 0 && char.IsUpper(name[i]) && (char.IsLower(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (begins)
                words.Add(' ');
            words.Add(begins || i == 0 ? char.ToLowerInvariant(name[i]) : name[i]);
        }
        return new string([.. words]);
    }
}
