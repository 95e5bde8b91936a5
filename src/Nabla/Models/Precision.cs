namespace Nabla.Models;

/// <summary>The number type that a network computes in.</summary>
public enum Precision
{
    /// <summary>32 bits, <see cref="float"/>.</summary>
    Single,

    /// <summary>64 bits, <see cref="double"/>.</summary>
    Double,
}
