using BpfSharp.Generator.CodeFixes;
using Microsoft.CodeAnalysis.CodeFixes;

namespace BpfSharp.Generator.Tests;

/// <summary>Programs with a mistake each, and the fix for it. What the fix makes of them is in <c>tests/Integration/Fixes</c>, where kernels run it.</summary>
static class FixedPrograms
{
    const string Head = "using System.Runtime.CompilerServices;\n\nnamespace BpfSharp.Integration.Fixes;\n\n";

    public static readonly Dictionary<string, (string Id, CodeFixProvider Fix, string Before)> All = new()
    {
        ["FixedClass"] = ("BPF0001", new PartialClassCodeFix(), Head + """
            [BpfObject]
            public sealed class FixedClass
            {
                [SocketFilter]
                int Run() => 7;
            }

            """),
        ["FixedLicense"] = ("BPF0150", new LicenseCodeFix(), Head + """
            [BpfObject(License = "Apache-2.0")]
            public sealed partial class FixedLicense
            {
                [SocketFilter]
                int Run()
                {
                    Bpf.Printk("seen");
                    return 7;
                }
            }

            """),
        ["FixedSlot"] = ("BPF0151", new OpenSlotCodeFix(), Head + """
            [BpfObject]
            public sealed partial class FixedSlot
            {
                [BpfMap(MaxEntries = 4096)] public partial RingBuffer<int> Events { get; }
                public partial int Wanted { get; init; }

                [SocketFilter]
                int Run()
                {
                    if (!Events.TryReserve(out var slot))
                        return 1;
                    if (Wanted == 0)
                        return 2;
                    slot.Value = Wanted;
                    slot.Submit();
                    return 7;
                }
            }

            """),
        ["FixedReference"] = ("BPF0161", new NullCheckCodeFix(), Head + """
            [BpfObject]
            public sealed partial class FixedReference
            {
                [BpfMap(MaxEntries = 16)] public partial HashMap<int, long> Counts { get; }

                [SocketFilter]
                int Run()
                {
                    ref long count = ref Counts.GetValueRefOrNullRef(5);
                    count++;
                    return 7;
                }
            }

            """),
        ["FixedProbe"] = ("BPF0028", new ReturnProbeCodeFix(), Head + """
            [BpfObject]
            public sealed partial class FixedProbe
            {
                public partial int Thread { get; init; }
                public partial ref int Result { get; }

                [Kprobe("__sys_socket")]
                int Run(int family, [ReturnValue] int result)
                {
                    if (Bpf.CurrentPid == Thread)
                        Result = result;
                    return 0;
                }
            }

            """),
        ["FixedVariable"] = ("BPF0153", new ScratchMapCodeFix(), Head + """
            [BpfObject]
            public sealed unsafe partial class FixedVariable
            {
                public struct Table { public fixed long Values[80]; }

                [KernelHelper(113)]
                private static long Read(void* target, int size, void* source) => throw new NotSupportedException();

                [SocketFilter]
                int Run()
                {
                    Table table = default;
                    long before = table.Values[79];
                    table.Values[79] = 5;
                    fixed (long* values = table.Values)
                        Read(values, 632, null);
                    return table.Values[0] == 0 && before == 0 && table.Values[79] == 5 ? 7 : 1;
                }
            }

            """),
        ["FixedKey"] = ("BPF0155", new KeyPaddingCodeFix(), Keyed("FixedKey", """
                    Key key;
                    key.Kind = 1;
                    key.Number = 2;
                    long* count = Lookup(Counts, &key);
            """)),
        ["FixedKeyCopy"] = ("BPF0155", new KeyPaddingCodeFix(), Keyed("FixedKeyCopy", """
                    Unsafe.SkipInit(out Key key);
                    key.Kind = 1;
                    key.Number = 2;
                    long* count = Lookup(Counts, &key);
            """)),
        ["FixedBuffer"] = ("BPF0153", new ScratchMapCodeFix(), Head + """
            [BpfObject]
            public sealed partial class FixedBuffer
            {
                public partial ref int Index { get; }

                [SocketFilter]
                int Run()
                {
                    Span<byte> text = stackalloc byte[600];
                    int before = text[599];
                    text[599] = 7;
                    return before == 0 && (uint)Index < 600 ? text[Index] : 1;
                }
            }

            """),
    };

    /// <summary>What the stack held before is what a key's gaps have.</summary>
    static string Keyed(string name, string body) => Head + $$"""
        [BpfObject]
        public sealed unsafe partial class {{name}}
        {
            public struct Key { public byte Kind; public int Number; }

            [BpfMap(MaxEntries = 16)] public partial HashMap<Key, long> Counts { get; }

            [KernelHelper(1)]
            private static long* Lookup(object map, Key* key) => throw new NotSupportedException();

            [SocketFilter]
            int Run()
            {
        {{body}}
                return count == null ? 1 : (int)*count;
            }
        }

        """;

    public static string LargeVariable(string declaration) => $$"""
        [BpfObject]
        sealed unsafe partial class P
        {
            [KernelHelper(113)] static long Read(void* target, int size, void* source) => throw new NotSupportedException();

            [RawTracepoint("sys_enter")]
            int F()
            {
                {{declaration}}
                return 0;
            }

            public struct Big { public fixed byte Bytes[600]; }
        }

        """;
}
