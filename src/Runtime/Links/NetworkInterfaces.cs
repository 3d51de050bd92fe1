using System.Runtime.InteropServices;
using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>The interfaces of this thread's network namespace.</summary>
internal static unsafe class NetworkInterfaces
{
    private const int Shown = 12;

    public static int IndexOf(string name, string operation)
    {
        uint index = NativeMethods.InterfaceIndex(name);
        if (index != 0)
            return (int)index;
        throw new BpfException(Errno.ENODEV, operation, $"There is no interface {name} in this network namespace.{NearNames.Suggest(name, All().Select(static one => one.Name))} {Listed()}");
    }

    /// <summary>"There are lo (1), eth0 (2)."</summary>
    public static string Listed()
    {
        var all = All();
        string more = all.Count > Shown ? $" and {all.Count - Shown} others" : "";
        return all.Count == 0 ? "There is none at all." : $"There are {string.Join(", ", all.Take(Shown).Select(static one => $"{one.Name} ({one.Index})"))}{more}.";
    }

    /// <summary>Null where there is no such interface.</summary>
    public static string? NameOf(int index) => All().Find(one => one.Index == index).Name;

    private static List<(int Index, string Name)> All()
    {
        List<(int, string)> found = [];
        var list = NativeMethods.Interfaces();
        if (list is null)
            return found;
        for (var one = list; one->Index != 0; one++)
            found.Add(((int)one->Index, Marshal.PtrToStringUTF8((nint)one->Name) ?? ""));
        NativeMethods.FreeInterfaces(list);
        return found;
    }
}
