namespace BpfSharp.Package.Tests;

/// <summary><c>BpfVerify=true</c>: the build has the running kernel verify what it made.</summary>
public sealed class VerifyTests(PackedPackage package)
{
    const string Refused = """
        using BpfSharp;

        [BpfObject]
        sealed unsafe partial class Careless
        {
            [BpfMap(MaxEntries = 8)] public partial HashMap<int, long> Counts { get; }

            [KernelHelper(1)] static long* Lookup(object map, in int key) => throw new NotSupportedException();

            [SocketFilter]
            int Fine() => 0;

            [SocketFilter]
            int Run()
            {
                int key = 1;
                long* value = Lookup(Counts, in key);
                return (int)*value;
            }
        }
        """;

    Workspace Library(string source) =>
        package.NewProject("lib", Projects.Library(Projects.Reference, "<BpfVerify>true</BpfVerify>")).Write("Careless.cs", source);

    [Fact]
    public void A_refusal_is_a_build_error_at_its_line_and_the_rest_is_told()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs root");
        var app = Library(Refused);
        string output = app.Dotnet("build", "--no-restore").Fails().Output;
        Assert.Contains("Careless.cs(18,21): error BPF0920: The kernel's verifier refuses 'Run': a reference that may be null is used", output, StringComparison.Ordinal);
        Assert.Contains("'value' (line 17) is what 'Lookup(Counts, in key)' gave", output, StringComparison.Ordinal);
        Assert.Matches(@"Careless\.Fine +2 +0 +0", output);
        Assert.DoesNotContain("MSB", output, StringComparison.Ordinal);

        // Still refused, and asked again.
        app.Dotnet("build", "--no-restore").Fails();
        app.Replace("Careless.cs", "return (int)*value", "return value == null ? 0 : (int)*value");
        Assert.Contains("verified instructions", app.Dotnet("build", "--no-restore").Succeeds().Output, StringComparison.Ordinal);
        // What was accepted is not asked about again.
        Assert.DoesNotContain("verified instructions", app.Dotnet("build", "--no-restore").Succeeds().Output, StringComparison.Ordinal);
        // Nothing is verified that nobody asks for.
        app.Replace("Careless.cs", "return value == null ? 0 : (int)*value", "return (int)*value");
        app.Dotnet("build", "--no-restore", "-p:BpfVerify=false").Succeeds();
    }

    [Fact]
    public void Without_permission_the_build_says_so_and_goes_on()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs root, to give up its capabilities");
        var app = Library(Refused);
        string output = app.Dotnet("build", "--no-restore", "-p:BpfVerifyCommand=setpriv --bounding-set=-all --inh-caps=-all").Succeeds().Output;
        Assert.Contains("warning BPF0921: Careless has not been verified by a kernel", output, StringComparison.Ordinal);
        Assert.Contains("CAP_BPF", output, StringComparison.Ordinal);
        app.Dotnet("build", "--no-restore", "-warnaserror", "-p:BpfVerifyCommand=setpriv --bounding-set=-all --inh-caps=-all").Fails();
    }

    /// <summary>As sudo does where it needs a password: it ends with 1, which is no answer of the verifier's.</summary>
    [Theory]
    [InlineData("no-such-command")]
    [InlineData("false")]
    public void A_command_that_fails_is_an_error(string command)
    {
        string output = Library(Refused).Dotnet("build", "--no-restore", "-p:BpfVerifyCommand=" + command).Fails().Output;
        Assert.Contains("error BPF0921", output, StringComparison.Ordinal);
    }
}
