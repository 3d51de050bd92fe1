using BpfSharp.Compiler.Llvm.Interop;

namespace BpfSharp.Compiler.Llvm.Bounds;

/// <summary>
/// Keeps element accesses within their variable for the verifier's eyes too. What C# checks, LLVM often proves: it drops a mask or a
/// check, or computes the address before it. Put in after optimisation, where the verifier could not follow: a bound on the offset, of
/// one or two instructions, that changes nothing at run time. It is part of how the address is computed, so nothing can move it away.
/// </summary>
internal static unsafe class KeptBounds
{
    public static void Add(LLVMContextRef context, LLVMModuleRef module, LLVMTargetDataRef layout)
    {
        BoundWriter writer = new(context);
        for (var function = LLVM.GetFirstFunction(module); function.Handle != 0; function = LLVM.GetNextFunction(function))
        {
            if (LLVM.IsDeclaration(function) == 0)
                Add(function, layout, writer);
        }
    }

    private static void Add(LLVMValueRef function, LLVMTargetDataRef layout, BoundWriter writer)
    {
        List<(LLVMValueRef Address, ElementOffset Offset, List<LLVMValueRef> Accesses, ulong Bytes)> found = [];
        for (var block = LLVM.GetFirstBasicBlock(function); block.Handle != 0; block = LLVM.GetNextBasicBlock(block))
        {
            for (var address = LLVM.GetFirstInstruction(block); address.Handle != 0; address = LLVM.GetNextInstruction(address))
            {
                if (LLVM.IsAGetElementPtrInst(address).Handle != 0 && ElementOffset.Of(address, layout) is { Terms.Count: > 0 } offset
                    && Accesses(address, layout, out ulong bytes) is { Count: > 0 } accesses)
                    found.Add((address, offset, accesses, bytes));
            }
        }
        if (found.Count == 0)
            return;
        VerifierRanges ranges = new(new ControlFlow(function));
        found.RemoveAll(one => one.Bytes > one.Offset.Size || !one.Offset.IsInElement(one.Bytes) || IsWithin(one.Offset, one.Bytes, ranges));
        foreach (var (address, offset, accesses, bytes) in found)
        {
            LLVMValueRef bounded = writer.Bound(address, offset, bytes);
            foreach (LLVMValueRef access in accesses)
                ReplaceOperand(access, address, bounded);
        }
        // Their operands would be computed for nothing.
        foreach (LLVMValueRef address in Unused(found.Select(one => one.Address)))
            LLVM.InstructionEraseFromParent(address);
    }

    /// <summary>Addresses that nothing uses any more, each behind those that use it.</summary>
    private static IEnumerable<LLVMValueRef> Unused(IEnumerable<LLVMValueRef> addresses)
    {
        HashSet<LLVMValueRef> erased = [];
        Stack<LLVMValueRef> pending = new(addresses);
        while (pending.TryPop(out LLVMValueRef address))
        {
            if (erased.Contains(address) || LLVM.IsAGetElementPtrInst(address).Handle == 0 || LLVM.GetFirstUse(address).Handle != 0)
                continue;
            pending.Push(LLVM.GetOperand(address, 0));
            erased.Add(address);
            yield return address;
        }
    }

    private static bool IsWithin(ElementOffset offset, ulong bytes, VerifierRanges ranges)
    {
        Int128 low = offset.Constant, high = offset.Constant;
        foreach (ElementOffset.Term term in offset.Terms)
        {
            NumberRange range = ranges.At(term.Value, LLVM.GetInstructionParent(term.At));
            low += (Int128)range.Low * term.Scale;
            high += (Int128)range.High * term.Scale;
        }
        return low >= 0 && high + bytes <= offset.Size;
    }

    /// <summary>The instructions that read or write at an address, and how many bytes at most.</summary>
    private static List<LLVMValueRef> Accesses(LLVMValueRef address, LLVMTargetDataRef layout, out ulong bytes)
    {
        List<LLVMValueRef> accesses = [];
        bytes = 0;
        for (var use = LLVM.GetFirstUse(address); use.Handle != 0; use = LLVM.GetNextUse(use))
        {
            LLVMValueRef user = LLVM.GetUser(use);
            LLVMTypeRef type;
            switch (LLVM.GetInstructionOpcode(user))
            {
                case LLVMOpcode.LLVMLoad:
                    type = LLVM.TypeOf(user);
                    break;
                case LLVMOpcode.LLVMStore or LLVMOpcode.LLVMAtomicRMW when AddressOperand(user) is var operand && LLVM.GetOperand(user, operand) == address && LLVM.GetOperand(user, 1 - operand) != address:
                    type = LLVM.TypeOf(LLVM.GetOperand(user, 1 - operand));
                    break;
                case LLVMOpcode.LLVMAtomicCmpXchg:
                    type = LLVM.TypeOf(LLVM.GetOperand(user, 1));
                    break;
                default:
                    continue;
            }
            accesses.Add(user);
            bytes = Math.Max(bytes, LLVM.ABISizeOfType(layout, type));
        }
        return accesses;
    }

    private static uint AddressOperand(LLVMValueRef access) => LLVM.GetInstructionOpcode(access) == LLVMOpcode.LLVMStore ? 1u : 0u;

    private static void ReplaceOperand(LLVMValueRef access, LLVMValueRef address, LLVMValueRef bounded)
    {
        uint operand = AddressOperand(access);
        if (LLVM.GetOperand(access, operand) == address)
            LLVM.SetOperand(access, operand, bounded);
    }
}
