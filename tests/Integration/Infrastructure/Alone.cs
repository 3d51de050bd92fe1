using Xunit;

namespace BpfSharp.Integration.Infrastructure;

/// <summary>
/// <c>[Collection(nameof(Alone))]</c> keeps a test from running beside any other of this assembly: for what looks at
/// the whole process or the whole kernel.
/// </summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
