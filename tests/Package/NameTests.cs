namespace BpfSharp.Package.Tests;

/// <summary>What a class's other half meets: names, constructors and base classes of the user's.</summary>
public sealed class NameTests(PackedPackage package)
{
    [Fact]
    public void Classes_of_one_name_and_constructors_of_the_users_work_and_a_base_class_is_refused()
    {
        var app = package.NewProject("names", Projects.Application(Projects.Reference)).Write("Program.cs", """
            using BpfSharp;

            // Each opens its object, which reads all of it, though nothing is loaded.
            A.Probe a = new();
            B.Probe b = new(3);
            Console.WriteLine($"{a.Limit} {b.Limit} {new B.Probe().Limit} {new Outer.PROBE(BpfHost.Kernel) { Limit = 5 }.Limit} {new Outer.@class() { @in = 6 }.@in}");

            namespace A
            {
                [BpfObject] sealed partial class Probe { [InitialValue(1)] public partial int Limit { get; init; } [SocketFilter] int Filter() => Limit; }
            }

            namespace B
            {
                [BpfObject] sealed partial class Probe
                {
                    public Probe(int limit) => Limit = limit;
                    public Probe() : this(4) { }
                    public partial int Limit { get; init; }
                    [SocketFilter] int Filter() => Limit;
                }
            }

            static partial class Outer
            {
                [BpfObject] internal sealed partial class PROBE { public partial int Limit { get; init; } [SocketFilter] int Filter() => Limit; }
                [BpfObject] internal sealed partial class @class { public partial int @in { get; init; } [SocketFilter] int @return() => @in; }
            }
            """);
        app.Dotnet("build", "--no-restore", "-warnaserror").Succeeds();
        Assert.Equal(["A.Probe.bpf.o", "B.Probe.bpf.o", "PROBE.bpf.o", "class.bpf.o"], Directory.GetFiles(app.PathOf("bin/Debug/net10.0"), "*.bpf.o").Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal("1 3 4 5 6\n", app.Run("bin/Debug/net10.0/names").Succeeds().Output);

        app.Write("Base.cs", """
            using BpfSharp;
            class Base { }
            [BpfObject] sealed partial class Derived : Base { [SocketFilter] int Filter() => 1; }
            [BpfObject] sealed class Whole { [SocketFilter] int Filter() => 1; }
            [BpfObject] sealed partial class Same { public partial int socket { get; init; } [SocketFilter] int Filter() => socket; }
            """);
        string[] errors = [.. FailureTests.Errors(app.Dotnet("build", "--no-restore").Fails())];
        Assert.Equal(3, errors.Length);
        foreach (string expected in (ReadOnlySpan<string>)["Base.cs(3,", "Base.cs(4,", "Base.cs(5,"]) Assert.Contains(errors, e => e.Contains(expected, StringComparison.Ordinal));
        foreach (string expected in (ReadOnlySpan<string>)["BPF0003", "BPF0001", "BPF0016"]) Assert.Contains(errors, e => e.Contains(expected, StringComparison.Ordinal));
    }
}
