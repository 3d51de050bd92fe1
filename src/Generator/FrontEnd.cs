using BpfSharp.Compiler;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Generator;

/// <summary><see cref="ObjectCompiler.Compile"/>, or what a test puts in its place to see how its hosts take a failure.</summary>
internal delegate ObjectResult FrontEnd(INamedTypeSymbol type, Compilation compilation, CompilerOptions options, CancellationToken cancellation);
