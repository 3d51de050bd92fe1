using System.Text.RegularExpressions;
using BpfSharp.Compiler.Ir;
using Xunit;
using static BpfSharp.Compiler.Tests.Emit.TestFunction;

namespace BpfSharp.Compiler.Tests.Emit;

public sealed class CoreTests
{
    const int CurrentPidTgid = 14, CurrentTask = 35, ProbeReadKernel = 113;

    [Fact]
    public void A_task_is_read_where_the_running_kernel_keeps_its_members()
    {
        // The members are declared in another order than the kernel's: only relocation can find them.
        var task = new DebugRecord("task_struct", isUnion: false) { IsKernelType = true };
        Types.Fill(task, ("tgid", Types.Int), ("pid", Types.Int), ("group_leader", new DebugPointer(task)));
        var module = new TestModule();
        TestFunction function = module.Socket();
        IrInstruction current = function.Convert(IrConversion.IntToPointer, function.Helper(CurrentTask, IrType.I64), IrType.Pointer);
        IrInstruction leader = Read(function, IrType.Pointer, function.Core(current, task, CoreStep.Member(2)));
        IrInstruction pid = Read(function, IrType.I32, function.Core(leader, task, CoreStep.Member(1)));
        IrInstruction expected = function.Binary(IrBinaryOperator.LogicalShiftRight, function.Helper(CurrentPidTgid, IrType.I64), I64(32));
        IrInstruction difference = function.Binary(IrBinaryOperator.Subtract, pid, function.Convert(IrConversion.Truncate, expected, IrType.I32));
        function.Return(difference);

        Snapshot.Match(module.Emit(), "Emit.Core");
        using var compiled = new CompiledObject(module.Emit());
        using var loaded = new LoadedObject(compiled);
        Assert.Equal(0u, loaded.Run());
    }

    [Fact]
    public void A_typed_tracepoint_follows_pointers_directly()
    {
        var task = new DebugRecord("task_struct___local", isUnion: false) { IsKernelType = true };
        Types.Fill(task, ("real_parent", new DebugPointer(task)), ("tgid", Types.Int));
        var module = new TestModule();
        IrGlobal last = module.Global(new IrGlobal("Last", ".bss", 4, 4, Types.Int));
        TestFunction function = module.Program("fork", "tp_btf/sched_process_fork", new IrParameter("ctx", IrType.Pointer, new DebugPointer(Types.ULong)));
        IrInstruction child = function.Load(IrType.Pointer, function.Offset(function.Parameter, 8));
        IrInstruction parent = function.Load(IrType.Pointer, function.Core(child, task, CoreStep.Member(0)));
        function.Store(function.Load(IrType.I32, function.Core(parent, task, CoreStep.Member(1))), new IrGlobalAddress(last));
        function.Return(I32(0));
        using var compiled = new CompiledObject(module.Emit());
        using var loaded = new LoadedObject(compiled);
        Assert.Contains("fork", loaded.Translated("fork"));
    }

