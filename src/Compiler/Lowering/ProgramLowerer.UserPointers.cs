using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary><c>UserPointer</c>: an address of the calling process. A pointer to the program, with members of its own in place of <c>*</c>.</summary>
partial class ProgramLowerer
{
    private static bool IsUserPointer(ITypeSymbol? type) => KnownNames.IsApi(type, "UserPointer");

    private IrValue? TryLowerUserPointerProperty(IPropertyReferenceOperation reference)
    {
        if (!IsUserPointer(reference.Property.ContainingType) || reference.Instance is null)
            return null;
        IrValue address = LowerValue(reference.Instance);
        return reference.Property.Name == "IsNull" ? _builder.Compare(IrComparison.Equal, address, IrNullPointer.Instance) : address;
    }

    private IrValue LowerUserPointerCall(IInvocationOperation call)
    {
        IrValue address = LowerValue(call.Instance!);
        switch (call.TargetMethod.Name)
        {
            case "TryRead":
                if (call.Arguments.Length == 2)
                    address = AddScaled(address, call.Arguments[0].Value, SizeOfElement(call.TargetMethod.ContainingType.TypeArguments[0]), negate: false);
                return TryReadInto(call.Arguments[call.Arguments.Length - 1].Value, address, BpfHelper.ProbeReadUser);
            case "TryReadString":
                return ReadStringInto(call, call.Arguments[0].Value, address, BpfHelper.ProbeReadUserString);
            case "As":
                return address;
            default:
                return UnknownMember(call, "this version of the compiler does not know it");
        }
    }

    private IrValue LowerUserPointerCreation(IObjectCreationOperation creation)
    {
        if (creation.Arguments.IsEmpty)
            return IrNullPointer.Instance;
        CheckMemory(creation.Arguments[0].Value, isUser: true);
        return LowerValue(creation.Arguments[0].Value);
    }
}
