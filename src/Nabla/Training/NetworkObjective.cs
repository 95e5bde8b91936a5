using System.Numerics;
using Nabla.Networks;
using Nabla.Optimization;

namespace Nabla.Training;

/// <summary>The cost of a network on all examples, with its gradient, as one function of the flat vector of parameters.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class NetworkObjective<T> : IObjective<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly CostEvaluator<T> evaluator;
    private readonly int[] rows;
    private readonly bool[] frozen;

    /// <summary>The cost on some examples.</summary>
    /// <param name="network">The network; its own parameters are neither read nor changed.</param>
    /// <param name="examples">The examples.</param>
    /// <param name="threads">The maximum number of threads; 1 by default.</param>
    public NetworkObjective(Network<T> network, Examples<T> examples, int threads = 1)
        : this(network, examples, threads, [], PieceSettings.Usual)
    {
    }

    /// <summary>The cost with some layers frozen: they have no derivatives and no penalties.</summary>
    internal NetworkObjective(Network<T> network, Examples<T> examples, int threads, bool[] frozen, PieceSettings pieces)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(examples);
        this.Dimension = network.Parameters.Length;
        this.evaluator = new CostEvaluator<T>(network, examples, examples.Count, threads, pieces);
        this.frozen = frozen;
        this.rows = [.. Enumerable.Range(0, examples.Count)];
    }

    /// <inheritdoc/>
    public int Dimension { get; }

    /// <summary>
    /// The seed and step of the training pass that is evaluated, with dropout, noise, smoothing and batch statistics; null, the default, for an
    /// evaluation. The same step drops the same units.
    /// </summary>
    public (ulong Seed, uint Step)? TrainingPass { get; init; }

    /// <summary>The result of the last evaluation.</summary>
    internal Evaluation Last { get; private set; }

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<T> point, Span<T> gradient)
    {
        (bool isTraining, ulong seed, uint step) = this.TrainingPass is { } training ? (true, training.Seed, training.Step) : default;
        var pass = new Pass { IsTraining = isTraining, Seed = seed, Step = step, Frozen = this.frozen };
        this.Last = this.evaluator.Evaluate(point, this.rows, gradient, pass);
        return this.Last.Cost;
    }
}
