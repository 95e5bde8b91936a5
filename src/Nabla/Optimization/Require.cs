using System.Runtime.CompilerServices;

namespace Nabla.Optimization;

/// <summary>Checks of numeric arguments.</summary>
internal static class Require
{
    /// <summary>Checks that a number is from <paramref name="low"/> to <paramref name="high"/>.</summary>
    public static double Within(double value, double low, double high, [CallerArgumentExpression(nameof(value))] string name = "")
        => value >= low && value <= high
            ? value
            : throw new ArgumentOutOfRangeException(name, FormattableString.Invariant($"{name} is {value}, expected a number from {low} to {high}"));

    /// <summary>Checks that a whole number is from <paramref name="low"/> to <paramref name="high"/>.</summary>
    public static int Whole(double value, int low, int high, [CallerArgumentExpression(nameof(value))] string name = "")
        => value >= low && value <= high && double.IsInteger(value)
            ? (int)value
            : throw new ArgumentOutOfRangeException(name, FormattableString.Invariant($"{name} is {value}, expected a whole number from {low} to {high}"));

    /// <summary>Checks that a number is at least <paramref name="low"/> and below 1.</summary>
    public static double Fraction(double value, double low = 0, [CallerArgumentExpression(nameof(value))] string name = "")
        => value >= low && value < 1
            ? value
            : throw new ArgumentOutOfRangeException(name, FormattableString.Invariant($"{name} is {value}, expected a number from {low} to below 1"));

    /// <summary>Checks that a number is positive and finite.</summary>
    public static double Positive(double value, [CallerArgumentExpression(nameof(value))] string name = "")
        => value > 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, FormattableString.Invariant($"{name} is {value}, expected a positive number"));
}
