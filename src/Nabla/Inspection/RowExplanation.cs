using Nabla.Data;
using Nabla.Models;
using Nabla.Numerics;
using Nabla.Selection;

namespace Nabla.Inspection;

/// <summary>Explains the prediction for one row: the contribution of each column, compared with other rows.</summary>
/// <param name="Row">The row.</param>
/// <param name="Output">The explained output: the name of a class (its output, usually a probability) or of a target.</param>
/// <param name="Prediction">The prediction for the row.</param>
/// <param name="Reference">The mean prediction for the rows it is compared with.</param>
/// <param name="Features">One for each column of the data, in its order.</param>
public sealed record RowExplanation(int Row, string Output, double Prediction, double Reference, IReadOnlyList<Attribution> Features)
{
    /// <summary>The number of steps on the path between two rows.</summary>
    private const int Steps = 128;

    /// <summary>Explains a prediction by two methods, each against every reference row.</summary>
    /// <remarks>
    /// <para>Gradient × input: (x − r) ⊙ ∂f/∂x at the row x, for a reference r: the linear approximation at the row.</para>
    /// <para>Integrated gradients: (x − r) ⊙ ∫ ∂f/∂x along the straight path from r to x (Sundararajan, Taly and Yan, 2017, by the midpoint
    /// rule in 128 steps). Their sum over the columns is f(x) − f(r). The mean over references is expected gradients (Erion et al., 2021).</para>
    /// <para>For a model of several networks, their mean before a temperature is explained.</para>
    /// <para>Columns are scaled as for the network, and a category counts with all its features together; the contributions equal those in the
    /// original units.</para>
    /// </remarks>
    /// <param name="model">The model.</param>
    /// <param name="data">The rows.</param>
    /// <param name="row">The row to explain, from 0.</param>
    /// <param name="output">The class or target; null, the default, for the predicted class or the first target.</param>
    /// <param name="references">The number of reference rows, drawn at random; all other rows if there are fewer.</param>
    /// <param name="seed">The seed of the reference rows.</param>
    /// <exception cref="ArgumentException">There is no such row or output, or nothing to compare it with.</exception>
    public static RowExplanation Of(Model model, Dataset data, int row, int? output = null, int references = 20, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(references, 1);
        if ((uint)row >= (uint)data.Rows)
            throw new ArgumentOutOfRangeException(nameof(row), $"row {row}: expected 0 to {data.Rows - 1}");
        if (data.Rows < 2)
            throw new ArgumentException("one row cannot be compared with others", nameof(data));
        int wanted = output ?? (data.Task == LearningTask.Classification ? model.PredictClassIndices(data.Features.View.RowRange(row, 1))[0] : 0);
        int[] others = Others(data.Rows, row, references, seed);
        Matrix<double> rows = data.Features.SelectRows([row, .. others]);
        var whole = new Contributions(others.Length, data.FeatureNames.Count);
        for (int m = 0; m < model.Members.Count; m++)
            whole.Add(model.Members[m], rows, wanted, model.Info.Members?[m].Weight ?? 1);
        return new RowExplanation(row, whole.Output, whole.Prediction, whole.References.Average(), [
            .. Enumerable.Range(0, data.FeatureNames.Count).Select(column => new Attribution(
                data.FeatureNames[column],
                data.Features[row, column],
                Spread.Of(whole.AtRow.Select(values => values[column])),
                Spread.Of(whole.Along.Select(values => values[column])))),
        ]);
    }

    /// <summary>The contribution of each column compared with each reference row, summed over the members of a model by their weights.</summary>
    private sealed class Contributions(int references, int columns)
    {
        public string Output { get; private set; } = string.Empty;

        public double Prediction { get; private set; }

        public double[] References { get; } = new double[references];

        public double[][] AtRow { get; } = [.. Enumerable.Range(0, references).Select(_ => new double[columns])];

        public double[][] Along { get; } = [.. Enumerable.Range(0, references).Select(_ => new double[columns])];

        /// <summary>Adds the contributions of a single-network model.</summary>
        /// <param name="model">The model.</param>
        /// <param name="rows">The row to explain, and the reference rows.</param>
        /// <param name="wanted">The output.</param>
        /// <param name="weight">The weight of the network.</param>
        public void Add(Model model, Matrix<double> rows, int wanted, double weight)
        {
            var explained = new ExplainedOutput(model, wanted);
            this.Output = explained.Name;
            Matrix<double> inputs = explained.Inputs(model.Preprocessor.Transform<double>(rows));
            var path = new Matrix<double>(Steps + 1, inputs.Columns);
            var gradient = new Matrix<double>(Steps + 1, inputs.Columns);
            ReadOnlySpan<double> x = inputs.Row(0);
            for (int i = 0; i < references; i++)
            {
                ReadOnlySpan<double> r = inputs.Row(i + 1);
                Fill(path, x, r);
                explained.Gradient(path, gradient);
                for (int column = 0; column < columns; column++)
                {
                    // The contribution of a column is the sum over its features.
                    (int first, int count) = explained.InputsOf(model.Preprocessor.FeaturesOf(column)).GetOffsetAndLength(inputs.Columns);
                    for (int k = first; k < first + count; k++)
                    {
                        double sum = 0;
                        for (int step = 0; step < Steps; step++)
                            sum += gradient[step, k];
                        this.Along[i][column] += weight * (x[k] - r[k]) * sum / Steps;
                        this.AtRow[i][column] += weight * (x[k] - r[k]) * gradient[Steps, k];
                    }
                }

                this.References[i] += weight * explained.Value(r);
            }

            this.Prediction += weight * explained.Value(x);
        }
    }

    /// <summary>The midpoints of the steps from r to x, and x itself.</summary>
    private static void Fill(Matrix<double> path, ReadOnlySpan<double> x, ReadOnlySpan<double> r)
    {
        for (int step = 0; step < Steps; step++)
        {
            double t = (step + 0.5) / Steps;
            Span<double> point = path.Row(step);
            for (int k = 0; k < point.Length; k++)
                point[k] = r[k] + (t * (x[k] - r[k]));
        }

        x.CopyTo(path.Row(Steps));
    }

    private static int[] Others(int rows, int row, int count, ulong seed)
    {
        var order = new int[rows];
        new CounterRandom(seed, RandomPurpose.References).Permutation(order);
        return [.. order.Where(other => other != row).Take(count)];
    }
}

/// <summary>The contribution of a column to a prediction, over the reference rows.</summary>
/// <param name="Feature">The column's name.</param>
/// <param name="Value">The value in the row.</param>
/// <param name="GradientTimesInput">The contribution by the gradient at the row.</param>
/// <param name="IntegratedGradient">The contribution by the gradient along the path from each reference row.</param>
public sealed record Attribution(string Feature, double Value, Spread GradientTimesInput, Spread IntegratedGradient);
