using Nabla.Data;
using Nabla.Models;
using Nabla.Numerics;

namespace Nabla.Selection;

/// <summary>The scores of settings over folds.</summary>
/// <param name="Folds">The scores of each fold.</param>
public sealed record CrossValidation(IReadOnlyList<FoldScore> Folds)
{
    /// <summary>The criterion (accuracy or R²) on the rows held back.</summary>
    public Spread Test => Spread.Of(this.Folds.Select(fold => Criterion.Of(fold.Test)));

    /// <summary>The criterion on the rows trained on.</summary>
    public Spread Training => Spread.Of(this.Folds.Select(fold => Criterion.Of(fold.Training)));

    /// <summary>The loss on the rows held back.</summary>
    public Spread TestLoss => Spread.Of(this.Folds.Select(fold => fold.Test.Loss));

    /// <summary>
    /// Trains a model on the training part of each fold and scores it on both parts. Everything is fitted on the training part alone, scaling
    /// included: no row held back has any influence on a fold's model.
    /// </summary>
    /// <param name="dataset">The rows.</param>
    /// <param name="settings">The settings of network and training.</param>
    /// <param name="folds">The folds, as <see cref="Data.Folds"/> makes them.</param>
    /// <param name="control">Threads and cancellation. Folds run at the same time; the result does not depend on it.</param>
    /// <exception cref="ArgumentException">There is no fold, or the settings do not fit the data.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static CrossValidation Run(Dataset dataset, MlpSettings settings, IReadOnlyList<Fold> folds, RunControl? control = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(folds);
        if (folds.Count == 0)
            throw new ArgumentException("no folds, expected 1 or more", nameof(folds));
        control ??= new RunControl();
        var body = new Body { Dataset = dataset, Settings = settings, Folds = folds, Control = control, Scores = new FoldScore[folds.Count] };
        ForkJoin.Run(ref body, folds.Count, control.ThreadCount);
        return new CrossValidation(body.Scores);
    }

    /// <summary>Trains on the training part of a fold, and scores on both.</summary>
    internal static (Model Model, FoldScore Score) Train(Dataset dataset, MlpSettings settings, Fold fold, RunControl control)
    {
        (Dataset training, Dataset test) = fold.Apply(dataset);
        Model model = ModelTrainer.Train(new DataParts(training), settings, control).Model;
        control.Cancellation.ThrowIfCancellationRequested();
        return (model, new FoldScore(model.Info.Scores.Training!, model.Score(test, control.ThreadCount)));
    }

    private struct Body : IParallelBody
    {
        public Dataset Dataset;
        public MlpSettings Settings;
        public IReadOnlyList<Fold> Folds;
        public RunControl Control;
        public FoldScore[] Scores;

        public readonly void Run(int piece) => this.Scores[piece] = Train(this.Dataset, this.Settings, this.Folds[piece], this.Control).Score;
    }
}
