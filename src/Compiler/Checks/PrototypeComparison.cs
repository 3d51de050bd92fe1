using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Checks;

/// <summary>A program's parameters beside a kernel function's. What may differ is what the runtime lets differ at load.</summary>
internal sealed class PrototypeComparison(TypeShapes shapes, BoundProgram program, IMethodSymbol prototype)
{
    private static readonly SymbolDisplayFormat s_types = SymbolDisplayFormat.MinimallyQualifiedFormat;

    // The first argument of an iterator is the kernel's own.
    private readonly int _first = program.Hook.Context == HookContext.IteratorArguments ? 1 : 0;

    /// <summary>The prototype as C# has it.</summary>
    public static string Text(IMethodSymbol prototype, string name) =>
        $"{prototype.ReturnType.ToDisplayString(s_types)} {name}({string.Join(", ", prototype.Parameters.Select(parameter => $"{parameter.Type.ToDisplayString(s_types)} {parameter.Name}"))}{(prototype.IsVararg ? ", ..." : "")})";

    public IEnumerable<(IParameterSymbol Parameter, string Problem)> Problems()
    {
        // A system call's function has one argument, the registers; inside a function the registers may hold anything.
        if (program.Hook.Context == HookContext.SyscallRegisters || program.Hook.Attribute == "Kretsyscall" || program.Target!.Contains("+"))
            yield break;
        int position = 0;
        foreach (IParameterSymbol parameter in program.Method.Parameters)
        {
            if (IsNoArgument(parameter) || shapes.Of(parameter.Type) is not { } shape || shape is UnsupportedShape)
                continue;
            bool isReturnValue = program.Hook.Context == HookContext.ReturnRegister || program.Hook.GivesReturnValue && ReturnValueCheck.IsMarkedOrNamed(parameter);
            string? problem = isReturnValue ? ReturnValueProblem(shape, position) : ArgumentProblem(shape, position++);
            if (problem is not null)
                yield return (parameter, problem);
        }
    }

    private bool IsNoArgument(IParameterSymbol parameter) => parameter.RefKind != RefKind.None
        || program.Hook.HasRegisters && parameter.Type is IPointerTypeSymbol { PointedAtType: var target } && RegisterLayout.Named(KnownNames.ApiName(target)) is not null;

    private string? ReturnValueProblem(TypeShape shape, int position)
    {
        if (prototype.ReturnsVoid)
            return "it returns nothing";
        // The return value lies behind all arguments; where none is declared, a helper finds it.
        if (position > 0 && position != prototype.Parameters.Length)
            return $"it comes behind all {prototype.Parameters.Length} arguments, of which {position} are declared; declare all or none";
        return TypeProblem(shape, prototype.ReturnType, "the return value");
    }

    private string? ArgumentProblem(TypeShape shape, int position)
    {
        int index = position + _first;
        if (index >= prototype.Parameters.Length)
            return prototype.IsVararg ? null : $"there are {prototype.Parameters.Length - _first} arguments";
        ITypeSymbol type = prototype.Parameters[index].Type;
        if (shape is StructShape || type is { TypeKind: TypeKind.Struct, SpecialType: SpecialType.None })
            return StructProblem(shape, type, position + 1);
        return TypeProblem(shape, type, $"argument {position + 1}");
    }

    /// <summary>A struct that is passed by value is as large as the kernel's, so that what comes behind it is found.</summary>
    private string? StructProblem(TypeShape shape, ITypeSymbol type, int position)
    {
        string shown = $"argument {position} is '{type.ToDisplayString(s_types)}'";
        if (shapes.Of(type) is not StructShape known)
            return shown + ", no struct";
        if (shape is not StructShape declared)
            return $"{shown}, a struct of {known.Size} bytes that is passed by value";
        if (DebugTypeMap.KernelName(declared.Layout.Type) is { Length: > 0 } name && DebugTypeMap.KernelName(type) is { } actual && Essential(name) != Essential(actual))
            return shown;
        return declared.Size != known.Size ? $"{shown} of {known.Size} bytes" : null;
    }

    private string? TypeProblem(TypeShape shape, ITypeSymbol type, string what)
    {
        string shown = $"{what} is '{type.ToDisplayString(s_types)}'";
        switch (shape, type)
        {
            case (PointerShape pointer, IPointerTypeSymbol actual):
                return PointeeProblem(pointer.Target, actual.PointedAtType) ? shown : null;
            case (PointerShape, _):
                return shown + ", no pointer";
            case (IntegerShape { Size: < 8 }, IPointerTypeSymbol):
                return shown;
            case (IntegerShape integer, _) when shapes.Of(type) is IntegerShape known && integer.Size > known.Size:
                return $"{shown} of {known.Size} bytes, and what is above them in its register is not defined";
            default:
                return null;
        }
    }

    /// <summary>A pointer to a kernel type must be one to that type; other pointers may say anything of what is there.</summary>
    private bool PointeeProblem(ITypeSymbol declared, ITypeSymbol actual)
    {
        if (DebugTypeMap.KernelName(declared) is not { Length: > 0 } name)
            return false;
        // Which type is behind a pointer to anything is the programmer's to say, where it is read by a helper.
        if (actual.SpecialType == SpecialType.System_Void && !program.Hook.TrustsPointers)
            return false;
        return DebugTypeMap.KernelName(actual) is not { } actualName || Essential(name) != Essential(actualName);
    }

    /// <summary>A kernel type's name without its flavour.</summary>
    public static string Essential(string name)
    {
        int flavour = name.LastIndexOf("___", StringComparison.Ordinal);
        return flavour > 0 ? name.Substring(0, flavour) : name;
    }
}
