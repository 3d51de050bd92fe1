using System.Runtime.InteropServices;

namespace BpfSharp.Sys;

/// <summary>Keeps a handle open while its number is in use.</summary>
internal readonly ref struct HeldHandle
{
    private readonly SafeHandle _handle;
    private readonly bool _isHeld;

    public HeldHandle(SafeHandle handle)
    {
        ArgumentNullException.ThrowIfNull(handle);
        _handle = handle;
        handle.DangerousAddRef(ref _isHeld);
    }

    public int Fd => (int)_handle.DangerousGetHandle();

    public void Dispose()
    {
        if (_isHeld)
            _handle.DangerousRelease();
    }
}
