using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Lowering;

namespace BpfSharp.Compiler.Checks;

/// <summary>
/// What a program surely has the verifier look at. What a constant rules out, LLVM removes; what is asked at load (a read-only global, a value of the
/// kernel's configuration, what its types have), the verifier skips where the answer is no, which is how programs use what not every kernel has.
/// </summary>
internal static class ReachableCode
{
    /// <summary>The instructions of a program and of all functions that it surely calls.</summary>
    /// <param name="includesAsked">Also those behind a question that is answered at load: for what is wrong whatever the answer, as a licence is the same everywhere.</param>
    public static IEnumerable<IrInstruction> Of(ObjectContext context, BoundProgram program, bool includesAsked = false)
    {
        if (context.Module.Functions.Find(function => function.Linkage == IrLinkage.Program && function.Name == program.Method.Name) is not { } root)
            yield break;
        List<IrFunction> found = [root];
        for (int i = 0; i < found.Count; i++)
        {
            foreach (IrInstruction instruction in BlocksOf(found[i], includesAsked).SelectMany(static block => block.Instructions))
            {
                yield return instruction;
                foreach (IrFunction callee in CalleesOf(instruction))
                {
                    if (!found.Contains(callee))
                        found.Add(callee);
                }
            }
        }
    }

    private static IEnumerable<IrFunction> CalleesOf(IrInstruction instruction) => instruction switch
    {
        IrCall call => [call.Callee],
        IrHelperCall helper => helper.Arguments.OfType<IrFunctionAddress>().Select(static address => address.Function),
        _ => [],
    };

    private static IReadOnlyCollection<IrBlock> BlocksOf(IrFunction function, bool includesAsked)
    {
        HashSet<IrBlock> certain = Walk(function, without: null, side: null);
        foreach (IrConditionalBranch branch in certain.Select(static block => block.Terminator).OfType<IrConditionalBranch>().Where(branch => !includesAsked && IsAskedAtLoad(branch.Condition)).ToList())
        {
            foreach (IrBlock side in new[] { branch.WhenTrue, branch.WhenFalse })
                certain.IntersectWith(Walk(function, branch, side));
        }
        // In the order of the source, which is that of the messages.
        return [.. function.Blocks.Where(certain.Contains)];
    }

    /// <summary>The blocks that can be reached when a branch never goes one way.</summary>
    private static HashSet<IrBlock> Walk(IrFunction function, IrConditionalBranch? without, IrBlock? side)
    {
        HashSet<IrBlock> seen = [function.Blocks[0]];
        Stack<IrBlock> work = new(seen);
        while (work.Count > 0)
        {
            IrBlock block = work.Pop();
            foreach (IrBlock next in block.Successors)
            {
                if ((block.Terminator != without || next != side) && seen.Add(next))
                    work.Push(next);
            }
        }
        return seen;
    }

    private static bool IsAskedAtLoad(IrValue value, int depth = 0) => depth < 16 && value switch
    {
        IrLoad { Address: IrGlobalAddress { Global.Section: ".rodata" or ".kconfig" } } => true,
        IrCoreFieldInfo or IrCoreTypeInfo or IrCoreEnumValue or IrKernelFunctionAddress => true,
        IrGlobalAddress { Global: { IsExtern: true, IsWeak: true } } => true,
        IrCompare compare => IsAskedWith(compare.Left, compare.Right, depth),
        IrBinary binary => IsAskedWith(binary.Left, binary.Right, depth),
        IrConvert convert => IsAskedAtLoad(convert.Value, depth + 1),
        IrOpaque opaque => IsAskedAtLoad(opaque.Value, depth + 1),
        _ => false,
    };

    private static bool IsAskedWith(IrValue left, IrValue right, int depth)
    {
        bool isLeft = IsAskedAtLoad(left, depth + 1), isRight = IsAskedAtLoad(right, depth + 1);
        return (isLeft || isRight) && (isLeft || IsFixed(left)) && (isRight || IsFixed(right));
    }

    private static bool IsFixed(IrValue value) => value is IrConstant or IrNullPointer;
}
