using Nabla.Data;
using Nabla.Metrics;
using Nabla.Numerics;

namespace Nabla.Models;

/// <content>What a model is, scores of each target, and training on.</content>
public sealed partial class Model
{
    /// <summary>Facts, columns, layers and scores, as <c>nabla inspect</c> shows them.</summary>
    public ModelSummary Summary() => new(this);

    /// <summary>The <see cref="Summary"/> as text.</summary>
    public override string ToString() => this.Summary().ToString();

    /// <summary>How good the model is for each target of a regression, or each label, by its name; the loss is of all together.</summary>
    /// <exception cref="ArgumentException">The data set has other features or targets.</exception>
    /// <exception cref="InvalidOperationException">The model predicts classes: it has one target, see <see cref="Score(Dataset, int)"/>.</exception>
    public IReadOnlyDictionary<string, Scores> ScoresByTarget(Dataset dataset, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        if (this.Task == LearningTask.Classification)
            this.Need(LearningTask.Regression, "several targets");
        double loss = this.Score(dataset, threads).Loss;
        ReadOnlyMatrixView<double> predictions = this.Task == LearningTask.Regression
            ? this.PredictValues(dataset.Features, threads)
            : this.PredictLabels(dataset.Features, threads);
        var scores = new Dictionary<string, Scores>(StringComparer.Ordinal);
        for (int k = 0; k < predictions.Columns; k++)
            scores.Add(this.Info.TargetNames[k], this.ScoresOf(loss, ((ReadOnlyMatrixView<double>)dataset.Targets!).Column(k), predictions.Column(k), dataset.Weights));
        return scores;
    }

    /// <summary>How good the model is for each target or label on the rows of a table.</summary>
    /// <exception cref="InvalidOperationException">The model was not trained on a table, or predicts classes.</exception>
    /// <exception cref="InvalidDataException">A column is missing or has a value that is not of its kind, or a row has no target.</exception>
    public IReadOnlyDictionary<string, Scores> ScoresByTarget(Table table, int threads = 1)
        => this.ScoresByTarget(Dataset.FromTable("table", table, this.Target ?? throw new InvalidOperationException("the model was not trained on a table, so it does not know which columns have the targets"), this.Preprocessor.Schema), threads);

    /// <summary>Trains on: a model that begins with this one's parameters, preprocessing and settings, for some more epochs.</summary>
    /// <param name="training">What to learn from.</param>
    /// <param name="epochs">How many epochs at most.</param>
    /// <param name="validation">What to judge by after each epoch; null, the default, for nothing.</param>
    /// <param name="control">Threads, progress, cancellation, checkpoints.</param>
    /// <exception cref="ArgumentException">The data is of another kind than the model's, or there are fewer than 1 epochs.</exception>
    public Model Continue(Dataset training, int epochs, Dataset? validation = null, RunControl? control = null)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        this.CheckKind(training);
        return ModelTrainer.Train(new DataParts(training, validation), this.Info.Settings with { Training = this.Info.Settings.Training with { Epochs = epochs } }, control, this).Model;
    }

    /// <summary>Trains on with the rows of a table.</summary>
    /// <param name="training">The rows to learn from, with the target.</param>
    /// <param name="epochs">How many epochs at most.</param>
    /// <param name="validation">Rows to judge by after each epoch; null, the default, for none.</param>
    /// <param name="control">Threads, progress, cancellation, checkpoints.</param>
    /// <inheritdoc cref="Continue(Dataset, int, Dataset?, RunControl?)" path="/exception"/>
    /// <exception cref="InvalidOperationException">The model was not trained on a table.</exception>
    /// <exception cref="InvalidDataException">A column is missing or has a value that is not of its kind, or a row has no target.</exception>
    public Model Continue(Table training, int epochs, Table? validation = null, RunControl? control = null)
    {
        if (this.Target is null)
            throw new InvalidOperationException("the model was not trained on a table, so it does not know which column has the target");
        DataParts parts = TableParts.Examples(training, validation, this.Target.Names, this.Task, weight: null, this);
        return this.Continue(parts.Train, epochs, parts.Validation, control);
    }

    private Scores ScoresOf(double loss, ReadOnlySpan<double> targets, ReadOnlySpan<double> predictions, ReadOnlySpan<double> weights)
    {
        if (this.Task == LearningTask.Regression)
        {
            return new Scores(
                loss, null, RegressionMetrics.RSquared(targets, predictions, weights), RegressionMetrics.RootMeanSquaredError(targets, predictions, weights),
                RegressionMetrics.MeanAbsoluteError(targets, predictions, weights));
        }

        (double right, double all) = (0, 0);
        for (int row = 0; row < targets.Length; row++)
        {
            double weight = weights.IsEmpty ? 1 : weights[row];
            all += weight;
            right += targets[row] == predictions[row] ? weight : 0;
        }

        return new Scores(loss, right / all);
    }
}
