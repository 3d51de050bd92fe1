using BpfSharp.Verifier;

// 0: everything was verified; 91: a program was refused; 93: it was said why something was not verified; 2: wrong use.
if (args is not [var list, var project])
{
    Console.Error.WriteLine("""
        bpfsharp-verify: has the running kernel verify the eBPF objects of a build, without attaching them.

          bpfsharp-verify <listFile> <project>
              the file names an object in each line; what is not about a line of the source is reported for the project
        """);
    return 2;
}

return ObjectVerifier.Run(File.ReadAllLines(list), project, Console.Out);
