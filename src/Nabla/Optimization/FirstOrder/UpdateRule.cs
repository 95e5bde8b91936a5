using System.Numerics;

namespace Nabla.Optimization;

/// <summary>An immutable description of how a gradient changes the parameters; what changes from step to step is in its state.</summary>
public abstract record UpdateRule
{
    /// <summary>A state to begin with.</summary>
    /// <param name="parameters">The number of parameters.</param>
    /// <param name="groups">The parts of the parameter vector; null is one group for all.</param>
    public abstract OptimizerState<T> Start<T>(int parameters, IReadOnlyList<ParameterGroup>? groups = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Changes the parameters once. Nothing is allocated.</summary>
    /// <param name="state">What <see cref="Start"/> returned.</param>
    /// <param name="parameters">[parameters]</param>
    /// <param name="gradient">[parameters] May be overwritten.</param>
    /// <param name="learningRate">The learning rate of this step.</param>
    /// <param name="threads">At most so many threads; they never change a bit of the result.</param>
    /// <exception cref="ArgumentException">The lengths do not agree with the state.</exception>
    public void Step<T>(OptimizerState<T> state, Span<T> parameters, Span<T> gradient, double learningRate, int threads = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(state);
        if (parameters.Length != state.Parameters || gradient.Length != state.Parameters)
            throw new ArgumentException($"{parameters.Length} parameters and {gradient.Length} derivatives, wanted {state.Parameters} of each", nameof(gradient));
        this.Apply(state, parameters, gradient, learningRate, threads);
    }

    /// <summary>Changes the parameters once; the lengths are known to agree.</summary>
    protected internal abstract void Apply<T>(OptimizerState<T> state, Span<T> parameters, Span<T> gradient, double learningRate, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
