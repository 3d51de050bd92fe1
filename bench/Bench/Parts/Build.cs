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
            "BCC compiles at run time, each time it starts, with the headers that it wants.",
        ];
        Rounds rounds = new();
        using CompilerRun compiler = new(workspace);
        string[] plain = BuildSources.CSharp(workspace, 0);
        compiler.Clean();
        for (int i = 0; i < 6; i++)
            compiler.Time(BuildSources.CSharp(workspace, 1), withBpf: true, withServer: true);

        foreach (int programs in (int[])[1, 10, 100])
        {
            string subject = programs == 1 ? "1 program" : $"{programs} programs";
            string[] csharp = BuildSources.CSharp(workspace, programs), c = BuildSources.C(workspace, programs);
            // A hundred C files take clang minutes.
            for (int round = 0; round < (programs == 100 ? 2 : 5); round++)
            {
                double without = compiler.Time(plain, withBpf: false, withServer: true);
                compiler.Clean();
                Add(Added, compiler.Time(csharp, withBpf: true, withServer: true) - without);
                Add(Warm, compiler.Time(csharp, withBpf: true, withServer: true) - without);
                if (programs < 100 || round == 0)
                    Add(Clang, CompileC(c));
                if (programs > 1)
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
