using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Training;

namespace Nabla.Selection;

/// <summary>A trial selected for an ensemble.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Settings">The settings.</param>
/// <param name="Weight">The weight of its predictions; the weights of all members sum to 1.</param>
public sealed record ChosenTrial(Trial Trial, MlpSettings Settings, double Weight);

/// <summary>
/// An ensemble of trials selected by <see cref="GreedySelection"/> on out-of-fold predictions, with an estimate by nested folds: for each fold,
/// trials are selected, weighted and calibrated on the rows of the other folds, with predictions of models trained on neither fold, and evaluated on
/// the rows of that fold. No row evaluates a selection that it influenced.
/// </summary>
public sealed class EnsembleSelection
{
    private readonly TemperatureScaling? temperature;

    private EnsembleSelection(IReadOnlyList<ChosenTrial> members, SelectionInfo info, Scores bestTrial, Scores given, TemperatureScaling? temperature)
        => (this.Members, this.Info, this.BestTrial, this.Given, this.temperature) = (members, info, bestTrial, given, temperature);

    /// <summary>The members, by descending weight.</summary>
    public IReadOnlyList<ChosenTrial> Members { get; }

    /// <summary>Information on the selection, and the estimate for new rows.</summary>
    public SelectionInfo Info { get; }

    /// <summary>The same estimate for the single best trial by the same loss.</summary>
    public Scores BestTrial { get; }

    /// <summary>The scores of the given settings on the same rows.</summary>
    public Scores Given { get; }

    /// <summary>Trains each member on all training rows and combines them to one model, with a temperature if it helped out of fold.</summary>
    /// <param name="parts">The training rows of the search and a test part; no validation part.</param>
    /// <param name="control">Threads and cancellation. Members are trained in parallel, which does not affect the model.</param>
    /// <exception cref="ArgumentException">There is a validation part, or the parts do not match the data of the search.</exception>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public (Model Model, TrainingResult Result) Train(DataParts parts, RunControl? control = null)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return ChosenMembers.Train(parts, [.. this.Members.Select(member => (member.Settings, member.Weight))], this.Info, this.temperature, control ?? new RunControl());
    }

    /// <summary>Selects trials and evaluates the selection.</summary>
    /// <param name="dataset">The rows of the search.</param>
    /// <param name="folds">The folds of the search.</param>
    /// <param name="trials">The trials by number, with predictions; the given settings first.</param>
    /// <param name="steps">The maximum number of selection steps.</param>
    internal static EnsembleSelection Of(Dataset dataset, IReadOnlyList<Fold> folds, IReadOnlyList<(Trial Trial, MlpSettings Settings)> trials, int steps)
    {
        Matrix<double> given = trials[0].Trial.Predictions!.OutOfFold(folds, dataset.Rows);
        (Trial Trial, MlpSettings Settings)[] candidates = [.. trials.Where(trial => trial.Trial.Predictions!.IsFinite)];
        if (candidates.Length == 0)
            throw new ArgumentException("no trial predicts finite numbers for all rows: all diverged");
        var foldOf = new int[dataset.Rows];
        for (int fold = 0; fold < folds.Count; fold++)
            Array.ForEach(folds[fold].Test, row => foldOf[row] = fold);
        int width = given.Columns;
        Matrix<double> judged = new(dataset.Rows, width), single = new(dataset.Rows, width);
        for (int fold = 0; fold < folds.Count; fold++)
        {
            // The selection uses no row of the fold, neither directly nor through a model trained on it.
            Matrix<double>[] seen = [.. candidates.Select(candidate => candidate.Trial.Predictions!.Without(fold, dataset.Rows))];
            Choice ensemble = Choice.Of(seen, dataset, foldOf, folds, fold, steps), one = Choice.Of(seen, dataset, foldOf, folds, fold, 1, calibrates: false);
            foreach (int row in folds[fold].Test)
            {
                ensemble.Predict(row, judged.Row(row));
                one.Mean.Row(row).CopyTo(single.Row(row));
            }
        }

        Choice whole = Choice.Of([.. candidates.Select(candidate => candidate.Trial.Predictions!.OutOfFold(folds, dataset.Rows))], dataset, foldOf, folds, null, steps);
        ChosenTrial[] members =
        [
            .. candidates.Zip(whole.Weights, (candidate, weight) => new ChosenTrial(candidate.Trial, candidate.Settings, weight))
                .Where(member => member.Weight > 0).OrderByDescending(member => member.Weight).ThenBy(member => member.Trial.Number),
        ];
        var plan = TrainingPlan.Of(new DataParts(dataset), members[0].Settings);
        var choosing = new Matrix<double>(dataset.Rows, width);
        for (int row = 0; row < dataset.Rows; row++)
            whole.Predict(row, choosing.Row(row));
        var byFold = Spread.Of(folds.Select(fold => Criterion.Of(ScoresOf(plan, dataset.SelectRows(fold.Test), judged.SelectRows(fold.Test)))));
        var info = new SelectionInfo(candidates.Length, steps, folds.Count, ScoresOf(plan, dataset, judged), byFold.Deviation, ScoresOf(plan, dataset, choosing));
        return new EnsembleSelection(members, info, ScoresOf(plan, dataset, single), ScoresOf(plan, dataset, given), whole.Temperature);
    }

    private static Scores ScoresOf(TrainingPlan plan, Dataset dataset, Matrix<double> results)
        => ModelScoring.Of(plan.Network, plan.TargetScaler, dataset, results);

    /// <summary>Weights of candidates, their combined predictions, and a temperature if it helps.</summary>
    private sealed record Choice(double[] Weights, Matrix<double> Mean, TemperatureScaling? Temperature)
    {
        /// <summary>Selects on the rows of all folds, or of all except one, and fits a temperature if it applies.</summary>
        public static Choice Of(Matrix<double>[] predictions, Dataset dataset, int[] foldOf, IReadOnlyList<Fold> folds, int? without, int steps, bool calibrates = true)
        {
            int[][] groups = [.. folds.Where((_, fold) => fold != without).Select(fold => fold.Test)];
            int[] counts = GreedySelection.Choose(predictions, dataset, [.. groups.SelectMany(group => group).Order()], steps);
            double all = counts.Sum();
            double[] weights = [.. counts.Select(count => count / all)];
            var mean = new Matrix<double>(predictions[0].Rows, predictions[0].Columns);
            for (int c = 0; c < weights.Length; c++)
            {
                for (int i = 0; weights[c] > 0 && i < mean.Data.Length; i++)
                    mean.Data[i] += weights[c] * predictions[c].Data[i];
            }

            bool calibrated = calibrates && dataset.Task == LearningTask.Classification;
            return new Choice(weights, mean, calibrated ? TemperatureScaling.Find(new CalibrationRows(dataset, foldOf, mean), groups) : null);
        }

        /// <summary>The prediction for a row, at the temperature.</summary>
        public void Predict(int row, Span<double> results)
        {
            this.Mean.Row(row).CopyTo(results);
            if (this.Temperature is { } scaling)
                TemperatureScaling.Apply(results, scaling.Temperature);
        }
    }
}
