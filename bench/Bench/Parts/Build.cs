using System.Diagnostics;

namespace BpfSharp.Bench.Parts;

/// <summary>What a number of programs adds to a build, beside compiling as many in C.</summary>
static class Build
{
    public const string Added = "C#", Warm = "C#, objects cached", FirstProcess = "C#, compiler starts too", FrontEnd = "C#, front end alone", Clang = "clang with vmlinux.h", Bcc = "BCC, each time it runs";

    public static PartResult Run(Workspace workspace)
    {
        Machine machine = Machine.Describe(
            ("clang", ["clang-19", "--version"]), ("bpftool", ["bpftool", "version"]), ("BCC", ["dpkg-query", "-W", "-f", "${Version}", "python3-bpfcc"]));
        List<string> notes =
        [
            "Added: the compiler's time with the generator, the analyzer and the worker, less that for one plain class without any of them. Without MSBuild's own time.",
            "As in a build, a compiler server that has run before compiles; *compiler starts too* is without one, as the first build of a day is.",
            "The package's own worker compiles. Each build is between two without any program, of which the mean is taken off: the medians of 21 such rounds for one program, and of fewer for more.",
            "BCC compiles at run time, each time it starts, with the headers that it wants.",
            "A file: `dotnet run clone.cs`, from the command to its end; the program of the quick start is loaded, not attached. Without BpfSharp: a file that only prints.",
            "Up to date: what MSBuild says (`-clp:PerformanceSummary`) that the package's targets took.",
        ];
        Rounds rounds = new();
        PackedPackage package = new(workspace);
        Edits.Measure(workspace, package, rounds);
        using CompilerRun compiler = new(workspace, package);
        string[] plain = BuildSources.CSharp(workspace, 0);
        // The server's own code is compiled while it works; until that is done, each build is faster than the one before.
        for (int i = 0; i < 40; i++)
            compiler.Time(i % 3 == 0 ? plain : BuildSources.CSharp(workspace, 1), withBpf: i % 3 != 0, withServer: true);

        foreach (int programs in (int[])[1, 10, 100])
        {
            string subject = programs == 1 ? "1 program" : $"{programs} programs";
            string[] csharp = BuildSources.CSharp(workspace, programs), c = BuildSources.C(workspace, programs);
            if (programs > 1)
                compiler.Time(csharp, withBpf: true, withServer: true);
            // A hundred C files take clang minutes; what one program adds is a fraction of what else the compiler does.
            for (int round = 0; round < (programs == 100 ? 3 : programs == 10 ? 7 : 21); round++)
            {
                // Each between two builds without, as the machine's speed changes by more than what is measured.
                double before = compiler.Time(plain, withBpf: false, withServer: true);
                compiler.Clean();
                double fresh = compiler.Time(csharp, withBpf: true, withServer: true), between = compiler.Time(plain, withBpf: false, withServer: true);
                double cached = compiler.Time(csharp, withBpf: true, withServer: true), after = compiler.Time(plain, withBpf: false, withServer: true);
                Add(Added, fresh - (before + between) / 2);
                Add(Warm, cached - (between + after) / 2);
                if (round < (programs == 100 ? 1 : 5))
                    Add(Clang, CompileC(c));
                if (programs > 1 || round >= 5)
                    continue;
                compiler.Clean();
                double alone = compiler.Time(plain, withBpf: false, withServer: false);
                Add(FirstProcess, compiler.Time(csharp, withBpf: true, withServer: false) - alone);
                Add(Bcc, Rounds.Numbers(Command.Run("/usr/bin/python3", Path.Combine(workspace.Start, "clone_bcc.py"), "--compile"))[0]);
            }
            foreach (double milliseconds in Rounds.Numbers(Command.Run([workspace.Micro, "front-end", .. csharp])))
                Add(FrontEnd, milliseconds);

            void Add(string side, double milliseconds) => rounds.Add(subject, "added", "ms", side, Math.Round(milliseconds, 1));
        }
        return new PartResult(DateTime.UtcNow, machine, rounds.Collect(), notes);
    }

    private static double CompileC(string[] sources)
    {
        Stopwatch clock = Stopwatch.StartNew();
        foreach (string source in sources)
            Pair.Compile(source, source + ".o");
        return clock.Elapsed.TotalMilliseconds;
    }
}
