using System.Numerics.Tensors;
using Nabla.Descriptions;

namespace Nabla.Optimization;

/// <summary>Steepest descent with a line search: d = −g.</summary>
/// <param name="LineSearch">The line search.</param>
public sealed record GradientDescent(LineSearch LineSearch) : LineSearchSolver(LineSearch)
{
    private static readonly LineSearch Usual = new MoreThuente();

    /// <summary>Steepest descent with Moré and Thuente's search.</summary>
    public GradientDescent()
        : this(Usual)
    {
    }

    /// <inheritdoc/>
    protected override Notation OwnNotation => new("gradient-descent");

    /// <inheritdoc/>
    protected override LineSearch UsualLineSearch => Usual;

    /// <inheritdoc/>
    protected override void Turn<T>(SolverState<T> state)
    {
        Learned(state)++;
        TensorPrimitives.Negate(state.TrialGradient, Direction(state));
    }

    /// <inheritdoc/>
    protected override double NextStep(double sameFall) => sameFall;
}
