using BpfSharp.Compiler.Worker;

namespace BpfSharp.Compiler.Llvm.Tests;

public sealed class ProtocolTests
{
    static readonly CompileRequest SomeRequest = new("/obj/bpf", [new("Ä", "v3", "default<O2>", [1, 2, 3]), new("B", "v4", "default<O2>", [])]);

    static readonly CompileResponse SomeResponse = new(CompileOutcome.Done, "", "19.1.7",
    [
        new ModuleResult(true, [new BackendDiagnostic(BackendSeverity.Warning, "/a.cs", 3, 4, "F", "text")], new byte[200_000]),
        ModuleResult.Failed("no"),
    ]);

    static byte[] Bytes(Action<Stream> write)
    {
        var stream = new MemoryStream();
        write(stream);
        return stream.ToArray();
    }

    [Fact]
    public void A_request_comes_back_as_it_was_written()
    {
        var read = CompileRequest.Read(new MemoryStream(Bytes(SomeRequest.Write)));
        Assert.Equal("/obj/bpf", read.CacheDirectory);
        Assert.Equal(["Ä", "B"], read.Modules.Select(m => m.Name));
        Assert.Equal(["v3", "v4"], read.Modules.Select(m => m.Cpu));
        Assert.Equal([1, 2, 3], read.Modules[0].Ir);
    }

    [Fact]
    public void A_response_comes_back_as_it_was_written()
    {
        var read = CompileResponse.Read(new MemoryStream(Bytes(SomeResponse.Write)));
        Assert.Equal((CompileOutcome.Done, "", "19.1.7"), (read.Outcome, read.Message, read.LlvmVersion));
        Assert.Equal([true, false], read.Modules.Select(m => m.Ok));
        Assert.Equal(SomeResponse.Modules[0].Diagnostics[0], read.Modules[0].Diagnostics[0]);
        Assert.Equal("no", read.Modules[1].Diagnostics[0].Message);
        Assert.Equal(200_000, read.Modules[0].Object.Length);
    }

    [Fact]
    public void The_layout_is_the_documented_one()
    {
        byte[] bytes = Bytes(new CompileRequest("d", [new("n", "v3", "p", [7])]).Write);
        byte[] expected =
        [
            .. "BPFQ"u8, 1, 0, 0, 0, 1, 0, 0, 0, (byte)'d', 1, 0, 0, 0, 1, 0, 0, 0, (byte)'n', 2, 0, 0, 0, .. "v3"u8, 1, 0, 0, 0, (byte)'p', 1, 0, 0, 0, 7,
        ];
        Assert.Equal(expected, bytes);
        Assert.Equal([.. "BPFR"u8, 1, 0, 0, 0, 2, 1, 0, 0, 0, (byte)'m', 0, 0, 0, 0, 0, 0, 0, 0], Bytes(CompileResponse.Failed(CompileOutcome.BadRequest, "m").Write));
    }

    [Fact]
    public void A_message_that_ends_early_is_refused_wherever_it_ends()
    {
        byte[] request = Bytes(SomeRequest.Write), response = Bytes((SomeResponse with { Modules = [ModuleResult.Failed("no")] }).Write);
        for (int length = 0; length < request.Length; length++)
            Assert.Throws<WorkerProtocolException>(() => CompileRequest.Read(new MemoryStream(request, 0, length)));
        for (int length = 0; length < response.Length; length++)
            Assert.Throws<WorkerProtocolException>(() => CompileResponse.Read(new MemoryStream(response, 0, length)));
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(1 << 30)]
    [InlineData(900_000_000)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void A_length_that_lies_takes_no_memory(int length)
    {
        byte[] bytes = [.. "BPFQ"u8, 1, 0, 0, 0, .. BitConverter.GetBytes(length), 1, 2, 3];
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<WorkerProtocolException>(() => CompileRequest.Read(new MemoryStream(bytes)));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void Another_version_is_refused_with_what_to_think_of_it()
    {
        byte[] bytes = Bytes(SomeRequest.Write);
        bytes[4] = 9;
        var e = Assert.Throws<WorkerProtocolException>(() => CompileRequest.Read(new MemoryStream(bytes)));
        Assert.Contains("version 9", e.Message, StringComparison.Ordinal);
        Assert.Contains("different BpfSharp packages", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_that_is_not_UTF8_is_refused()
    {
        byte[] bytes = [.. "BPFQ"u8, 1, 0, 0, 0, 1, 0, 0, 0, 0xff, 0, 0, 0, 0];
        Assert.Contains("UTF-8", Assert.Throws<WorkerProtocolException>(() => CompileRequest.Read(new MemoryStream(bytes))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_messages_never_end_in_another_exception()
    {
        var random = new Random(4711);
        byte[] request = Bytes(SomeRequest.Write), response = Bytes((SomeResponse with { Modules = [ModuleResult.Failed("no")] }).Write);
        int refused = 0;
        for (int i = 0; i < 20_000; i++)
        {
            byte[] damaged = (byte[])(i % 2 == 0 ? request : response).Clone();
            for (int n = random.Next(1, 4); n > 0; n--) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            try
            {
                if (i % 2 == 0) CompileRequest.Read(new MemoryStream(damaged));
                else CompileResponse.Read(new MemoryStream(damaged));
            }
            catch (WorkerProtocolException)
            {
                refused++;
            }
        }
        Assert.InRange(refused, 5_000, 20_000);
    }
}
