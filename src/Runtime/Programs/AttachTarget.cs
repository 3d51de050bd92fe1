using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>What a program is verified for.</summary>
/// <param name="BtfId">The target's type; 0 for hooks that have none.</param>
/// <param name="Object">What has the type: a module's types or another program; null for the kernel itself.</param>
/// <param name="IsOwned">Whether <paramref name="Object"/> was opened for this.</param>
internal readonly record struct AttachTarget(int BtfId, FileHandle? Object, bool IsOwned) : IDisposable
{
    public void Dispose()
    {
        if (IsOwned)
            Object?.Dispose();
    }
}
