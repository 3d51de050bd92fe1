using System.Diagnostics;
using System.Text.Json;

namespace BpfSharp.Integration.Infrastructure;

/// <summary>bpftool, another process with another reader of the kernel's answers.</summary>
static class BpfTool
{
    /// <summary>What it answers, as JSON; an answer that is none is an exception.</summary>
    public static JsonDocument Ask(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("bpftool", ["-j", .. arguments]) { RedirectStandardOutput = true })!;
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return JsonDocument.Parse(text);
    }
}
