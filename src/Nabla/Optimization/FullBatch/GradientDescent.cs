using System.Numerics.Tensors;

namespace Nabla.Optimization;

/// <summary>Steepest descent with a line search: d = −g.</summary>
/// <param name="LineSearch">How it searches.</param>
public sealed record GradientDescent(LineSearch LineSearch) : LineSearchSolver(LineSearch)
{
    /// <summary>Steepest descent with Moré and Thuente's search.</summary>
    public GradientDescent()
        : this(new MoreThuente())
    {
    }

    private protected override void Turn<T>(SolverState<T> state, double step)
    {
        Learned(state)++;
        TensorPrimitives.Negate(state.TrialGradient, Direction(state));
    }

    private protected override double FirstStep(double last, double slopeRatio, double sameFall) => sameFall;
}
