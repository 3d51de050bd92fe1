namespace BpfSharp.Integration.Trampolines;

/// <summary>One program more than a function takes on any kernel.</summary>
[BpfObject]
internal sealed partial class CrowdedProbe
{
    [Fentry("__sys_socket")] void P01() { }
    [Fentry("__sys_socket")] void P02() { }
    [Fentry("__sys_socket")] void P03() { }
    [Fentry("__sys_socket")] void P04() { }
    [Fentry("__sys_socket")] void P05() { }
    [Fentry("__sys_socket")] void P06() { }
    [Fentry("__sys_socket")] void P07() { }
    [Fentry("__sys_socket")] void P08() { }
    [Fentry("__sys_socket")] void P09() { }
    [Fentry("__sys_socket")] void P10() { }
    [Fentry("__sys_socket")] void P11() { }
    [Fentry("__sys_socket")] void P12() { }
    [Fentry("__sys_socket")] void P13() { }
    [Fentry("__sys_socket")] void P14() { }
    [Fentry("__sys_socket")] void P15() { }
    [Fentry("__sys_socket")] void P16() { }
    [Fentry("__sys_socket")] void P17() { }
    [Fentry("__sys_socket")] void P18() { }
    [Fentry("__sys_socket")] void P19() { }
    [Fentry("__sys_socket")] void P20() { }
    [Fentry("__sys_socket")] void P21() { }
    [Fentry("__sys_socket")] void P22() { }
    [Fentry("__sys_socket")] void P23() { }
    [Fentry("__sys_socket")] void P24() { }
    [Fentry("__sys_socket")] void P25() { }
    [Fentry("__sys_socket")] void P26() { }
    [Fentry("__sys_socket")] void P27() { }
    [Fentry("__sys_socket")] void P28() { }
    [Fentry("__sys_socket")] void P29() { }
    [Fentry("__sys_socket")] void P30() { }
    [Fentry("__sys_socket")] void P31() { }
    [Fentry("__sys_socket")] void P32() { }
    [Fentry("__sys_socket")] void P33() { }
    [Fentry("__sys_socket")] void P34() { }
    [Fentry("__sys_socket")] void P35() { }
    [Fentry("__sys_socket")] void P36() { }
    [Fentry("__sys_socket")] void P37() { }
    [Fentry("__sys_socket")] void P38() { }
    [Fentry("__sys_socket")] void P39() { }
    [Fentry("__sys_socket")] void P40() { }
    [Fentry("__sys_socket")] void P41() { }
}
