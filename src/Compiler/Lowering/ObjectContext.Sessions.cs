using BpfSharp.Compiler.Ir;

namespace BpfSharp.Compiler.Lowering;

/// <summary>
/// The kernel's functions for sessions (kernel/trace/bpf_trace.c). Some kernels want the program's context as an argument and others
/// have no parameter; those look at no register.
/// </summary>
partial record ObjectContext
{
    private IrKernelFunction? _sessionIsReturn, _sessionCookie;

    public IrKernelFunction SessionIsReturn => _sessionIsReturn ??=
        Declare("bpf_session_is_return", IrType.I32, DebugTypes.Int, (IrType.Pointer, DebugTypes.Context));

    public IrKernelFunction SessionCookie => _sessionCookie ??=
        Declare("bpf_session_cookie", IrType.Pointer, DebugTypes.PointerTo(DebugTypes.UInt64), (IrType.Pointer, DebugTypes.Context));
}
