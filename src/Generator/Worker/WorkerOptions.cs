namespace BpfSharp.Generator.Worker;

/// <summary>Where the worker is, and whether it may be used at all. Every path comes from BpfSharp's own build files.</summary>
/// <param name="IsDesignTime">An editor's build: nothing is compiled, so that typing starts no process.</param>
/// <param name="NativeWorkerPath">The worker as an executable of its own, which starts faster; empty where there is none.</param>
/// <param name="LibLlvm">The libLLVM to use instead of the installed ones; empty for those.</param>
internal sealed record WorkerOptions(bool IsDesignTime, string DotNetPath, string WorkerPath, string CacheDirectory, string LibLlvm, string NativeWorkerPath = "");
