using System.Numerics;
using System.Text.Json.Serialization;
using Nabla.Descriptions;

namespace Nabla.Optimization;

/// <summary>An immutable description of how a gradient changes the parameters; what changes from step to step is in its state.</summary>
[JsonConverter(typeof(UpdateRuleJsonConverter))]
public abstract record UpdateRule
{
    /// <summary>All rules, by name.</summary>
    public static Catalog<UpdateRule> All { get; } = new(
        "solver",
        new("sgd", new SGD()),
        new("momentum", [("coefficient", .9), ("rate-outside", 0)], a => new Momentum(a[0], a[1] != 0)),
        new("nesterov", [("coefficient", .9), ("rate-outside", 0)], a => new Nesterov(a[0], a[1] != 0)),
        new("adam", [("beta1", .9), ("beta2", .999), ("epsilon", 1e-8), ("epsilon-first", 0)], a => new Adam(a[0], a[1], a[2], a[3] != 0)));

    /// <summary>The text form; a chain's is that of its rules with commas between.</summary>
    public abstract Notation Notation { get; }

    /// <summary>Reads a rule, or a chain of rules with commas between, from its text form.</summary>
    /// <param name="text">As in <c>momentum:0.9</c>.</param>
    /// <param name="catalog">The rules that can be named; <see cref="All"/> unless said.</param>
    /// <exception cref="FormatException">A name is unknown or the numbers do not fit; the message says what is known.</exception>
    public static UpdateRule Parse(string text, Catalog<UpdateRule>? catalog = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        UpdateRule[] rules = [.. text.Split(',').Select((catalog ?? All).Parse)];
        return rules.Length == 1 ? rules[0] : new Chain(rules);
    }

    /// <inheritdoc/>
    public sealed override string ToString() => this.Notation.ToString();

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

/// <summary>Writes a rule as its text form and reads it by a catalog.</summary>
internal sealed class UpdateRuleJsonConverter(Catalog<UpdateRule> catalog) : NotationJsonConverter<UpdateRule>(catalog)
{
    private readonly Catalog<UpdateRule> catalog = catalog;

    public UpdateRuleJsonConverter()
        : this(UpdateRule.All)
    {
    }

    /// <inheritdoc/>
    protected override UpdateRule Parse(string text) => UpdateRule.Parse(text, this.catalog);
}
