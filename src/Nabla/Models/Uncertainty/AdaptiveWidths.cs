using Nabla.Data;
using Nabla.Descriptions;
using Nabla.Numerics;
using Nabla.Training;

namespace Nabla.Models;

/// <summary>
/// Intervals whose width is predicted by a second network, trained on ln |y − ŷ| of the training rows, and the score of a calibration row is
/// |y − ŷ| ÷ σ̂(x) (normalized nonconformity: Papadopoulos, Gammerman and Vovk, 2008; Lei, G'Sell, Rinaldo, Tibshirani and Wasserman, 2018, section 5.2).
/// </summary>
internal static class AdaptiveWidths
{
    /// <summary>The minimum number of training rows for adaptive widths.</summary>
    public const int LeastRows = 50;

    // A residual of 0 has no logarithm, and a very small one carries little information: the minimum is this fraction of the mean.
    private const double Floor = 0.01;
    private const double Smallest = 2.2250738585072014e-308;

    /// <summary>Returns the model with adaptive intervals instead of intervals of equal width.</summary>
    /// <param name="plan">The plan of the model, with calibration rows.</param>
    /// <param name="model">The trained model, with intervals of equal width.</param>
    /// <param name="control">Threads, cancellation and processes.</param>
    /// <param name="started">The start time of the model's run; a time budget includes both runs.</param>
    /// <returns>The model; with intervals of equal width if the run of the second network was cut short.</returns>
    public static Model Add(TrainingPlan plan, Model model, RunControl control, long started)
    {
        int threads = control.ThreadCount;
        Dataset training = plan.Parts.Train;
        Dataset logarithms = training.WithTargets(Logarithms(training.Targets!, model.Predictor.Results(training.Source, threads)));
        RunControl second = new()
        {
            Threads = control.Threads,
            Cancellation = control.Cancellation,
            TimeBudget = RefitRun.Left(control.TimeBudget, started),
            Group = control.Group,
            RememberRows = false,
        };
        (Model trained, TrainingResult result) = ModelTrainer.Train(new DataParts(logarithms), SettingsOf(plan.Settings, logarithms), second);
        if (ModelInfo.IsCutShort(result.Stop))
            return new Model(model.Networks, model.Info with { Provenance = model.Info.Provenance! with { Repeatable = false } }, model.Rows);
        var widths = new WidthInfo
        {
            TargetScaler = trained.Info.TargetScaler!,
            Settings = trained.Info.Settings,
            Stop = trained.Info.Stop,
            ChosenEpoch = trained.Info.ChosenEpoch,
            HeldOutRows = trained.Info.HeldOutRows,
        };
        ModelInfo info = model.Info with { Widths = widths };
        NetworkPredictor network = trained.OneNetwork.With(widths.In(info));
        Dataset kept = plan.Calibration!;
        var scores = ScoresOf(kept.Targets!, model.Predictor.Results(kept.Source, threads), network.Results(kept.Source, threads));
        return new Model(
            model.Networks,
            info with
            {
                Conformal = info.Conformal! with { Groups = [new ConformalGroup(null, null, scores)] },
                Provenance = info.Provenance! with { ParametersSha256 = Model.ParametersSha256([.. model.Networks, network]) },
            },
            model.Rows,
            network);
    }

    /// <summary>ln |y − ŷ| of each row and target, limited below to that of a hundredth of the mean.</summary>
    internal static Matrix<double> Logarithms(Matrix<double> targets, Matrix<double> predictions)
    {
        var logarithms = new Matrix<double>(targets.Rows, targets.Columns);
        for (int target = 0; target < targets.Columns; target++)
        {
            double[] residuals = [.. Enumerable.Range(0, targets.Rows).Select(row => Math.Abs(targets[row, target] - predictions[row, target]))];
            double mean = Reductions.Sum<double>(residuals) / residuals.Length, least = mean > 0 ? Math.Max(Smallest, Floor * mean) : 1;
            for (int row = 0; row < residuals.Length; row++)
                logarithms[row, target] = Elementary.Log(Math.Max(least, residuals[row]));
        }

        return logarithms;
    }

    /// <summary>|y − ŷ| ÷ σ̂ of each target.</summary>
    /// <param name="targets">y [rows × targets].</param>
    /// <param name="predictions">ŷ [rows × targets].</param>
    /// <param name="logarithms">ln σ̂ [rows × targets].</param>
    internal static ValueList<ConformalScores> ScoresOf(Matrix<double> targets, Matrix<double> predictions, Matrix<double> logarithms)
        => [.. Enumerable.Range(0, targets.Columns).Select(target => ConformalScores.Of(Enumerable.Range(0, targets.Rows).Select(
            row => Math.Min(double.MaxValue, Math.Abs(targets[row, target] - predictions[row, target]) / Elementary.Exp(logarithms[row, target])))))];

    // The default recipe for the columns of the model; predicted widths are limited to the range of the training residuals.
    private static MlpSettings SettingsOf(MlpSettings settings, Dataset logarithms)
    {
        PreprocessingSettings columns = settings.Preprocessing with { TargetScale = null, ClampPredictions = true };
        MlpSettings recipe = DefaultRecipe.Apply(new MlpSettings { Preprocessing = columns, Seed = settings.Seed, Precision = settings.Precision }, logarithms);
        return recipe with { Preprocessing = columns }; // the recipe's own would give columns of missing values that the model may not have
    }
}
