using Xunit;

namespace BpfSharp.Runtime.Tests.Objects;

/// <summary>What libbpf, the reference, makes of an object.</summary>
internal sealed class LibbpfJudge
{
    public int LoadError { get; private set; }
    public Dictionary<string, byte[]> Programs { get; } = [];
    public Dictionary<string, uint[]> Maps { get; } = [];
    public byte[] Btf { get; private init; } = [];

    /// <param name="objectPath">The object.</param>
    /// <param name="kernelBtf">An ELF or BTF file that stands for the kernel's types; null for the running kernel's.</param>
    /// <param name="programs">The only programs to load; none means all.</param>
    public static LibbpfJudge Ask(string objectPath, string? kernelBtf = null, params string[] programs)
    {
        Assert.SkipUnless(Toolchain.IsRoot, "libbpf loads objects as root only");
        string judge = Toolchain.PathOfJudge("libbpf_judge");
        string btf = Toolchain.TemporaryFile(".btf");
        string output = Toolchain.Run(judge, [objectPath, btf, kernelBtf ?? "-", .. programs]);
        var answer = new LibbpfJudge { Btf = File.ReadAllBytes(btf) };
        foreach (string line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] words = line.Split(' ');
            switch (words[0])
            {
                case "load": answer.LoadError = int.Parse(words[1]); break;
                case "map": answer.Maps.Add(words[1], [.. words[2..].Select(uint.Parse)]); break;
                case "program": answer.Programs.Add(words[1], Convert.FromHexString(words[2])); break;
                default: Assert.Fail($"The judge says: {line}"); break;
            }
        }
        return answer;
    }

    /// <summary>Instructions as text, one a line, with the file descriptors of maps left out.</summary>
    public static string Disassemble(ReadOnlySpan<byte> code)
    {
        var text = new System.Text.StringBuilder();
        for (int at = 0; at < code.Length; at += 8)
        {
            byte[] instruction = code.Slice(at, 8).ToArray();
            if (instruction[0] == 0x18 && instruction[1] >> 4 is 1 or 2) instruction.AsSpan(4, 4).Fill(0xFD);
            text.Append(at / 8).Append(": ").AppendLine(Convert.ToHexString(instruction));
        }
        return text.ToString();
    }
}
