namespace Nabla.Data;

/// <summary>The types of value in an IDX file, with their codes there. Values of several bytes are big-endian.</summary>
public enum IdxType
{
    /// <summary>0 to 255.</summary>
    UnsignedByte = 0x08,

    /// <summary>−128 to 127.</summary>
    SignedByte = 0x09,

    /// <summary>Whole numbers of 16 bits.</summary>
    Int16 = 0x0B,

    /// <summary>Whole numbers of 32 bits.</summary>
    Int32 = 0x0C,

    /// <summary>Floating-point numbers of 32 bits.</summary>
    Single = 0x0D,

    /// <summary>Floating-point numbers of 64 bits.</summary>
    Double = 0x0E,
}
