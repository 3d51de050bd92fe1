using System.Globalization;
using System.Text;
using BpfSharp.Compiler.Llvm.Interop;

namespace BpfSharp.Compiler.Llvm;

/// <summary>
/// Writes into the object what became of each place where C# would throw: <c>emitted</c> where code is left that counts its trap,
/// <c>proven by LLVM</c> where none is, <c>proven by constants</c> where the front end emitted none. It is looked up in the optimised
/// module. The texts end with a zero (<c>readelf -p .debug_bpfsharp</c> shows them); loaders skip sections of debug information, and tools strip them.
/// </summary>
internal static unsafe class CheckSection
{
    private const int CounterSize = 8;

    public static void Add(LLVMModuleRef module, LLVMTargetDataRef layout)
    {
        List<string> checks = Checks(module);
        if (checks.Count == 0)
            return;
        HashSet<long>? counters = TrapCounters.Left(module, layout);
        StringBuilder text = new(".section .debug_bpfsharp,\"\",@progbits\n");
        Append(text, "checks 1");
        foreach (string check in checks)
        {
            string[] parts = check.Split(' ', 2);
            Append(text, parts[0] switch
            {
                "file" => check,
                "-" => parts[1] + " proven by constants",
                // What cannot be followed is no proof.
                _ when counters?.Contains(CounterSize * long.Parse(parts[0], CultureInfo.InvariantCulture)) != false => parts[1] + " emitted",
                _ => parts[1] + " proven by LLVM",
            });
        }
        text.Append(".text\n");
        byte[] bytes = Encoding.ASCII.GetBytes(text.ToString());
        fixed (byte* start = bytes)
            LLVM.AppendModuleInlineAsm(module, start, (nuint)bytes.Length);
    }

    private static List<string> Checks(LLVMModuleRef module)
    {
        fixed (byte* name = "bpfsharp.checks\0"u8)
        {
            LLVMValueRef[] nodes = new LLVMValueRef[LLVM.GetNamedMetadataNumOperands(module, name)];
            fixed (LLVMValueRef* first = nodes)
                LLVM.GetNamedMetadataOperands(module, name, first);
            List<string> texts = [];
            foreach (LLVMValueRef node in nodes)
            {
                LLVMValueRef text;
                LLVM.GetMDNodeOperands(node, &text);
                uint length;
                byte* start = LLVM.GetMDString(text, &length);
                texts.Add(Encoding.UTF8.GetString(start, (int)length));
            }
            return texts;
        }
    }

    private static void Append(StringBuilder text, string line)
    {
        text.Append(".asciz \"");
        foreach (byte one in Encoding.UTF8.GetBytes(line))
        {
            if (one is < 0x20 or >= 0x7f or (byte)'"' or (byte)'\\')
                text.Append('\\').Append(Convert.ToString(one, 8).PadLeft(3, '0'));
            else
                text.Append((char)one);
        }
        text.Append("\"\n");
    }
}
