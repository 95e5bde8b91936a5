using Nabla.Data;
using Nabla.Models;
using Nabla.Numerics;
using Nabla.Selection;

namespace Nabla.Inspection;

/// <summary>The predictions of a model over all rows while one column is set to one value after another.</summary>
/// <param name="Feature">The column's name.</param>
/// <param name="Outputs">The outputs: the names of the classes or labels (their probabilities) or of the targets.</param>
/// <param name="Points">The points, by ascending value.</param>
/// <remarks>J. H. Friedman, <i>Greedy function approximation</i>, 2001, section 8.2. Values are set whether or not they can occur together.</remarks>
public sealed record PartialDependence(string Feature, IReadOnlyList<string> Outputs, IReadOnlyList<PartialDependencePoint> Points)
{
    private const double SecondsOfDay = 86_400;

    /// <summary>Sets a column to each value of a grid in all rows, and averages the predictions.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The rows.</param>
    /// <param name="column">The index of the column.</param>
    /// <param name="points">
    /// The number of values, 2 or more: evenly spaced from the 5 % to the 95 % quantile, or from the minimum to the maximum if these are equal; all
    /// different values if there are fewer (as in scikit-learn); whole days for dates; the most frequent levels for a category. Missing values are
    /// excluded.
    /// </param>
    /// <param name="threads">The maximum number of threads; 1 by default.</param>
    /// <exception cref="ArgumentException">There is no such column, or there are fewer than 2 points.</exception>
    public static PartialDependence Of(Model model, Dataset data, int column, int points = 20, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 2);
        if ((uint)column >= (uint)data.FeatureNames.Count)
            throw new ArgumentOutOfRangeException(nameof(column), $"column {column} of {data.FeatureNames.Count}");
        double[] grid = Grid(data, column, points);
        var body = new Body { Model = model, Data = data, Column = column, Grid = grid, Points = new PartialDependencePoint[grid.Length] };
        ForkJoin.Run(ref body, grid.Length, threads);
        return new PartialDependence(data.FeatureNames[column], data.Task == LearningTask.Classification ? model.ClassNames : data.TargetNames, body.Points);
    }

    /// <summary>The values that a column is set to.</summary>
    internal static double[] Grid(Dataset data, int column, int points)
    {
        double[] sorted = [.. data.PresentValues(column).Order()];
        ColumnKind? kind = data.Schema?.Columns[column].Kind;
        if (kind is ColumnKind.Category or ColumnKind.Boolean)
            return [.. sorted.CountBy(value => value).OrderByDescending(level => level.Value).Take(points).Select(level => level.Key).Order()];
        double[] distinct = [.. sorted.Distinct()];
        if (distinct.Length < points)
            return distinct;
        double low = Quantile(sorted, 0.05), high = Quantile(sorted, 0.95);
        if (low == high)
            (low, high) = (sorted[0], sorted[^1]);
        double[] grid = [.. Enumerable.Range(0, points).Select(i => low + ((high - low) * i / (points - 1)))];

        // If no date has a time of day, the grid has none either.
        return kind == ColumnKind.Date && Array.TrueForAll(distinct, value => value % SecondsOfDay == 0)
            ? [.. grid.Select(value => Math.Round(value / SecondsOfDay) * SecondsOfDay).Distinct()]
            : grid;
    }

    // Hyndman and Fan's type 7 with a = b = 0.4, as in scipy.stats.mstats.mquantiles.
    private static double Quantile(double[] sorted, double q)
    {
        double position = (sorted.Length * q) + 0.4 + (q * 0.2);
        int below = Math.Clamp((int)position, 1, sorted.Length - 1);
        double part = Math.Clamp(position - below, 0, 1);
        return ((1 - part) * sorted[below - 1]) + (part * sorted[below]);
    }

    private struct Body : IParallelBody
    {
        public Model Model;
        public Dataset Data;
        public int Column;
        public double[] Grid;
        public PartialDependencePoint[] Points;

        public readonly void Run(int point)
        {
            Matrix<double> features = this.Data.Features.SelectRows(Enumerable.Range(0, this.Data.Rows).ToArray());
            for (int row = 0; row < features.Rows; row++)
                features[row, this.Column] = this.Grid[point];
            Matrix<double> predictions = this.Data.Task == LearningTask.Regression
                ? this.Model.PredictValues(features)
                : this.Model.PredictProbabilities(features);
            this.Points[point] = new PartialDependencePoint(this.Grid[point], [
                .. Enumerable.Range(0, predictions.Columns).Select(k => Spread.Of(Enumerable.Range(0, predictions.Rows).Select(row => predictions[row, k]))),
            ]);
        }
    }
}

/// <summary>The predictions while a column has one value.</summary>
/// <param name="Value">The value.</param>
/// <param name="Outputs">
/// The mean prediction of each output over the rows, and the standard deviation of the rows' predictions: how much they differ, not how uncertain
/// the mean is.
/// </param>
public sealed record PartialDependencePoint(double Value, IReadOnlyList<Spread> Outputs);
