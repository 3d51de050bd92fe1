using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>Local storages: a value that a task, a socket, an inode or a control group carries.</summary>
partial class ProgramLowerer
{
    // BPF_LOCAL_STORAGE_GET_F_CREATE
    private const long CreateStorage = 1;

    private IrValue? LowerStorageCall(IInvocationOperation call, BoundMap map)
    {
        if (call.TargetMethod.Name != "Remove" || call.Arguments.Length > 1)
            return null;
        if (StorageOwner(call, map) is not { } owner)
            return Poison(call.Type);
        return IsZero(_builder.Helper(StorageHelpers(map).Delete, IrType.I64, MapAddress(map), owner));
    }

    /// <summary>The value in place; null for what carries none, or where none could be made.</summary>
    private MemoryPlace LowerStorageReference(IInvocationOperation call, BoundMap map)
    {
        bool isCreated = call.TargetMethod.Name == "GetValueRefOrAddDefault";
        if (!isCreated && call.TargetMethod.Name != "GetValueRefOrNullRef")
        {
            ReportUserSide(call, call.TargetMethod);
            return PoisonPlace(call.Type);
        }
        if (StorageOwner(call, map) is not { } owner)
            return PoisonPlace(call.Type);
        // Without a first value the kernel makes one of zeros.
        IrValue value = _builder.Helper(
            StorageHelpers(map).Get, IrType.Pointer,
            MapAddress(map), owner, IrNullPointer.Instance, IrBuilder.Constant(IrType.I64, isCreated ? CreateStorage : 0));
        return ValuePlace(map, value, mayBeNull: true);
    }

    /// <summary>The object that carries the value. The kernel must know its type, which an address alone does not tell.</summary>
    private IrValue? StorageOwner(IInvocationOperation call, BoundMap map)
    {
        if (call.Arguments.IsEmpty)
            return _builder.Helper(BpfHelper.GetCurrentTaskBtf, IrType.Pointer);
        IOperation argument = call.Arguments[0].Value;
        if (OriginOf(argument) == PointerOrigin.Trusted)
            return LowerValue(argument);
        Report(LanguageDiagnostics.Call, argument, map.Kind.TypeName + "." + call.TargetMethod.Name,
            $"'{ConstructNames.Excerpt(argument)}' is only an address to the kernel; it must be a [KernelType] parameter of a program whose arguments the kernel knows, such as a [BtfTracepoint], or what such a parameter's fields point to");
        return null;
    }

    private static (BpfHelper Get, BpfHelper Delete) StorageHelpers(BoundMap map) => map.Kind.TypeName switch
    {
        "SocketStorage" => (BpfHelper.SocketStorageGet, BpfHelper.SocketStorageDelete),
        "InodeStorage" => (BpfHelper.InodeStorageGet, BpfHelper.InodeStorageDelete),
        "TaskStorage" => (BpfHelper.TaskStorageGet, BpfHelper.TaskStorageDelete),
        _ => (BpfHelper.CgroupStorageGet, BpfHelper.CgroupStorageDelete),
    };
}
