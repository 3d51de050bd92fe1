using System.Text;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Lowering;

/// <summary>Names C# constructs as C# developers call them.</summary>
internal static class ConstructNames
{
    public static string Of(IOperation operation) => operation.Kind switch
    {
        OperationKind.AnonymousFunction => "A lambda",
        OperationKind.ArrayCreation => "Creating an array",
        OperationKind.ArrayElementReference => "An array element",
        OperationKind.Await => "'await'",
        OperationKind.Coalesce or OperationKind.CoalesceAssignment => "'??'",
        OperationKind.CollectionExpression => "A collection expression",
        OperationKind.ConditionalAccess => "'?.'",
        OperationKind.DeconstructionAssignment => "Deconstruction",
        OperationKind.DelegateCreation => "A delegate",
        OperationKind.DynamicInvocation or OperationKind.DynamicMemberReference => "'dynamic'",
        OperationKind.FunctionPointerInvocation => "A call through a function pointer",
        OperationKind.ImplicitIndexerReference => "An index from the end or a range",
        OperationKind.InterpolatedString => "An interpolated string",
        OperationKind.IsType => "'is' with a type",
        OperationKind.ListPattern => "A list pattern",
        OperationKind.Lock => "'lock'",
        OperationKind.Loop => "'foreach'",
        OperationKind.Range => "A range",
        OperationKind.RecursivePattern => "A property pattern",
        OperationKind.Throw => "'throw'",
        OperationKind.Try => "'try'",
        OperationKind.Tuple or OperationKind.TupleBinaryOperator => "A tuple",
        OperationKind.TypeOf => "'typeof'",
        OperationKind.Using or OperationKind.UsingDeclaration => "'using'",
        OperationKind.Utf8String => "A UTF-8 literal",
        OperationKind.With => "'with'",
        OperationKind.YieldReturn or OperationKind.YieldBreak => "'yield'",
        OperationKind.None => $"'{Excerpt(operation)}'",
        var kind => $"'{Excerpt(operation)}' ({Words(kind.ToString())})",
    };

    /// <summary>The construct's text, on one line and not too long.</summary>
    public static string Excerpt(IOperation operation)
    {
        string text = operation.Syntax.ToString();
        int end = text.IndexOf('\n');
        if (end >= 0)
            text = text.Substring(0, end).TrimEnd() + " …";
        return text.Length <= 60 ? text : text.Substring(0, 59) + "…";
    }

    private static string Words(string name)
    {
        StringBuilder words = new();
        foreach (char c in name)
        {
            if (char.IsUpper(c) && words.Length > 0)
                words.Append(' ');
            words.Append(char.ToLowerInvariant(c));
        }
        return words.ToString();
    }
}