    [Fact]
    public void Relocations_are_those_clang_makes()
    {
        const string C = """
            #define CORE __attribute__((preserve_access_index))
            struct inner { long x; int grid[4][3]; } CORE;
            struct outer {
                int a;
                unsigned int low : 3, high : 9;
                union { struct inner in; long number; };
                struct inner many[2];
                struct outer *next;
                struct { char text[8]; } CORE named;
            } CORE;
            enum colour { RED = 1, BLUE = 7 };
            typedef struct outer outer_alias;
            long sink;
            __attribute__((section("raw_tp/x"))) int probe(struct outer *o)
            {
                long sum = o->in.x;
                sum += o->in.grid[2][1];
                sum += o->number;
                sum += o->many[1].x;
                sum += o->next->a;
                sum += o->named.text[3];
                sum += __builtin_preserve_field_info(o->high, 0);
                sum += __builtin_preserve_field_info(o->high, 1);
                sum += __builtin_preserve_field_info(o->high, 2);
                sum += __builtin_preserve_field_info(o->high, 3);
                sum += __builtin_preserve_field_info(o->high, 4);
                sum += __builtin_preserve_field_info(o->high, 5);
                sum += __builtin_preserve_field_info(o->in.grid[1], 1);
                sum += __builtin_preserve_type_info(*(struct outer *)0, 0);
                sum += __builtin_preserve_type_info(*(struct outer *)0, 1);
                sum += __builtin_preserve_type_info(*(outer_alias *)0, 2);
                sum += __builtin_preserve_enum_value(*(enum colour *)BLUE, 1);
                sum += __builtin_preserve_enum_value(*(enum colour *)BLUE, 0);
                sink = sum;
                return 0;
            }
            """;
        DebugRecord inner = Types.Kernel("inner", ("x", Types.Long), ("grid", new DebugArray(new DebugArray(Types.Int, 3), 4)));
        var outer = new DebugRecord("outer", isUnion: false) { IsKernelType = true };
        DebugRecord either = Types.Union("", ("in", inner), ("number", Types.Long));
        Types.Fill(outer, ("a", Types.Int), ("low", Types.UInt), ("", either), ("many", new DebugArray(inner, 2)), ("next", new DebugPointer(outer)), ("named", Types.Struct("", ("text", new DebugArray(Types.Char, 8)))));
        outer.Members[1] = new DebugMember("low", Types.UInt, 32, 3);
        outer.Members.Insert(2, new DebugMember("high", Types.UInt, 35, 9));
        var colour = new DebugEnum("colour", 4, isSigned: false) { Values = [("RED", 1), ("BLUE", 7)] };
        const int A = 0, High = 2, Either = 3, Many = 4, Next = 5, Named = 6;

        var module = new TestModule();
        IrGlobal sink = module.Global(new IrGlobal("sink", ".bss", 8, 8, Types.Long));
        TestFunction function = module.Program("probe", "raw_tp/x", new IrParameter("o", IrType.Pointer, new DebugPointer(outer)));
        IrValue sum = I64(0);
        Plus(Load(IrType.I64, function.Parameter, Member(Either), Member(0), Member(0)));
        // clang relocates the first dimension only.
        Plus(function.Load(IrType.I32, function.Offset(function.Core(function.Parameter, outer, Member(Either), Member(0), Member(1), CoreStep.Element(2)), 4)));
        Plus(Load(IrType.I64, function.Parameter, Member(Either), Member(1)));
        Plus(Load(IrType.I64, function.Parameter, Member(Many), CoreStep.Element(1), Member(0)));
        Plus(Load(IrType.I32, Load(IrType.Pointer, function.Parameter, Member(Next)), Member(A)));
        Plus(Load(IrType.I8, function.Parameter, Member(Named), Member(0), CoreStep.Element(3)));
        for (int kind = 0; kind <= 5; kind++)
            Plus(function.Add(new IrCoreFieldInfo(outer, [Member(High)], (CoreFieldInfoKind)kind, function.Span)));
        Plus(function.Add(new IrCoreFieldInfo(outer, [Member(Either), Member(0), Member(1), CoreStep.Element(1)], CoreFieldInfoKind.ByteSize, function.Span)));
        Plus(function.Add(new IrCoreTypeInfo(outer, CoreTypeInfoKind.Exists, function.Span)));
        Plus(function.Add(new IrCoreTypeInfo(outer, CoreTypeInfoKind.Size, function.Span)));
        Plus(function.Add(new IrCoreTypeInfo(new DebugTypedef("outer_alias", outer), CoreTypeInfoKind.Matches, function.Span)));
        Plus(function.Add(new IrCoreEnumValue(colour, "BLUE", exists: false, function.Span)));
        Plus(function.Add(new IrCoreEnumValue(colour, "BLUE", exists: true, function.Span)));
        function.Store(sum, new IrGlobalAddress(sink));
        function.Return(I32(0));

        using var compiled = new CompiledObject(module.Emit());
        string[] ours = Relocations(compiled.Object), clangs = Relocations(Clang(C, compiled.Object + ".clang.o"));
        Assert.True(clangs.Length >= 18, string.Join('\n', clangs));
        Assert.Equal(string.Join('\n', clangs), string.Join('\n', ours));

        static CoreStep Member(int index) => CoreStep.Member(index);
        IrInstruction Load(IrType type, IrValue pointer, params CoreStep[] steps) => function.Load(type, function.Core(pointer, outer, steps));
        void Plus(IrInstruction value) => sum = function.Binary(IrBinaryOperator.Add, sum,
            value.Type == IrType.I64 ? value : function.Convert(IrConversion.SignExtend, value, IrType.I64));
    }

