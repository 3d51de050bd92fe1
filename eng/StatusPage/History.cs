namespace BpfSharp.StatusPage;

/// <summary>What was known before this run.</summary>
static class History
{
    /// <summary>Rows that worked at a place of this run and do not any more: a sentence each.</summary>
    /// <param name="isPartial">Tests were left out: rows are not missed whose tests did not run, or of which only the skipped ones were asked for.</param>
    /// <param name="countsFailures">Also rows of which a test failed.</param>
    public static List<string> FindLosses(Status before, Status now, IReadOnlyCollection<string> places, bool isPartial, bool countsFailures)
    {
        List<string> losses = [];
        foreach (Row row in before.Rows)
        {
            Row? today = now.Rows.Find(r => r.Kind == row.Kind && r.Name == row.Name);
            foreach (string place in row.Places.Where(p => p.Value == "works" && places.Contains(p.Key)).Select(p => p.Key))
            {
                string? state = today?.Places.GetValueOrDefault(place);
                if (state != "works" && !(isPartial && (state is null or "skipped")) && (countsFailures || state != "fails"))
                    losses.Add($"{row.Kind} '{row.Name}' worked on {place}, now: {state ?? "no test of it ran"}");
            }
        }
        return losses;
    }

    /// <summary>How many rows work on a place where the page does not have them work yet.</summary>
    public static int CountNew(Status before, Status now) => now.Rows.Count(row =>
    {
        Row? was = before.Rows.Find(r => r.Kind == row.Kind && r.Name == row.Name);
        return row.Places.Any(p => p.Value == "works" && was?.Places.GetValueOrDefault(p.Key) != "works");
    });

    /// <summary>Keeps what is known of places that this run did not visit, and of rows that a partial run left out.</summary>
    public static void CarryOver(Status before, Status now, IReadOnlyCollection<string> places, bool isPartial)
    {
        foreach (Row row in before.Rows)
        {
            foreach (var (place, state) in row.Places.Where(p => isPartial || !places.Contains(p.Key)))
            {
                Row today = now[row.Kind, row.Name];
                if (isPartial && today.Places.GetValueOrDefault(place) == "skipped")
                    today.Places.Remove(place);
                if (today.Places.TryAdd(place, state))
                    today.Tests.UnionWith(row.Tests);
            }
        }
    }
}
