using Nabla.Data;
using Nabla.Models;
using Nabla.Numerics;

namespace Nabla.Selection;

/// <summary>The scores of settings over folds.</summary>
/// <param name="Folds">The scores of each fold.</param>
public sealed record CrossValidation(IReadOnlyList<FoldScore> Folds)
{
    /// <summary>The criterion (accuracy or R²) on the held-out rows.</summary>
    public Spread Test => Spread.Of(this.Folds.Select(fold => Criterion.Of(fold.Test)));

    /// <summary>The criterion on the training rows.</summary>
    public Spread Training => Spread.Of(this.Folds.Select(fold => Criterion.Of(fold.Training)));

    /// <summary>The loss on the held-out rows.</summary>
    public Spread TestLoss => Spread.Of(this.Folds.Select(fold => fold.Test.Loss));

    /// <summary>
    /// Trains a model on the training part of each fold and scores it on both parts. Everything, including scaling, is fitted only on the training
    /// part: held-out rows do not influence a fold's model.
    /// </summary>
    /// <param name="dataset">The rows.</param>
    /// <param name="settings">The settings of network and training.</param>
    /// <param name="folds">The folds, from <see cref="Data.Folds"/>.</param>
    /// <param name="control">Threads and cancellation. Folds run in parallel, which does not affect the result.</param>
    /// <exception cref="ArgumentException">There is no fold, or the settings do not fit the data.</exception>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
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

    /// <summary>Trains on the training part of a fold and scores both parts.</summary>
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
