using System.Numerics;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;

namespace Nabla.Training;

/// <summary>
/// The cost of a network as ½·Σr²: a residual √(w/n)·(a − y) for each output of each example (times √2 for the squared error), and with an L2 penalty
/// √(λ/n)·w for each weight. The form that Levenberg–Marquardt needs.
/// </summary>
/// <remarks>The rows of the Jacobian as in Hagan and Menhaj, <i>Training feedforward networks with the Marquardt algorithm</i>, 1994.</remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class NetworkResiduals<T> : ILeastSquaresObjective<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int ExamplesAtOnce = 256;

    // The minimum number of rows per parameter of a piece of the Jacobian.
    private const int RowsForParameter = 4;

    private readonly NetworkObjective<T> objective;
    private readonly Network<T> network;
    private readonly Examples<T> examples;
    private readonly int threads;
    private readonly Workspace<T> workspace;
    private readonly ParameterSlice[] weights;
    private readonly T[] inputs;
    private readonly T[] targets;
    private readonly int[] rows;
    private readonly T[] factors;
    private readonly double lossFactor;
    private readonly double totalWeight;
    private readonly double penalty;

    /// <summary>The residuals of a network on some examples.</summary>
    /// <param name="network">The network; its own parameters are neither read nor changed.</param>
    /// <param name="examples">The examples.</param>
    /// <param name="threads">The maximum number of threads; 1 by default.</param>
    /// <exception cref="ArgumentException">The cost is not a sum of squares; the message has the reason.</exception>
    public NetworkResiduals(Network<T> network, Examples<T> examples, int threads = 1)
        : this(network, examples, threads, [], PieceSettings.Usual)
    {
    }

    /// <summary>The residuals with some layers frozen.</summary>
    internal NetworkResiduals(Network<T> network, Examples<T> examples, int threads, bool[] frozen, PieceSettings pieces)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(examples);
        NetworkSpec spec = network.Spec;
        this.lossFactor = spec.Loss switch
        {
            HalfSquaredError => 1,
            SquaredError => 2,
            MeanSquaredError => 2.0 / spec.Outputs,
            _ => throw new ArgumentException($"levenberg-marquardt needs a sum of squares: loss half-squared-error, squared-error or mean-squared-error, not {spec.Loss}"),
        };
        if (spec.Penalties.Any(p => p is not L2))
            throw new ArgumentException($"levenberg-marquardt needs a sum of squares: penalty l2, not {spec.Penalties.First(p => p is not L2)}");
        if (Array.FindIndex(network.Stack.Layers.ToArray(), layer => !layer.HasExampleGradient) is >= 0 and var unfit)
            throw new ArgumentException($"levenberg-marquardt does not train networks with {LayerSpec.All.NameOf(spec.Layers[unfit])}; use another solver");
        this.objective = new NetworkObjective<T>(network, examples, threads, frozen, pieces);
        this.weights = [.. network.Weights.Where(slice => !(slice.Layer < frozen.Length && frozen[slice.Layer]))];
        this.network = network;
        this.examples = examples;
        this.workspace = new Workspace<T>(network, Math.Min(ExamplesAtOnce, examples.Count), threads);
        this.threads = threads;
        this.inputs = new T[this.workspace.Rows * spec.Inputs];
        this.targets = new T[spec.Outputs];
        this.rows = new int[this.workspace.Rows];
        this.factors = new T[this.workspace.Rows];
        this.totalWeight = examples.Weights is null ? examples.Count : Reductions.Sum<T>(examples.Weights);
        this.penalty = spec.Penalties.Sum(p => ((L2)p).Lambda);
        long ofPiece = (long)pieces.Rows * spec.Outputs;
        while (ofPiece < RowsForParameter * (long)network.Parameters.Length)
            ofPiece *= 2;
        this.PieceResiduals = (int)Math.Min(ofPiece, int.MaxValue);
        this.Residuals = checked((examples.Count * spec.Outputs) + (this.penalty > 0 ? this.WeightCount : 0));
    }

    /// <inheritdoc/>
    public int Dimension => this.objective.Dimension;

    /// <inheritdoc/>
    public int Residuals { get; }

    /// <inheritdoc/>
    /// <remarks>Combining two factors costs as much as n rows of a Jacobian with n parameters, so a piece has several times as many rows.</remarks>
    public int PieceResiduals { get; }

    /// <summary>The result of the last evaluation of the cost.</summary>
    internal Evaluation Last => this.objective.Last;

    private int Outputs => this.network.Spec.Outputs;

    private int WeightCount => this.weights.Sum(slice => slice.Length);

    private double Scale => Cost.Scale(this.network.Spec.Reduction, this.totalWeight);

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<T> point, Span<T> gradient) => this.objective.Evaluate(point, gradient);

    /// <inheritdoc/>
    public void Linearize(ReadOnlySpan<T> point, int first, Span<T> residuals, MatrixView<T> jacobian)
    {
        jacobian.Data.Clear();
        int ofExamples = this.examples.Count * this.Outputs, row = 0;
        while (row < residuals.Length && first + row < ofExamples)
        {
            int example = (first + row) / this.Outputs;
            int count = Math.Min(this.workspace.Rows, this.examples.Count - example);
            row = this.LinearizeExamples(point, example, count, first, row, residuals, jacobian);
        }

        if (row < residuals.Length)
            this.LinearizePenalty(point, first + row - ofExamples, residuals[row..], jacobian.RowRange(row, residuals.Length - row));
    }

    // Computes the residuals of some examples, starting at a given one; returns the row after the last one written.
    private int LinearizeExamples(
        ReadOnlySpan<T> point, int example, int count, int first, int row, Span<T> residuals, MatrixView<T> jacobian)
    {
        int begin = example * this.Outputs, end = Math.Min(begin + (count * this.Outputs), first + residuals.Length);
        for (int e = 0; e < count; e++)
            this.rows[e] = example + e;
        if (!this.examples.TryView(this.rows.AsSpan(0, count), out ReadOnlyMatrixView<T> x))
        {
            var copy = new MatrixView<T>(this.inputs, count, this.network.Spec.Inputs);
            this.examples.CopyTo(this.rows.AsSpan(0, count), copy, this.threads);
            x = copy;
        }

        MatrixView<T> a = Backpropagation.Outputs(this.network, point, x, this.workspace);
        for (int i = first + row; i < end; i++)
        {
            int e = (i / this.Outputs) - example, output = i % this.Outputs;
            this.examples.CopyTargets([example + e], new MatrixView<T>(this.targets, 1, this.Outputs));
            residuals[i - first] = T.CreateTruncating(this.Factor(example + e) * double.CreateTruncating(a[e, output] - this.targets[output]));
        }

        for (int e = 0; e < count; e++)
            this.factors[e] = T.CreateTruncating(this.Factor(example + e));
        for (int output = 0; output < this.Outputs; output++)
        {
            for (int e = 0; e < count; e++)
            {
                int i = begin + (e * this.Outputs) + output;
                this.rows[e] = i >= first + row && i < end ? i - first : -1;
            }

            var wanted = new JacobianRows<T>(this.rows.AsSpan(0, count), this.factors, jacobian);
            Backpropagation.Jacobian(this.network, point, x, output, wanted, this.workspace);
        }

        return end - first;
    }

    private double Factor(int example)
    {
        double weight = this.examples.Weights is null ? 1 : double.CreateTruncating(this.examples.Weights[example]);
        return Math.Sqrt(this.lossFactor * weight * this.Scale);
    }

    private void LinearizePenalty(ReadOnlySpan<T> point, int first, Span<T> residuals, MatrixView<T> jacobian)
    {
        T factor = T.CreateTruncating(Math.Sqrt(this.penalty * this.Scale));
        int index = 0;
        foreach (ParameterSlice slice in this.weights)
        {
            for (int i = 0; i < slice.Length; i++, index++)
            {
                int row = index - first;
                if ((uint)row >= (uint)residuals.Length)
                    continue;
                residuals[row] = factor * point[slice.Offset + i];
                jacobian[row, slice.Offset + i] = factor;
            }
        }
    }
}
