using Nabla.Cli.Tables;
using Nabla.Csv;
using Nabla.Data;
using Nabla.Models;
using Nabla.Numerics;

namespace Nabla.Cli.Predicting;

/// <summary>What is written of a prediction.</summary>
internal enum PredictionForm
{
    /// <summary>The class, or the values.</summary>
    Plain,

    /// <summary>The probability of each class.</summary>
    Probabilities,

    /// <summary>1 for the class and 0 for the others.</summary>
    OneHot,
}

/// <summary>A model's predictions as columns of a CSV file.</summary>
internal sealed class PredictedColumns
{
    private readonly Model model;
    private readonly PredictionForm form;

    /// <summary>The columns of a form.</summary>
    /// <exception cref="ArgumentException">The model has no classes, which the form is for.</exception>
    public PredictedColumns(Model model, PredictionForm form)
    {
        if (form != PredictionForm.Plain && model.Task == LearningTask.Regression)
            throw new ArgumentException($"{(form == PredictionForm.Probabilities ? "--probabilities" : "--one-hot")} is for classes, the model is for a regression");
        this.model = model;
        this.form = form;
    }

    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> Names => (this.form, this.model.Task) switch
    {
        (PredictionForm.Plain, _) => [.. (ModelColumns.TargetNames(this.model) ?? [DatasetWriter.ClassColumn]).Select(name => $"predicted_{name}")],
        (_, LearningTask.MultiLabel) => this.model.Info.TargetNames,
        (PredictionForm.OneHot, _) when this.model.Network.Outputs == 1 => [this.model.ClassNames[^1]],
        _ => this.model.ClassNames,
    };

    /// <summary>Predicts rows.</summary>
    /// <param name="features">Raw features [examples × features].</param>
    /// <returns>What writes the columns of a row.</returns>
    public Action<int, CsvTableWriter> Predict(ReadOnlyMatrixView<double> features)
    {
        int threads = Environment.ProcessorCount;
        if (this.form == PredictionForm.Plain && this.model.Task == LearningTask.Classification)
        {
            int[] labels = this.model.PredictClassIndices(features, threads);
            return (row, writer) => writer.Write(this.model.ClassNames[labels[row]]);
        }

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
}
