namespace Nabla.Data;

/// <summary>The types of values in an IDX file, with their codes. Values of several bytes are big-endian.</summary>
public enum IdxType
{
    /// <summary>0 to 255.</summary>
    UnsignedByte = 0x08,

    /// <summary>−128 to 127.</summary>
    SignedByte = 0x09,

    /// <summary>16-bit integers.</summary>
    Int16 = 0x0B,

    /// <summary>32-bit integers.</summary>
    Int32 = 0x0C,

    /// <summary>32-bit floating-point numbers.</summary>
    Single = 0x0D,

    /// <summary>64-bit floating-point numbers.</summary>
    Double = 0x0E,
}
