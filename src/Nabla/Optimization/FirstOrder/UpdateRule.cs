using System.Numerics;
using Nabla.Descriptions;

namespace Nabla.Optimization;

/// <summary>An immutable description of a first-order update rule; everything that changes between steps is in its state.</summary>
public abstract record UpdateRule : Optimizer
{
    /// <summary>All rules, by name.</summary>
    public static new Catalog<UpdateRule> All => Known.All;

    /// <summary>Reads a rule, or a comma-separated chain of rules, from its text form.</summary>
    /// <param name="text">The text, such as <c>momentum:0.9</c>.</param>
    /// <param name="catalog">The known rules; <see cref="All"/> by default.</param>
    /// <exception cref="FormatException">A name is unknown or the numbers are invalid; the message lists the known names.</exception>
    public static UpdateRule Parse(string text, Catalog<UpdateRule>? catalog = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        UpdateRule[] rules = [.. text.Split(',').Select((catalog ?? All).Parse)];
        return rules.Length == 1 ? rules[0] : new Chain(rules);
    }

    /// <summary>Creates the initial state.</summary>
    /// <param name="parameters">The number of parameters.</param>
    /// <param name="groups">The parts of the parameter vector; null for one group with all parameters.</param>
    public abstract OptimizerState<T> Start<T>(int parameters, IReadOnlyList<ParameterGroup>? groups = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Updates the parameters by one step, without allocation.</summary>
    /// <param name="state">The state from <see cref="Start"/>.</param>
    /// <param name="parameters">[parameters]</param>
    /// <param name="gradient">[parameters] May be overwritten.</param>
    /// <param name="learningRate">The learning rate of this step.</param>
    /// <param name="threads">The maximum number of threads, which does not affect the bits of the result.</param>
    /// <exception cref="ArgumentException">The lengths do not match the state.</exception>
    public void Step<T>(OptimizerState<T> state, Span<T> parameters, Span<T> gradient, double learningRate, int threads = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(state);
        if (parameters.Length != state.Parameters || gradient.Length != state.Parameters)
            throw new ArgumentException($"{parameters.Length} parameters and {gradient.Length} derivatives, expected {state.Parameters} of each", nameof(gradient));
        this.Apply(state, parameters, gradient, learningRate, threads);
    }

    /// <summary>Updates the parameters by one step; the lengths are already validated.</summary>
    protected abstract void Apply<T>(OptimizerState<T> state, Span<T> parameters, Span<T> gradient, double learningRate, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    // Created on first use, so that the order of type initialization does not matter.
    private static class Known
    {
        public static readonly Catalog<UpdateRule> All = new(
            "optimizer",
            new("sgd", new SGD()),
            new("momentum", [("coefficient", .9), ("rate-outside", 0)], a => new Momentum(a[0], a[1] != 0)),
            new("nesterov", [("coefficient", .9), ("rate-outside", 0)], a => new Nesterov(a[0], a[1] != 0)),
            new("adagrad", [("epsilon", 1e-10)], a => new AdaGrad(a[0])),
            new("rmsprop", [("decay", .99), ("epsilon", 1e-8)], a => new RMSProp(a[0], a[1])),
            new("adam", [("beta1", .9), ("beta2", .999), ("epsilon", 1e-8), ("epsilon-first", 0)], a => new Adam(a[0], a[1], a[2], a[3] != 0)),
            new("adamw", [("weight-decay", .01), ("beta1", .9), ("beta2", .999), ("epsilon", 1e-8)], a => new AdamW(a[0], a[1], a[2], a[3])),
            new("nadam", [("beta1", .9), ("beta2", .999), ("epsilon", 1e-8), ("momentum-decay", .004)], a => new NAdam(a[0], a[1], a[2], a[3])),
            new("amsgrad", [("beta1", .9), ("beta2", .999), ("epsilon", 1e-8)], a => new AMSGrad(a[0], a[1], a[2])),
            new("clip-value", [("limit", 1)], a => new ClipByValue(a[0])),
            new("clip-norm", [("limit", 1)], a => new ClipByNorm(a[0])),
            new("decay", [("weight-decay", .01)], a => new DecoupledDecay(a[0])));
    }
}
