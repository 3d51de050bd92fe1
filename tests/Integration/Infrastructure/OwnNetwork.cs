using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Xunit;

namespace BpfSharp.Integration.Infrastructure;

/// <summary>Runs something on a thread with a network of its own, in which there is a loopback interface that is down.</summary>
static partial class OwnNetwork
{
    const int NewNetwork = 0x40000000;

    public static void Run(Action action)
    {
        ExceptionDispatchInfo? failure = null;
        Thread thread = new(() =>
        {
            try
            {
                Assert.SkipUnless(Unshare(NewNetwork) == 0, "needs network namespaces");
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

    [LibraryImport("libc", EntryPoint = "unshare", SetLastError = true)]
    private static partial int Unshare(int flags);
}
