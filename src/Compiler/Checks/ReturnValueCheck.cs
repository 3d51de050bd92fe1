using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Checks;

/// <summary>
/// Finds programs at a function's entry that want its return value: a parameter that says so, or the return value's
/// register. The kernel would give them whatever the register happens to hold.
/// </summary>
internal static class ReturnValueCheck
{
    /// <summary>Whether a parameter is declared to be the return value, by attribute or by a name that can mean nothing else.</summary>
    public static bool IsMarkedOrNamed(IParameterSymbol parameter) => IsMarked(parameter) || IsNamedSo(parameter);

    /// <summary>Whether an attribute says so.</summary>
    public static bool IsMarked(IParameterSymbol parameter) => KnownNames.FindAttribute(parameter, "ReturnValueAttribute") is not null;

    public static void Run(ObjectContext context, BoundProgram program)
    {
        // Inside a function the register may hold anything, the return value of a function that was called included.
        if (program.Hook.ReturnHook is not { } returnHook || (program.Hook.HasRegisters && (program.Target is null || program.Target.Contains("+"))))
            return;
        foreach (IParameterSymbol parameter in program.Method.Parameters)
        {
            if (IsMarked(parameter) || IsNamedSo(parameter))
                Report(parameter.Locations[0], parameter.Name);
        }
        if (program.Hook.HasRegisters && RegisterLayout.Of(context.Options.Architecture) is { ResultField: { } field, RegistersType: var type }
            && context.BodyOf(program.Method) is { } body)
        {
            RegisterReads reads = new(context, type, field);
            foreach (IOperation read in reads.In(body))
                Report(read.Syntax.GetLocation(), ConstructNames.Excerpt(read));
        }

        void Report(Location location, string what) =>
            context.Diagnostics.Report(HookDiagnostics.ReturnValueAtEntry, location, what, program.Hook.DisplayName, "[" + returnHook + "]");
    }

    private static bool IsNamedSo(IParameterSymbol parameter) =>
        parameter.Name.Equals("returnValue", StringComparison.OrdinalIgnoreCase) || parameter.Name.Equals("retval", StringComparison.OrdinalIgnoreCase);

    private sealed class RegisterReads(ObjectContext context, string type, string field)
    {
        private readonly Dictionary<IMethodSymbol, bool> _readers = new(SymbolEqualityComparer.Default);

        /// <summary>The reads in a body, and the calls in it of methods that read.</summary>
        public IEnumerable<IOperation> In(IOperation body)
        {
            foreach (IOperation operation in body.Descendants())
            {
                switch (operation)
                {
                    case IFieldReferenceOperation reference when reference.Field.Name == field && KnownNames.IsApi(reference.Field.ContainingType, type):
                    case IInvocationOperation call when call.Arguments.Any(IsRegisters) && IsReader(call.TargetMethod):
                        yield return operation;
                        break;
                }
            }
        }

        private bool IsReader(IMethodSymbol method)
        {
            if (_readers.TryGetValue(method, out bool isReader))
                return isReader;
            _readers[method] = false; // while it is looked at: a method that calls itself adds nothing
            return _readers[method] = context.BodyOf(method) is { } body && In(body).Any();
        }

        private bool IsRegisters(IArgumentOperation argument) =>
            argument.Value.Type is IPointerTypeSymbol pointer && KnownNames.IsApi(pointer.PointedAtType, type);
    }
}
