using System.Runtime.InteropServices;
using System.Text;
using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>One program on many functions: by one link where the kernel has that (5.18), else by a kprobe on each.</summary>
internal static unsafe class MultiKprobeLinks
{
    private const uint ReturnFlag = 1;

    /// <summary>Perf events are a descriptor each, and setting one takes milliseconds.</summary>
    private const int MostSingleProbes = 512;

    public static KernelLink Attach(KernelProgram program, FileHandle handle, IReadOnlyList<string> functions, IReadOnlyList<ulong>? cookies, string operation)
    {
        var kind = program.Kind;
        bool isReturn = kind.Method == AttachMethod.KretprobeMulti;
        // A session has been loaded, so the kernel has them; nothing older can stand in.
        if (kind.Method == AttachMethod.KprobeSession || KernelFeatures.Probe(BpfFeature.KprobeMulti))
            return new FunctionsLink(program, Create(handle, kind.Expected, functions, cookies, isReturn, out int errno) ?? throw Failure(errno, functions, isReturn, operation));
        return AttachEach(program, handle, functions, cookies, isReturn, operation);
    }

    /// <summary>Whether the kernel has such links: it then looks for the function and says that there is none.</summary>
    public static bool IsSupported(AttachType type)
    {
        using var program = ProbeObjects.LoadKprobe(type);
        if (program is null)
            return false;
        using var link = Create(program, type, ["bpfsharp_no_such_function"], null, isReturn: false, out int errno);
        return link is not null || errno is Errno.ENOENT or Errno.ESRCH;
    }

    private static FileHandle? Create(FileHandle program, AttachType type, IReadOnlyList<string> functions, IReadOnlyList<ulong>? cookies, bool isReturn, out int errno)
    {
        byte*[] names = new byte*[functions.Count];
        try
        {
            for (int index = 0; index < names.Length; index++)
                names[index] = (byte*)Marshal.StringToCoTaskMemUTF8(functions[index]);
            ulong[]? numbers = cookies is null ? null : [.. cookies];
            fixed (byte** symbols = names)
            fixed (ulong* numberPointer = numbers)
            {
                var attribute = new KprobeMultiLinkAttribute
                {
                    ProgramFd = (uint)program.Fd,
                    AttachType = type,
                    ProbeFlags = isReturn ? ReturnFlag : 0,
                    Count = (uint)names.Length,
                    Symbols = (ulong)symbols,
                    Cookies = (ulong)numberPointer,
                };
                return BpfSyscall.Open(BpfCommand.LinkCreate, ref attribute, out errno);
            }
        }
        finally
        {
            foreach (byte* name in names)
                Marshal.FreeCoTaskMem((nint)name);
        }
    }

    private static MultiLink AttachEach(KernelProgram program, FileHandle handle, IReadOnlyList<string> functions, IReadOnlyList<ulong>? cookies, bool isReturn, string operation)
    {
        if (functions.Count > MostSingleProbes)
            throw new BpfUnsupportedException(BpfFeature.KprobeMulti, 0, operation, $"{functions.Count} functions match. This kernel has no kprobe.multi links (5.18), and one by one this library sets at most {MostSingleProbes} kprobes: choose a narrower pattern.");
        var links = new List<KernelLink>(functions.Count);
        try
        {
            for (int index = 0; index < functions.Count; index++)
                links.Add(KprobeLinks.Attach(program, handle, new(functions[index], 0, 0, isReturn), operation, cookies?[index] ?? 0));
            return new MultiLink(program, links);
        }
        catch
        {
            foreach (var link in links)
                link.Close();
            throw;
        }
    }

    private static BpfException Failure(int errno, IReadOnlyList<string> functions, bool isReturn, string operation)
    {
        if (PrivilegeErrors.Explain(errno, operation, Capability.Bpf, Capability.Perfmon) is { } lacking)
            return lacking;
        return errno switch
        {
            // What is wrong with one function is known in all detail.
            Errno.ENOENT or Errno.ESRCH or Errno.EINVAL when functions.Count == 1 => KprobeErrors.Create(Reason(functions[0]), new(functions[0], 0, 0, isReturn), operation),
            Errno.ENOENT or Errno.ESRCH => new BpfUnsupportedException(null, errno, operation, "The kernel has not all of these functions, or several of the same name: " + Missing(functions)),
            Errno.EINVAL => new BpfException(errno, operation, "The kernel does not let one of these functions be traced so: it is marked notrace, or belongs to BPF itself."),
            Errno.E2BIG => new BpfException(errno, operation, $"{functions.Count} functions are too many for one link."),
            _ => new BpfException(errno, operation, "This is not expected." + PrivilegeErrors.Lockdown()),
        };
    }

    /// <summary>What a single probe would have failed with: a link of many does not tell a missing function from one that cannot be traced.</summary>
    private static int Reason(string function) => KernelSymbols.Functions().Count(name => name == function) switch
    {
        0 => Errno.ENOENT,
        1 => Errno.EINVAL,
        _ => Errno.EADDRNOTAVAIL,
    };

    private static string Missing(IReadOnlyList<string> functions)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (string name in KernelSymbols.Functions())
            counts[name] = counts.GetValueOrDefault(name) + 1;
        var text = new StringBuilder();
        foreach (string function in functions)
        {
            if (counts.GetValueOrDefault(function) != 1 && text.Length < 200)
                text.Append(text.Length > 0 ? ", " : "").Append(function);
        }

        return text.Length > 0 ? text.Append('.').ToString() : "see /proc/kallsyms.";
    }

    /// <summary>The kernel's link of many functions.</summary>
    private sealed class FunctionsLink(KernelProgram program, FileHandle link) : KernelLink(program, link)
    {
        public override ulong? Missed => Link is { IsClosed: false } own ? LinkMisses.ReadMulti(own) : null;
    }

    /// <summary>Kprobes that were set together.</summary>
    private sealed class MultiLink(KernelProgram program, List<KernelLink> links) : KernelLink(program, program.Loaded)
    {
        protected override FileHandle? Link => null;

        public override ulong? Missed
        {
            get
            {
                ulong? missed = null;
                foreach (var link in links)
                {
                    if (link.Missed is { } count)
                        missed = missed.GetValueOrDefault() + count;
                }

                return missed;
            }
        }

        protected override void Release()
        {
            foreach (var link in links)
                link.Close();
        }
    }
}
