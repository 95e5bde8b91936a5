namespace Nabla.Optimization;

/// <summary>The relative rounding error of a number type: the distance from 1 to the next number.</summary>
internal static class Rounding
{
    public static double Of<T>() => typeof(T) == typeof(double) ? 2.2e-16 : 1.2e-7;
}
