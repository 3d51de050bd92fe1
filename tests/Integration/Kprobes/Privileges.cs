using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Xunit;

namespace BpfSharp.Integration.Kprobes;

/// <summary>Runs something on a thread that has lost its capabilities; only that thread has.</summary>
static unsafe partial class Privileges
{
    public static void Drop(Action action)
    {
        ExceptionDispatchInfo? failure = null;
        Thread thread = new(() =>
        {
            try
            {
                uint* header = stackalloc uint[2] { 0x2008_0522, 0 };
                uint* none = stackalloc uint[6];
                Assert.Equal(0, SetCapabilities(header, none));
                action();
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        });
        thread.Start();
        thread.Join();
        failure?.Throw();
    }

    [LibraryImport("libc", EntryPoint = "capset", SetLastError = true)]
    private static partial int SetCapabilities(uint* header, uint* sets);
}