    [Fact]
    public void Every_dimension_of_an_array_is_relocated()
    {
        DebugRecord inner = Types.Kernel("inner", ("x", Types.Long), ("grid", new DebugArray(new DebugTypedef("row", new DebugArray(Types.Int, 3)), 4)), ("cube", new DebugArray(new DebugArray(Types.Int, 3), 4)));
        var module = new TestModule();
        TestFunction function = module.Program("probe", "raw_tp/x", new IrParameter("o", IrType.Pointer, new DebugPointer(inner)));
        IrInstruction a = function.Load(IrType.I32, function.Core(function.Parameter, inner, CoreStep.Member(1), CoreStep.Element(2), CoreStep.Element(1)));
        IrInstruction b = function.Load(IrType.I32, function.Core(function.Parameter, inner, CoreStep.Member(2), CoreStep.Element(2), CoreStep.Element(1)));
        function.Return(function.Binary(IrBinaryOperator.Add, a, b));
        using var compiled = new CompiledObject(module.Emit());
        Assert.Contains("struct inner::cube[2][1] (0:2:2:1)", string.Join('\n', Relocations(compiled.Object)));
        Assert.Contains("struct inner::grid[2]", string.Join('\n', Relocations(compiled.Object)));
        Assert.Contains($"0x{8 + 48 + (7 * 4):x}", compiled.Disassembly());
    }

    [Fact]
    public void Existence_and_values_are_those_of_the_running_kernel()
    {
        DebugRecord task = Types.Kernel("task_struct", ("pid", Types.Int), ("no_such_member", Types.Int));
        DebugRecord unknown = Types.Kernel("no_such_struct", ("x", Types.Int));
        var wide = new DebugEnum("bpf_map_type", 8, isSigned: false) { Values = [("BPF_MAP_TYPE_HASH", 99), ("BPF_MAP_TYPE_NONE_SUCH", 1)] };
        Assert.Equal(1u, Ask(f => new IrCoreFieldInfo(task, [CoreStep.Member(0)], CoreFieldInfoKind.Exists, f.Span)));
        Assert.Equal(0u, Ask(f => new IrCoreFieldInfo(task, [CoreStep.Member(1)], CoreFieldInfoKind.Exists, f.Span)));
        Assert.Equal(4u, Ask(f => new IrCoreFieldInfo(task, [CoreStep.Member(0)], CoreFieldInfoKind.ByteSize, f.Span)));
        Assert.Equal(1u, Ask(f => new IrCoreTypeInfo(task, CoreTypeInfoKind.Exists, f.Span)));
        Assert.Equal(0u, Ask(f => new IrCoreTypeInfo(unknown, CoreTypeInfoKind.Exists, f.Span)));
        Assert.InRange(Ask(f => new IrCoreTypeInfo(task, CoreTypeInfoKind.Size, f.Span)), 1000u, 20000u);
        Assert.Equal(1u, Ask(f => new IrCoreEnumValue(wide, "BPF_MAP_TYPE_HASH", exists: false, f.Span)));
        Assert.Equal(1u, Ask(f => new IrCoreEnumValue(wide, "BPF_MAP_TYPE_HASH", exists: true, f.Span)));
        Assert.Equal(0u, Ask(f => new IrCoreEnumValue(wide, "BPF_MAP_TYPE_NONE_SUCH", exists: true, f.Span)));
    }

    static uint Ask(Func<TestFunction, IrInstruction> question)
    {
        var module = new TestModule();
        TestFunction function = module.Socket();
        IrInstruction answer = function.Add(question(function));
        function.Return(answer.Type == IrType.I32 ? answer : function.Convert(IrConversion.Truncate, answer, IrType.I32));
        using var compiled = new CompiledObject(module.Emit());
        using var loaded = new LoadedObject(compiled);
        return loaded.Run();
    }

    static IrInstruction Read(TestFunction function, IrType type, IrValue address)
    {
        int size = type is IrIntType integer ? integer.Bits / 8 : 8;
        IrLocal slot = function.Local("slot", size, size);
        function.Helper(ProbeReadKernel, IrType.I64, slot, I64(size), address);
        return function.Load(type, slot);
    }

    static string Clang(string source, string output)
    {
        Tool.Need("clang-19");
        string file = Path.ChangeExtension(output, ".c");
        File.WriteAllText(file, source);
        Tool.Run("clang-19", "-target", "bpf", "-O2", "-g", "-mcpu=v3", "-c", file, "-o", output);
        return output;
    }

    /// <summary>Each relocation's kind, type and access, in a fixed order and without type numbers.</summary>
    static string[] Relocations(string path) =>
    [
        .. Regex.Matches(Tool.Run("llvm-objdump-19", "-dr", "--mcpu=v3", path), @"CO-RE (<\w+>) \[\d+\] (.*)")
            .Select(m => $"{m.Groups[1].Value} {m.Groups[2].Value.Trim()}").Order(StringComparer.Ordinal),
    ];
}
