namespace Nabla.Numerics;

/// <summary>A small number known to the compiler: code that depends on it is compiled once for each value.</summary>
internal interface ISize
{
    /// <summary>The number.</summary>
    static abstract int Value { get; }
}

internal struct Zero : ISize
{
    public static int Value => 0;
}

internal struct One : ISize
{
    public static int Value => 1;
}

internal struct Two : ISize
{
    public static int Value => 2;
}

internal struct Three : ISize
{
    public static int Value => 3;
}

internal struct Four : ISize
{
    public static int Value => 4;
}

internal struct Five : ISize
{
    public static int Value => 5;
}

internal struct Six : ISize
{
    public static int Value => 6;
}
