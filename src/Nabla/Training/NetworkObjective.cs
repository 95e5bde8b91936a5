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

    /// <summary>The cost on some examples.</summary>
    /// <param name="network">The network; its own parameters are neither looked at nor changed.</param>
    /// <param name="examples">The examples.</param>
    /// <param name="threads">At most so many threads; 1 unless said.</param>
    public NetworkObjective(Network<T> network, Examples<T> examples, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(examples);
        this.Dimension = network.Parameters.Length;
        this.evaluator = new CostEvaluator<T>(network, examples, examples.Count, threads);
        this.rows = [.. Enumerable.Range(0, examples.Count)];
    }

    /// <inheritdoc/>
    public int Dimension { get; }

    /// <summary>
    /// The seed and step of the training pass that is evaluated, with dropout, noise, smoothing and the statistics of the batch;
    /// null, the default, for an evaluation. The same step leaves out the same units.
    /// </summary>
    public (ulong Seed, uint Step)? TrainingPass { get; init; }

    /// <summary>What the last evaluation found.</summary>
    internal Evaluation Last { get; private set; }

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<T> point, Span<T> gradient)
    {
        Pass pass = this.TrainingPass is { } training ? new Pass { IsTraining = true, Seed = training.Seed, Step = training.Step } : default;
        this.Last = this.evaluator.Evaluate(point, this.rows, gradient, pass);
        return this.Last.Cost;
    }
}
