namespace BpfSharp.Compiler.Binding;

/// <summary>A program: a method with a hook's attribute.</summary>
/// <param name="Name">The method's name, which is the program's symbol in the object.</param>
/// <param name="Section">The ELF section that says what it attaches to: <c>kretprobe/__x64_sys_clone</c>.</param>
/// <param name="FallbackFor">The program this one replaces on kernels that cannot run that one; null for none.</param>
internal sealed record ProgramModel(string Name, string Section, string? FallbackFor);
