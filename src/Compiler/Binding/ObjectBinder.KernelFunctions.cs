using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BpfSharp.Compiler.Binding;

/// <summary>Functions of the kernel's that programs call.</summary>
partial class ObjectBinder
{
    private void BindKernelFunction(IMethodSymbol method, AttributeData attribute, BoundObject bound)
    {
        string name = attribute.ConstructorArguments is [{ Value: string given }] ? given : method.Name;
        string? problem = method switch
        {
            { IsExtern: true } => "an extern method without a library keeps the CLR from loading the class; declare it 'static partial' and without a body",
            { IsStatic: false } or { IsGenericMethod: true } => "declare it 'static partial', and not generic",
            _ when !IsDeclaredPartial(method) => "declare it 'static partial' and without a body",
            // arch ABI: arguments are passed in five registers.
            { Parameters.Length: > 5 } => "the kernel takes at most five arguments",
            _ when method.Parameters.FirstOrDefault(parameter => parameter.RefKind != RefKind.None) is { } reference => $"'{reference.Name}' is passed by reference; take a pointer",
            _ when method.Parameters.FirstOrDefault(parameter => shapes.Of(parameter.Type) is not (IntegerShape or PointerShape)) is { } other => $"'{other.Name}' is neither a number nor a pointer",
            { ReturnsByRef: true } or { ReturnsByRefReadonly: true } => "it returns a reference; return a pointer",
            { ReturnsVoid: false } when shapes.Of(method.ReturnType) is not (IntegerShape or PointerShape) => "it returns neither a number nor a pointer",
            _ => NameOfFunction(name, method, bound),
        };
        if (problem is not null)
        {
            diagnostics.Report(ExternDiagnostics.Kfunc, method.Locations[0], method.Name, problem);
            bound.Refused.Add(method);
            return;
        }
        IrKernelFunction ir = new(name, RegisterOf(method.ReturnType), debugTypes.Of(method.ReturnType), spans.Of(method))
        {
            IsWeak = KnownNames.NamedArgument(attribute, "IsOptional") is true,
            Parameters = [.. method.Parameters.Select(parameter => (RegisterOf(parameter.Type), debugTypes.Of(parameter.Type)))],
        };
        bound.KernelFunctions.Add(new BoundKernelFunction(method, ir));
    }

    /// <summary>What C's calling convention makes of a type: nothing is narrower than 32 bits.</summary>
    private IrType RegisterOf(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_Void ? IrType.Void
        : shapes.Of(type) is IntegerShape integer ? IrType.Int(Math.Max(integer.Bits, 32))
        : IrType.Pointer;

    private string? NameOfFunction(string name, IMethodSymbol method, BoundObject bound)
    {
        if (name != method.Name && type.GetMembers(name).Length > 0)
            return $"another member of '{type.Name}' has the name {name}, and symbols of the object would meet";
        return bound.KernelFunctions.Exists(other => other.Ir.Name == name) ? $"another method stands for {name}; one is enough" : NameOfExtern(name, bound, method);
    }

    private static bool IsDeclaredPartial(IMethodSymbol method) =>
        method.DeclaringSyntaxReferences.Length > 0
        && method.DeclaringSyntaxReferences[0].GetSyntax() is MethodDeclarationSyntax { Body: null, ExpressionBody: null } declaration
        && declaration.Modifiers.Any(SyntaxKind.PartialKeyword);
}
