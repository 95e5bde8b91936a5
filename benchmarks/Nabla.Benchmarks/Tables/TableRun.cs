using System.Diagnostics;
using Nabla.Csv;
using Nabla.Data;
using Nabla.Models;
using Nabla.Numerics;
using Nabla.Training;

namespace Nabla.Benchmarks.Tables;

/// <summary>Trains a preset on the training part of a split, as it is without other options, and judges it by the test part.</summary>
internal static class TableRun
{
    private const double Smallest = 1e-15; // as in the figures of the others

    public static TableFigures Of(string folder, TableEntry table, int split, Preset preset, int threads)
    {
        string PartOf(string part) => Path.Join(folder, table.Name, FormattableString.Invariant($"{part}.{split}.csv"));
        LearningTask task = table.HasClasses ? LearningTask.Classification : LearningTask.Regression;
        Table rows = CsvFile.ReadTable(PartOf("train")).Table;
        Dataset training = Dataset.FromTable(table.Name, rows, TargetSchema.Of(rows, [table.Target], task));
        using var process = Process.GetCurrentProcess();
        TimeSpan before = process.TotalProcessorTime;
        MlpSettings settings = Presets.Of(preset, task) with { Seed = (ulong)split + 1 };
        var control = new RunControl { Threads = threads };
        Model model = table.HasClasses ? new MlpClassifier(settings).Fit(training, control: control) : new MlpRegressor(settings).Fit(training, control: control);
        Dataset test = Dataset.FromTable(table.Name, CsvFile.ReadTable(PartOf("test"), rows.Schema).Table, model.Target!, model.Preprocessor.Schema);
        TableFigures figures = Judge(model, test, new TableFigures(table.Name, split, preset.ToString().ToLowerInvariant()), threads);
        process.Refresh();
        return figures with { Cpu = (process.TotalProcessorTime - before).TotalSeconds };
    }

    private static TableFigures Judge(Model model, Dataset test, TableFigures figures, int threads)
    {
        if (test.Task == LearningTask.Regression)
        {
            Scores scores = model.Score(test, threads);
            return figures with { Rmse = scores.RootMeanSquaredError, RSquared = scores.RSquared };
        }

        Matrix<double> probabilities = model.PredictProbabilities(test.Features, threads);
        (double right, double loss, double confidence) = (0, 0, 0);
        for (int row = 0; row < test.Rows; row++)
        {
            ReadOnlySpan<double> p = probabilities.Row(row);
            int best = Decision.Of<double>(p);
            right += best == test.Labels[row] ? 1 : 0;
            loss -= Math.Log(Math.Max(Smallest, p[test.Labels[row]]));
            confidence += p[best];
        }

        return figures with { Accuracy = right / test.Rows, LogLoss = loss / test.Rows, Confidence = confidence / test.Rows };
    }
}
