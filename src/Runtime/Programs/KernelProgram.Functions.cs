namespace BpfSharp;

internal sealed partial class KernelProgram
{
    public override BpfLink AttachToFunctions(string pattern)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(pattern);
        _ = Loaded;
        CheckMulti();
        return Add(AttachToPattern(pattern, cookie: 0, $"attach program {Name} to {pattern}"));
    }

    public override BpfLink AttachToFunctions(IReadOnlyList<string> functions, IReadOnlyList<ulong>? cookies)
    {
        ArgumentNullException.ThrowIfNull(functions);
        if (functions.Count == 0)
            throw new ArgumentException("There is no function to attach to.", nameof(functions));
        if (cookies is not null && cookies.Count != functions.Count)
            throw new ArgumentException($"There are {functions.Count} functions and {cookies.Count} cookies.", nameof(cookies));
        var program = Loaded;
        CheckMulti();
        return Add(MultiKprobeLinks.Attach(this, program, functions, cookies, $"attach program {Name} to {functions.Count} functions"));
    }

    public override BpfLink AttachToTracepoint(string name, ulong cookie)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var program = Loaded;
        string operation = $"attach program {Name} to tracepoint {name}";
        Record?.Check(name, operation);
        return Add(Kind.Method switch
        {
            AttachMethod.RawTracepoint => TracingLinks.AttachRawTracepoint(this, program, name, operation, cookie),
            AttachMethod.Tracepoint => PerfEvents.AttachTracepoint(this, program, name, operation, cookie),
            _ => throw new InvalidOperationException($"Program {Name} ({Section}) cannot be attached to any tracepoint: only raw and plain ones can, others are verified for theirs (SetTarget)."),
        });
    }

    private KernelLink AttachToPattern(string pattern, ulong cookie, string operation)
    {
        if (!KernelFeatures.Probe(BpfFeature.Kprobes))
            throw KprobeErrors.Create(Errno.ENOENT, new(pattern, 0, 0, Kind.Method == AttachMethod.KretprobeMulti), operation);
        string[] functions = FunctionPattern.Find(pattern, operation);
        ulong[]? cookies = cookie == 0 ? null : [.. Enumerable.Repeat(cookie, functions.Length)];
        return MultiKprobeLinks.Attach(this, Loaded, functions, cookies, operation);
    }

    private void CheckMulti()
    {
        if (Kind.Method is not (AttachMethod.KprobeMulti or AttachMethod.KretprobeMulti or AttachMethod.KprobeSession))
            throw new InvalidOperationException($"Program {Name} ({Section}) is for one function at a time: use AttachToFunction, or mark it [KprobeMulti].");
    }
}
