using BpfSharp.Btf;
using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>
/// Holds what a program declares of its hook's arguments against the running kernel's types. The kernel itself only
/// checks that there are so many arguments; a wrong type or place would be read without a word.
/// </summary>
internal sealed class SignatureCheck
{
    private readonly BtfTypes _types;
    private readonly BtfPrototype _prototype;
    private readonly int _first;
    private readonly string _target;
    private readonly string _operation;
    private readonly bool _isFollowed;

    private SignatureCheck(BtfTypes types, BtfPrototype prototype, int first, string target, string operation, bool isFollowed)
    {
        _isFollowed = isFollowed;
        _types = types;
        _prototype = prototype;
        _first = first;
        _target = target;
        _operation = operation;
    }

    private int Count => _prototype.Parameters.Count - _first - (IsVariadic ? 1 : 0);

    /// <summary>A last parameter without a type stands for those that only the caller knows.</summary>
    private bool IsVariadic => _prototype.Parameters is [.., { TypeId: 0 }];

    /// <summary>Checks a program's parameters.</summary>
    /// <param name="kernel">The kernel's types.</param>
    /// <param name="id">The function, or a tracepoint's typedef.</param>
    /// <param name="expected">The kind of hook: those of tracepoints and iterators have a first argument of the kernel's own.</param>
    /// <param name="target">Its name.</param>
    /// <param name="operation">For messages.</param>
    /// <param name="parameters">What the program declares.</param>
    /// <exception cref="BpfUnsupportedException">This kernel's hook gives something else.</exception>
    public static void Run(KernelBtf kernel, int id, AttachType expected, string target, string operation, IReadOnlyList<BpfParameterDefinition> parameters)
    {
        if (parameters.Count == 0 || kernel.GetPrototype(id) is not { } prototype)
            return;
        int first = expected is AttachType.TraceRawTracepoint or AttachType.TraceIterator ? 1 : 0;
        new SignatureCheck(kernel.Types, prototype, first, target, operation, expected != AttachType.None).Check(parameters);
    }

    private void Check(IReadOnlyList<BpfParameterDefinition> parameters)
    {
        int position = 0;
        // The caller passes the address for the result before all arguments, and each of them is a register further.
        if (!_isFollowed && parameters.Any(static parameter => parameter.Kind is not (BpfParameterKind.ReturnedNumber or BpfParameterKind.ReturnedPointer))
            && _types.SkipModifiers(_prototype.ReturnTypeId) is { IsComposite: true, Size: > 16 } result)
            throw Differs($"it returns a {_types.Describe(result.Id)} of {result.Size} bytes through a hidden argument, behind which no parameter is found");
        foreach (var parameter in parameters)
        {
            switch (parameter.Kind)
            {
                case BpfParameterKind.Number or BpfParameterKind.Pointer or BpfParameterKind.Structure:
                    if (position >= Count && IsVariadic)
                        break;
                    if (position >= Count)
                        throw Differs($"the program declares {position + 1} arguments");
                    CheckArgument(parameter, position++);
                    break;
                case BpfParameterKind.ReturnedNumber or BpfParameterKind.ReturnedPointer:
                    // The return value lies behind all arguments; where the program declares none, a helper finds it.
                    if (position > 0 && position != Count)
                        throw Differs($"the program declares {position} before its return value {parameter.Name}, which needs all of them or none");
                    CheckType(parameter, _prototype.ReturnTypeId, "the return value");
                    break;
            }
        }
    }

    private void CheckArgument(BpfParameterDefinition parameter, int position)
    {
        int typeId = _prototype.Parameters[_first + position].TypeId;
        var type = _types.SkipModifiers(typeId);
        string what = $"argument {position + 1}";
        if (type.IsComposite != (parameter.Kind == BpfParameterKind.Structure))
        {
            throw Differs(type.IsComposite
                ? $"{what} is a {NameOf(typeId)} of {type.Size} bytes passed by value, and {parameter.Name} is no struct"
                : $"{what} is no struct, and {parameter.Name} is one");
        }

        if (type.IsComposite)
            CheckStructure(parameter, type, NameOf(typeId), what);
        else
            CheckType(parameter, typeId, what);
    }

    /// <summary>Fields of a kernel type are found wherever they are, if the whole takes as many words; another struct is what it says.</summary>
    private void CheckStructure(BpfParameterDefinition parameter, BtfType type, string name, string what)
    {
        const uint largest = 16;
        bool isSame = parameter.TypeName is null || type.Size > largest
            ? parameter.Size == type.Size
            : parameter.Size <= largest && (parameter.Size + 7) / 8 == (type.Size + 7) / 8;
        if (!isSame)
            throw Differs($"{what} is a {name} of {type.Size} bytes, and {parameter.Name} has {parameter.Size}: declare all of its fields");
        // One that has its name by a typedef alone is known by its size.
        if (parameter.TypeName is not null && !type.Name.IsEmpty)
            CheckPointee(parameter, type, what, "is");
    }

    /// <summary>The name it is declared by: structs may have none but a typedef's.</summary>
    private string NameOf(int typeId)
    {
        while (_types[typeId] is { Kind: BtfKind.Const or BtfKind.Volatile or BtfKind.TypeTag } modifier)
            typeId = modifier.TypeId;
        return _types.Describe(typeId);
    }

    private void CheckType(BpfParameterDefinition parameter, int typeId, string what)
    {
        var type = _types.SkipModifiers(typeId);
        bool isPointer = parameter.Kind is BpfParameterKind.Pointer or BpfParameterKind.ReturnedPointer;
        switch (type.Kind)
        {
            case BtfKind.Void:
                throw Differs($"it returns nothing, and the program wants {parameter.Name}");
            case BtfKind.Pointer when isPointer:
                CheckPointee(parameter, _types.SkipModifiers(type.TypeId), what, "points to");
                break;
            case BtfKind.Pointer when parameter.Size < 8:
                throw Differs($"{what} is a pointer, and {parameter.Name} has {parameter.Size} bytes");
            case BtfKind.Int or BtfKind.Enum or BtfKind.Enum64 when isPointer:
                throw Differs($"{what} is no pointer, and {parameter.Name} is one");
            case BtfKind.Int or BtfKind.Enum or BtfKind.Enum64 when parameter.Size > type.Size:
                // What is above a narrow value in its register is undefined.
                throw Differs($"{what} has {type.Size} bytes, and {parameter.Name} has {parameter.Size}");
        }
    }

    private void CheckPointee(BpfParameterDefinition parameter, BtfType pointee, string what, string how)
    {
        // Which type is behind a pointer to anything is the program's to say, where the verifier does not follow it.
        if (parameter.TypeName is not { } declared || (pointee.Kind == BtfKind.Void && !_isFollowed))
            return;
        bool isNamed = pointee.IsComposite || pointee.Kind == BtfKind.Forward;
        string name = isNamed ? System.Text.Encoding.UTF8.GetString(pointee.Name) : "";
        if (name != System.Text.Encoding.UTF8.GetString(Flavour.Strip(System.Text.Encoding.UTF8.GetBytes(declared))))
            throw Differs(how == "is"
                ? $"{what} is {_types.Describe(pointee.Id)}, and {parameter.Name} {declared}"
                : $"{what} points to {_types.Describe(pointee.Id)}, and {parameter.Name} to {declared}");
    }

    private BpfUnsupportedException Differs(string how) => new(null, 0, _operation,
        $"The kernel's {_target} differs from what the program declares: {how}. It is {PrototypeText.Of(_types, _prototype, _first, _target)} here. "
        + "Declare the parameters so, or give the program a FallbackFor another kernel's.");
}
