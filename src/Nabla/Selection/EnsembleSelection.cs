using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Training;

namespace Nabla.Selection;

/// <summary>A trial that was chosen for an ensemble.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Settings">Its settings.</param>
/// <param name="Weight">How much its predictions count; the weights of all members sum to 1.</param>
public sealed record ChosenTrial(Trial Trial, MlpSettings Settings, double Weight);

/// <summary>
/// An ensemble of trials that <see cref="GreedySelection"/> chose by out-of-fold predictions, and what nested folds say of it: for each fold, trials
/// are chosen, weighted and calibrated anew by the rows of the other folds, as models predict them that were trained on neither fold, and judged
/// by the rows of that fold. So no row judges a choice that it had a say in.
/// </summary>
public sealed class EnsembleSelection
{
    private readonly TemperatureScaling? temperature;

    private EnsembleSelection(IReadOnlyList<ChosenTrial> members, SelectionInfo info, Scores bestTrial, Scores given, TemperatureScaling? temperature)
        => (this.Members, this.Info, this.BestTrial, this.Given, this.temperature) = (members, info, bestTrial, given, temperature);

    /// <summary>The members, the heaviest first.</summary>
    public IReadOnlyList<ChosenTrial> Members { get; }

    /// <summary>How they were chosen, and the estimate for new rows.</summary>
    public SelectionInfo Info { get; }

    /// <summary>The same estimate for the one best trial, chosen by the same loss.</summary>
    public Scores BestTrial { get; }

    /// <summary>The settings as they were given, on the same rows; nothing was chosen.</summary>
    public Scores Given { get; }

    /// <summary>Trains each member on all training rows and makes one model of them, at a temperature where one helped out of fold.</summary>
    /// <param name="parts">The rows that the search was on, and what to judge by; no validation part.</param>
    /// <param name="control">Threads and cancellation. Members are trained at the same time; the model does not depend on it.</param>
    /// <exception cref="ArgumentException">There is a validation part, or the parts are of another kind than those of the search.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public (Model Model, TrainingResult Result) Train(DataParts parts, RunControl? control = null)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return ChosenMembers.Train(parts, [.. this.Members.Select(member => (member.Settings, member.Weight))], this.Info, this.temperature, control ?? new RunControl());
    }

    /// <summary>Chooses among trials, and judges the choice.</summary>
    /// <param name="dataset">The rows of the search.</param>
    /// <param name="folds">Its folds.</param>
    /// <param name="trials">Trials by their numbers, with predictions; the settings as given first.</param>
    /// <param name="steps">How many are taken at most.</param>
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
            // The choice sees no row of the fold, neither itself nor by way of a model that was trained on one.
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

    /// <summary>Weights of candidates, what they predict together, and a temperature that helps.</summary>
    private sealed record Choice(double[] Weights, Matrix<double> Mean, TemperatureScaling? Temperature)
    {
        /// <summary>Chooses by the rows of all folds but one, or of all, and looks for a temperature unless it is of no use.</summary>
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

        /// <summary>What is predicted for a row, at the temperature.</summary>
        public void Predict(int row, Span<double> results)
        {
            this.Mean.Row(row).CopyTo(results);
            if (this.Temperature is { } scaling)
                TemperatureScaling.Apply(results, scaling.Temperature);
        }
    }
}
