using Nabla.Cli.Tables;
using Nabla.Csv;
using Nabla.Data;
using Nabla.Models;
using Nabla.Numerics;

namespace Nabla.Cli.Predicting;

/// <summary>The form of written predictions.</summary>
internal enum PredictionForm
{
    /// <summary>The class or the values.</summary>
    Plain,

    /// <summary>The probability of each class.</summary>
    Probabilities,

    /// <summary>1 for the class and 0 for the others.</summary>
    OneHot,

    /// <summary>The value and the bounds of its interval.</summary>
    Intervals,

    /// <summary>The class and the classes of the prediction set.</summary>
    Sets,
}

/// <summary>A model's predictions as columns of a CSV file.</summary>
internal sealed class PredictedColumns
{
    private readonly Model model;
    private readonly PredictionForm form;

    /// <summary>Creates the columns of a form.</summary>
    /// <exception cref="ArgumentException">The form does not apply to the model.</exception>
    public PredictedColumns(Model model, PredictionForm form)
    {
        if (form == PredictionForm.Intervals && !model.HasIntervals)
            throw new ArgumentException("--intervals is for a model that was trained with intervals: train it with a level, as in --intervals 0.9");
        if (form == PredictionForm.Sets && !model.HasSets)
            throw new ArgumentException("--sets is for a model that was trained with sets: train it with a level, as in --sets 0.9");
        if (form is PredictionForm.Probabilities or PredictionForm.OneHot && model.Task == LearningTask.Regression)
            throw new ArgumentException($"{(form == PredictionForm.Probabilities ? "--probabilities" : "--one-hot")} is for classification, and the model is for regression");
        this.model = model;
        this.form = form;
    }

    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> Names => (this.form, this.model.Task) switch
    {
        (PredictionForm.Intervals, _) => [.. this.model.Info.TargetNames.SelectMany(name => (string[])[$"predicted_{name}", $"{name}_low", $"{name}_high"])],
        (PredictionForm.Sets, _) => [$"predicted_{this.ClassName}", $"{this.ClassName}_set"],
        (PredictionForm.Plain, _) => [.. (ModelColumns.TargetNames(this.model) ?? [DatasetWriter.ClassColumn]).Select(name => $"predicted_{name}")],
        (_, LearningTask.MultiLabel) => this.model.Info.TargetNames,
        (PredictionForm.OneHot, _) when this.model.Network.Outputs == 1 => [this.model.ClassNames[^1]],
        _ => this.model.ClassNames,
    };

    private string ClassName => (ModelColumns.TargetNames(this.model) ?? [DatasetWriter.ClassColumn])[0];

    /// <summary>Predicts rows.</summary>
    /// <param name="features">Raw features [examples × features].</param>
    /// <returns>A function that writes the columns of a row.</returns>
    public Action<int, CsvTableWriter> Predict(ReadOnlyMatrixView<double> features)
    {
        int threads = Environment.ProcessorCount;
        if (this.form == PredictionForm.Plain && this.model.Task == LearningTask.Classification)
        {
            int[] labels = this.model.PredictClassIndices(features, threads);
            return (row, writer) => writer.Write(this.model.ClassNames[labels[row]]);
        }

        if (this.form == PredictionForm.Sets)
        {
            string[] classes = this.model.PredictClasses(features, threads);
            IReadOnlyList<string>[] sets = this.model.PredictSets(features);
            return (row, writer) =>
            {
                writer.Write(classes[row]);
                writer.Write(string.Join(';', sets[row]));
            };
        }

        if (this.form == PredictionForm.Intervals)
            return this.Intervals(features, threads);
        Matrix<double> values = (this.form, this.model.Task) switch
        {
            (PredictionForm.Probabilities, _) => this.model.PredictProbabilities(features, threads),
            (_, LearningTask.MultiLabel) => this.model.PredictLabels(features, threads),
            (PredictionForm.OneHot, _) => OneHot.Encode<double>(this.model.PredictClassIndices(features, threads), this.model.Network.Outputs),
            _ => this.model.PredictValues(features, threads),
        };
        return (row, writer) =>
        {
            foreach (double value in values.Row(row))
                writer.Write(value);
        };
    }

    private Action<int, CsvTableWriter> Intervals(ReadOnlyMatrixView<double> features, int threads)
    {
        Matrix<double> values = this.model.PredictValues(features, threads);
        (Matrix<double> low, Matrix<double> high) = this.model.PredictIntervals(features);
        return (row, writer) =>
        {
            for (int target = 0; target < values.Columns; target++)
            {
                writer.Write(values[row, target]);
                writer.Write(low[row, target]);
                writer.Write(high[row, target]);
            }
        };
    }
}
