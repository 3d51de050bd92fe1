using BpfSharp.Compiler.Ir;
using Xunit;
using static BpfSharp.Compiler.Tests.Emit.TestFunction;

namespace BpfSharp.Compiler.Tests.Emit;

public sealed class MapTests
{
    const int LookupElement = 1, UpdateElement = 2, RingReserve = 131, RingSubmit = 132, RingQuery = 134;

    [Fact]
    public void A_hash_map_is_looked_up_updated_and_incremented()
    {
        TestModule module = Counter();
        Snapshot.Match(module.Emit(), "Emit.HashMap");
        using var compiled = new CompiledObject(module.Emit());
        using var loaded = new LoadedObject(compiled);
        loaded.Run();
        loaded.Run();
        loaded.Run();
        Assert.Equal(3UL, BitConverter.ToUInt64(loaded.OnlyValue("Counts")));
    }

    [Fact]
    public void A_map_is_defined_by_its_BTF()
    {
        using var compiled = new CompiledObject(Counter().Emit());
        string btf = compiled.Btf();
        Assert.Contains("VAR 'Counts'", btf);
        Assert.Contains("DATASEC '.maps'", btf);
        Assert.Contains("nr_elems=10240", btf);
        Assert.Contains("'map_flags'", btf);
    }

    [Theory]
    [InlineData(5, 4, 8, 16u)] // per-CPU hash
    [InlineData(9, 4, 8, 16u)] // LRU hash
    [InlineData(10, 4, 8, 16u)] // LRU per-CPU hash
    [InlineData(2, 4, 64, 16u)] // array
    [InlineData(6, 4, 8, 1u)] // per-CPU array
    [InlineData(4, 4, 4, 0u)] // perf event array: as many as there are CPUs
    [InlineData(27, 0, 0, 4096u)] // ring buffer
    [InlineData(22, 0, 8, 16u)] // queue: values without keys
    public void Map_types_are_created_by_libbpf(int type, int keySize, int valueSize, uint maxEntries)
    {
        var module = new TestModule();
        module.Map(new IrMap("Data", type, default)
        {
            Key = keySize == 0 ? null : Types.Int,
            Value = valueSize switch { 0 => null, 4 => Types.Int, 8 => Types.ULong, _ => new DebugArray(Types.Byte, valueSize) },
            MaxEntries = maxEntries,
        });
        module.Socket().Return(I32(0));
        using var compiled = new CompiledObject(module.Emit());
        using var loaded = new LoadedObject(compiled);
        Assert.Contains("Data", loaded.Maps);
    }

    [Fact]
    public void Huge_numbers_of_entries_do_not_make_invalid_BTF()
    {
        // BPF_F_NO_PREALLOC: only the number is huge.
        var module = new TestModule();
        module.Map(new IrMap("Data", 1, default) { Key = Types.Int, Value = Types.Int, MaxEntries = 0x40000001, Flags = 1 });
        module.Socket().Return(I32(0));
        using var compiled = new CompiledObject(module.Emit());
        Assert.Contains("nr_elems=1073741825", compiled.Btf());
        // The machine may not have the memory for the map itself.
        using var loaded = new LoadedObject(compiled, mayFail: true);
        Assert.DoesNotContain("overflows", loaded.Log);
    }

    [Fact]
    public void A_ring_buffer_slot_is_reserved_filled_and_submitted()
    {
        var module = new TestModule();
        IrMap ring = module.Map(new IrMap("Events", 27, new SourceSpan(TestModule.File, 3, 5)) { MaxEntries = 4096 });
        TestFunction function = module.Socket();
        IrBlock full = function.Block("full"), ready = function.Block("ready");
        IrInstruction slot = function.Helper(RingReserve, IrType.Pointer, new IrMapAddress(ring), I64(24), I64(0));
        function.If(function.Compare(IrComparison.NotEqual, slot, IrNullPointer.Instance), ready, full, isFalseUnlikely: true);
        function.At(ready);
        function.Add(new IrMemoryClear(slot, 24, 8, function.Span));
        function.Store(I32(7), function.Offset(slot, 4));
        function.Helper(RingSubmit, IrType.Void, slot, I64(0));
        IrInstruction available = function.Helper(RingQuery, IrType.I64, new IrMapAddress(ring), I64(0));
        function.Return(function.Convert(IrConversion.Truncate, available, IrType.I32));
        function.At(full);
        function.Return(I32(-1));

        using var compiled = new CompiledObject(module.Emit());
        using var loaded = new LoadedObject(compiled);
        Assert.Equal(8u + 24, loaded.Run());
    }

    [Fact]
    public void Keys_and_values_may_be_records_that_refer_to_themselves()
    {
        var node = new DebugRecord("node", isUnion: false);
        Types.Fill(node, ("next", new DebugPointer(node)), ("value", Types.Int));
        var module = new TestModule();
        module.Map(new IrMap("Nodes", 1, default) { Key = Types.Struct("key", ("a", Types.Int), ("b", Types.Int)), Value = node, MaxEntries = 8 });
        module.Socket().Return(I32(0));
        using var compiled = new CompiledObject(module.Emit());
        string c = compiled.BtfAsC();
        Assert.Contains("struct node *next;", c);
        using var loaded = new LoadedObject(compiled);
    }

    static TestModule Counter()
    {
        var module = new TestModule();
        IrMap map = module.Map(new IrMap("Counts", 1, new SourceSpan(TestModule.File, 3, 5)) { Key = Types.Int, Value = Types.ULong, MaxEntries = 10240, Flags = 1 });
        TestFunction function = module.Socket();
        IrLocal key = function.Local("key", 4, 4), first = function.Local("first", 8, 8);
        IrBlock found = function.Block("found"), missing = function.Block("missing"), done = function.Block("done");
        function.Store(I32(5), key);
        IrInstruction value = function.Helper(LookupElement, IrType.Pointer, new IrMapAddress(map), key);
        function.If(function.Compare(IrComparison.NotEqual, value, IrNullPointer.Instance), found, missing);
        function.At(found);
        function.Add(new IrAtomic(IrAtomicOperator.Add, value, I64(1), isResultUsed: false, function.Span));
        function.Branch(done);
        function.At(missing);
        function.Store(I64(1), first);
        function.Helper(UpdateElement, IrType.I64, new IrMapAddress(map), key, first, I64(0));
        function.Branch(done);
        function.At(done);
        function.Return(I32(0));
        return module;
    }
}
