using System.Diagnostics;
using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using BpfSharp.Bench.Micro;

// BpfSharp.Bench.Micro run REPOSITORY RESULTS: every benchmark; RESULTS gets a line for each: its name, allocated bytes, and the
//   nanoseconds of each sample.
// BpfSharp.Bench.Micro front-end SOURCE…: milliseconds that the compiler's front end takes for them, a few times, once it is warm.
switch (args)
{
    case ["run", var repository, var results]:
        Inputs.Root = repository;
        IConfig config = DefaultConfig.Instance
            .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(5).WithIterationCount(15))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .WithArtifactsPath(Path.Combine(repository, "artifacts/bench/micro"));
        Summary[] summaries = BenchmarkRunner.Run([typeof(ReadEvents), typeof(Load), typeof(Lower), typeof(Edit)], config);
        List<string> lines = [];
        foreach (BenchmarkReport report in summaries.SelectMany(s => s.Reports))
        {
            if (!report.Success || report.ResultStatistics is not { } statistics)
            {
                Console.Error.WriteLine($"{report.BenchmarkCase.DisplayInfo} gave no result");
                return 1;
            }
            long allocated = report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0;
            string name = $"{report.BenchmarkCase.Descriptor.Type.Name}.{report.BenchmarkCase.Descriptor.WorkloadMethod.Name}";
            lines.Add(string.Join('\t', [name, $"{allocated}", .. statistics.OriginalValues.Select(v => v.ToString("0.###", CultureInfo.InvariantCulture))]));
        }
        File.WriteAllLines(results, lines);
        return 0;
    case ["front-end", .. { Length: > 0 } sources]:
        FrontEnd frontEnd = new(sources);
        List<string> times = [];
        for (int i = 0; i < 27; i++)
        {
            long start = Stopwatch.GetTimestamp();
            frontEnd.Compile();
            if (i >= 20)
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds.ToString("0.##", CultureInfo.InvariantCulture));
        }
        Console.WriteLine(string.Join(' ', times));
        return 0;
    default:
        Console.Error.WriteLine("usage: BpfSharp.Bench.Micro run REPOSITORY RESULTS | front-end SOURCE…");
        return 2;
}
