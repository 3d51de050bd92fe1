namespace BpfSharp.Btf;

/// <summary>Which parts of BTF a kernel accepts in a program's BTF. Absent ones are rewritten before loading.</summary>
[Flags]
internal enum BtfFeatures
{
    None = 0,

    /// <summary>FUNC and FUNC_PROTO: 5.0.</summary>
    Functions = 1 << 0,

    /// <summary>VAR and DATASEC: 5.2.</summary>
    DataSections = 1 << 1,

    /// <summary>FUNC with global linkage: 5.6.</summary>
    GlobalFunctions = 1 << 2,

    /// <summary>FLOAT: 5.13.</summary>
    Float = 1 << 3,

    /// <summary>DECL_TAG: 5.16.</summary>
    DeclarationTags = 1 << 4,

    /// <summary>TYPE_TAG: 5.17.</summary>
    TypeTags = 1 << 5,

    /// <summary>ENUM64, and signedness of ENUM: 6.0.</summary>
    Enum64 = 1 << 6,
    All = Functions | DataSections | GlobalFunctions | Float | DeclarationTags | TypeTags | Enum64,
}
