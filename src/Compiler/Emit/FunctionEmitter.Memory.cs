using BpfSharp.Compiler.Ir;

namespace BpfSharp.Compiler.Emit;

internal sealed partial class FunctionEmitter
{
    /// <summary>
    /// The most loads or stores the backend expands one memcpy or memset into; beyond, it calls a function that does
    /// not exist (BPFISelLowering.cpp, BPFSelectionDAGInfo.cpp).
    /// </summary>
    const int MaxInlineStores = 128;

    void Copy(IrMemoryCopy copy)
    {
        context.Intrinsics.Use("llvm.memcpy.p0.p0.i64", "void (ptr, ptr, i64, i1)");
        int chunk = MaxInlineStores * copy.Align;
        for (int offset = 0; offset < copy.Size; offset += chunk)
        {
            string destination = At(copy.Destination, offset, copy.Span), source = At(copy.Source, offset, copy.Span);
            text.Append("  call void @llvm.memcpy.p0.p0.i64(ptr align ").AppendNumber(copy.Align).Append(' ').Append(destination)
                .Append(", ptr align ").AppendNumber(copy.Align).Append(' ').Append(source)
                .Append(", i64 ").AppendNumber(Math.Min(chunk, copy.Size - offset)).Append(", i1 false)");
            End(copy.Span);
        }
    }

    void Clear(IrMemoryClear clear)
    {
        context.Intrinsics.Use("llvm.memset.p0.i64", "void (ptr, i8, i64, i1)");
        int chunk = MaxInlineStores * clear.Align;
        // LLVM joins neighbouring memsets into one, which may then be too large to inline; it leaves volatile ones
        // alone. The stack (512 bytes) is too small for that, and volatile would keep its variables out of registers.
        bool isStack = clear.Destination is IrLocal && clear.Align >= 4;
        bool isVolatile = clear.Size > (isStack ? chunk : chunk / 4);
        for (int offset = 0; offset < clear.Size; offset += chunk)
        {
            string destination = At(clear.Destination, offset, clear.Span);
            text.Append("  call void @llvm.memset.p0.i64(ptr align ").AppendNumber(clear.Align).Append(' ').Append(destination)
                .Append(", i8 0, i64 ").AppendNumber(Math.Min(chunk, clear.Size - offset))
                .Append(isVolatile ? ", i1 true)" : ", i1 false)");
            End(clear.Span);
        }
    }

    /// <summary>The operand that points this many bytes past a pointer.</summary>
    string At(IrValue pointer, int offset, SourceSpan span)
    {
        if (offset == 0)
            return Capture(pointer);
        string name = Fresh();
        Define(name).Append("getelementptr i8, ");
        Typed(pointer).Append(", i64 ").AppendNumber(offset);
        End(span);
        return name;
    }

    /// <summary>An operand as a string of its own.</summary>
    string Capture(IrValue value)
    {
        int start = text.Length;
        Operand(value);
        string operand = text.ToString(start, text.Length - start);
        text.Length = start;
        return operand;
    }
}
