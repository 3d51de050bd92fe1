using System.Runtime.InteropServices;
using BpfSharp.Objects;

namespace BpfSharp;

/// <summary>
/// The kernel takes programs that read another machine's registers without complaint, and they read the wrong ones.
/// </summary>
internal static class ArchitectureCheck
{
    public static void Require(ObjectSpec spec) => Require(spec, NameOf(RuntimeInformation.ProcessArchitecture));

    internal static void Require(ObjectSpec spec, string machine)
    {
        if (spec.Architecture is null || spec.Architecture == machine)
            return;
        string advice = machine is "x64" or "arm64"
            ? $"Build it for {machine} as well: without the property BpfArchitecture in the project, or with that set to {machine}, " +
              "and with arguments and return values declared as parameters, where it names PtRegs or Arm64PtRegs now."
            : "Programs that read arguments of kernel functions can be compiled for x64 and arm64.";
        throw new BpfException(0, $"load object {spec.Name}",
            $"It was compiled for {spec.Architecture}, and this is {machine}: its programs would read the wrong registers. {advice}");
    }

    private static string NameOf(Architecture architecture) => architecture switch
    {
        Architecture.X64 => "x64",
        Architecture.Arm64 => "arm64",
        var other => other.ToString(),
    };
}
