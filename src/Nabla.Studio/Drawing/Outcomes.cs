using System.Globalization;
using Nabla.Data;
using Nabla.Metrics;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Training;

namespace Nabla.Studio;

/// <summary>A network's predictions as a picture: regions over a plane, a confusion matrix, or predicted against actual values.</summary>
internal static class Outcomes
{
    /// <summary>The outcome of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rows">The rows that are drawn.</param>
    /// <param name="plane">The outputs over a plane, if the data has only its two features; otherwise null.</param>
    /// <param name="threads">Maximum number of threads.</param>
    public static Outcome Of(Model model, RowSample rows, LayerTrace<double>? plane, int threads)
    {
        (string name, Dataset data) = rows.Judged;
        Outcome outcome = model.Task switch
        {
            LearningTask.Classification => Classes(model, data, threads),
            LearningTask.MultiLabel => Labels(model, data, threads),
            _ => Values(model, data, threads),
        };
        outcome = outcome with { Of = $"{data.Rows} {name} {(data.Rows == 1 ? "row" : "rows")}" };
        return plane is null ? outcome : Over(model, plane.A, outcome);
    }

    private static Outcome Classes(Model model, Dataset data, int threads)
    {
        int[] predicted = model.PredictClassIndices(data.Features, threads);
        ConfusionMatrix confusion = ConfusionMatrix.Of(data.Labels, predicted, model.ClassNames.Count);
        ReadOnlyMatrixView<double> counts = confusion.Counts;
        var rows = new List<int[]>();
        for (int actual = 0; actual < counts.Rows; actual++)
            rows.Add(Array.ConvertAll(counts.Row(actual).ToArray(), count => (int)count));
        return new Outcome { Of = string.Empty, Score = string.Create(CultureInfo.InvariantCulture, $"{confusion.Correct:0} of {data.Rows} right ({confusion.Accuracy:P1})"), Confusion = rows };
    }

    private static Outcome Labels(Model model, Dataset data, int threads)
    {
        Matrix<double> predicted = model.PredictLabels(data.Features, threads);
        double wrong = MultiLabelMetrics.HammingLoss(data.Targets!, predicted);
        return new Outcome { Of = string.Empty, Score = string.Create(CultureInfo.InvariantCulture, $"{1 - wrong:P1} of the labels right") };
    }

    private static Outcome Values(Model model, Dataset data, int threads)
    {
        double[] actual = Column(data.Targets!), predicted = Column(model.PredictValues(data.Features, threads));
        return new Outcome
        {
            Of = string.Empty,
            Score = predicted.All(double.IsFinite) ? Score(actual, predicted, data.TargetNames[0]) : "some predictions are not finite",
            Actual = Array.ConvertAll(actual, NetworkPictures.Finite),
            Predicted = Array.ConvertAll(predicted, NetworkPictures.Finite),
        };
    }

    private static string Score(double[] actual, double[] predicted, string target)
    {
        double error = RegressionMetrics.RootMeanSquaredError(actual, predicted), explained = RegressionMetrics.RSquared(actual, predicted);
        string score = string.Create(CultureInfo.InvariantCulture, $"root mean squared error {error:G4}, {target}");
        return double.IsFinite(explained) ? string.Create(CultureInfo.InvariantCulture, $"{score}; R² {explained:0.000}") : score;
    }

    private static Outcome Over(Model model, Matrix<double> outputs, Outcome outcome)
    {
        if (model.Task == LearningTask.Classification)
        {
            byte[] classes = new byte[outputs.Rows], sure = new byte[outputs.Rows];
            for (int cell = 0; cell < outputs.Rows; cell++)
            {
                ReadOnlySpan<double> row = outputs.Row(cell);
                int decided = Decision.Of(row);
                classes[cell] = (byte)Math.Min(decided, byte.MaxValue);
                double confidence = row.Length == 1 ? Math.Abs((2 * row[0]) - 1) : (row[decided] - (1.0 / row.Length)) / (1 - (1.0 / row.Length));
                sure[cell] = NetworkPictures.Byte(confidence, 0, 1);
            }

            return outcome with { Map = classes, Sure = sure };
        }

        if (model.Task != LearningTask.Regression)
            return outcome;
        double[] values = new double[outputs.Rows];
        Matrix<double> inUnits = model.Info.TargetScaler?.Inverse<double>(outputs) ?? outputs;
        for (int cell = 0; cell < values.Length; cell++)
            values[cell] = inUnits[cell, 0];
        double least = values.Where(double.IsFinite).DefaultIfEmpty(0).Min(), most = values.Where(double.IsFinite).DefaultIfEmpty(0).Max();
        return outcome with { Map = Array.ConvertAll(values, value => NetworkPictures.Byte(value, least, most)), Range = [least, most] };
    }

    private static double[] Column(Matrix<double> matrix) => [.. Enumerable.Range(0, matrix.Rows).Select(row => matrix[row, 0])];
}
