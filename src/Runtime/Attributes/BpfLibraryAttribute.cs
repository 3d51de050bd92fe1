namespace BpfSharp;

/// <summary>
/// Marks a class or a struct whose methods programs of <em>other</em> assemblies may call: static methods, operators, properties, extension
/// members, the methods of structs, generic ones too. Programs are compiled from source, so the build keeps the C# of the marked types in
/// the assembly, with that of the types they use and of all its structs; a project or a package that references it compiles its programs from there.
/// On the assembly (<c>[assembly: BpfLibrary]</c>), all of its classes and structs are marked. Within one project no mark is needed.
/// </summary>
/// <remarks>
/// What is kept is the text without comments, whoever has the assembly can read it, and its paths are those that <c>PathMap</c> gives. A method of a marked type
/// that no program can run is a warning of the library's own build (BPF0916). Has no effect when the methods run on the CLR.
/// </remarks>
[AttributeUsage(AttributeTargets.Assembly | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface)]
public sealed class BpfLibraryAttribute : Attribute;
