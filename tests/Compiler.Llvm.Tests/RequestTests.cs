using System.Text;
using BpfSharp.Compiler.Worker;
using static BpfSharp.Compiler.Llvm.Tests.Fixtures;

namespace BpfSharp.Compiler.Llvm.Tests;

/// <summary>What the worker says to requests it cannot serve.</summary>
public sealed class RequestTests
{
    [Theory]
    [InlineData("")]
    [InlineData("BPF")]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    public void Something_else_than_a_request_is_answered_as_such(string input)
    {
        var ended = Worker.Run(["compile"], Encoding.UTF8.GetBytes(input));
        Assert.Equal((0, ""), (ended.ExitCode, ended.Errors));
        Assert.Equal(CompileOutcome.BadRequest, ended.Response.Outcome);
        Assert.NotEqual("", ended.Response.Message);
    }

    [Fact]
    public void A_processor_that_does_not_exist_is_refused()
    {
        var response = Worker.Compile(Request(Module("core", cpu: "v99")));
        Assert.Equal(CompileOutcome.BadRequest, response.Outcome);
        Assert.Contains("'v99'", response.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cache_directory_must_be_absolute() =>
        Assert.Equal(CompileOutcome.BadRequest, Worker.Compile(Request() with { CacheDirectory = "obj/bpf" }).Outcome);

    [Theory]
    [InlineData()]
    [InlineData("compile", "more")]
    [InlineData("--help")]
    [InlineData("kernel-types", "a.dll")]
    public void Wrong_use_shows_how_to_use_it(params string[] arguments)
    {
        var ended = Worker.Run(arguments);
        Assert.Equal(2, ended.ExitCode);
        Assert.Contains("bpfsharp-llvm kernel-types <assembly.dll> <btf>...", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void The_module_verb_takes_one_module()
    {
        var message = new MemoryStream();
        Request(Module("core"), Module("core")).Write(message);
        Assert.Equal(CompileOutcome.BadRequest, Worker.Run(["module"], message.ToArray()).Response.Outcome);
    }
}
