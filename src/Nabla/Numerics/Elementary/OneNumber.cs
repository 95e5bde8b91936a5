namespace Nabla.Numerics;

// The functions for one double, for values that are computed once: schedules, settings, draws.
public static partial class Elementary
{
    /// <inheritdoc cref="Exp{TLanes}(TLanes)"/>
    public static double Exp(double x) => Exp<Scalar<double>>(x).Value;

    /// <inheritdoc cref="Log{TLanes}(TLanes)"/>
    public static double Log(double x) => Log<Scalar<double>>(x).Value;

    /// <inheritdoc cref="ExpM1{TLanes}(TLanes)"/>
    public static double ExpM1(double x) => ExpM1<Scalar<double>>(x).Value;

    /// <inheritdoc cref="Log1P{TLanes}(TLanes)"/>
    public static double Log1P(double x) => Log1P<Scalar<double>>(x).Value;

    /// <inheritdoc cref="Sigmoid{TLanes}(TLanes)"/>
    public static double Sigmoid(double x) => Sigmoid<Scalar<double>>(x).Value;

    /// <inheritdoc cref="Tanh{TLanes}(TLanes)"/>
    public static double Tanh(double x) => Tanh<Scalar<double>>(x).Value;

    /// <inheritdoc cref="Sin{TLanes}(TLanes)"/>
    public static double Sin(double x) => Sin<Scalar<double>>(x).Value;

    /// <inheritdoc cref="Cos{TLanes}(TLanes)"/>
    public static double Cos(double x) => Cos<Scalar<double>>(x).Value;
}
