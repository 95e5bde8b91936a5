using Nabla.Data;
using Nabla.Models;

namespace Nabla.Inspection;

/// <summary>
/// Detects common problems in data, in a training run, in a network, and between training data and new data. Each finding states a figure and gives
/// advice. The limits are chosen so that good runs have no findings.
/// </summary>
public static class Doctor
{
    private static readonly Func<Dataset, IEnumerable<Finding>>[] OfData =
    [
        NonFiniteValues.In,
        LeakingTarget.In,
        RareClasses.In,
        NumbersAmongTexts.In,
        MissingValues.In,
        CountedRows.In,
        GroupedRows.In,
        ConstantFeatures.In,
        DuplicatedFeatures.In,
    ];

    private static readonly Func<ExaminedRun, IEnumerable<Finding>>[] OfRuns =
    [
        DivergedRun.In,
        OutputRange.In,
        UnscaledInputs.In,
        IdleUnits.In,
        GradientFlow.In,
        LearningRateFit.In,
        ModelFit.In,
    ];

    /// <summary>Examines data.</summary>
    /// <param name="data">The raw rows to train on.</param>
    /// <returns>The findings, most severe first; empty if there are none.</returns>
    public static IReadOnlyList<Finding> Examine(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Sorted(OfData.SelectMany(check => check(data)));
    }

    /// <summary>Examines a finished run (of an ensemble, that of the first member): its history, its network, and its data if given.</summary>
    /// <param name="model">The model that the run made.</param>
    /// <param name="parts">The parts it was trained and evaluated on; null, the default, to examine only what the model file keeps.</param>
    /// <param name="threads">The maximum number of threads; 1 by default.</param>
    /// <returns>The findings, most severe first; empty if there are none.</returns>
    /// <exception cref="ArgumentException">The data has other features, classes or targets than the model.</exception>
    public static IReadOnlyList<Finding> Examine(Model model, DataParts? parts = null, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (parts is not null)
            DataKind.Check(parts.Train, model);
        var run = new ExaminedRun(model.Members[0], parts, threads);
        IEnumerable<Finding> findings = OfRuns.SelectMany(check => check(run));
        if (parts is not null)
        {
            findings = findings.Concat(OfData.SelectMany(check => check(parts.Train)));
            Dataset?[] held = [parts.Validation, parts.Test];
            findings = findings.Concat(held.OfType<Dataset>().SelectMany(part => DataDrift.Between(parts.Train, part)));
        }

        return Sorted(findings);
    }

    /// <summary>Compares new data with the training data of a model: drift of features, classes and targets.</summary>
    /// <param name="training">The training data.</param>
    /// <param name="fresh">The new data, with the same columns.</param>
    /// <returns>The findings, most severe first; empty if there are none.</returns>
    /// <exception cref="ArgumentException">The data sets have different features.</exception>
    public static IReadOnlyList<Finding> Compare(Dataset training, Dataset fresh)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(fresh);
        if (!training.FeatureNames.SequenceEqual(fresh.FeatureNames, StringComparer.Ordinal))
            throw new ArgumentException($"data set '{fresh.Name}' has other features than '{training.Name}': {Wording.List([.. fresh.FeatureNames])}, expected {Wording.List([.. training.FeatureNames])}");
        return Sorted(DataDrift.Between(training, fresh));
    }

    /// <summary>
    /// Compares new data with the facts on its training data in a model file: scaler, texts, missing values, and the score on held-out rows.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="fresh">The new data.</param>
    /// <param name="threads">The maximum number of threads; 1 by default.</param>
    /// <returns>The findings, most severe first; empty if there are none.</returns>
    /// <exception cref="ArgumentException">The data has other features, classes or targets than the model.</exception>
    public static IReadOnlyList<Finding> Compare(Model model, Dataset fresh, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(fresh);
        DataKind.Check(fresh, model);
        Finding[] drift = [.. ModelDrift.In(model, fresh, threads)];

        // Drift of a column is more informative than clipping of some values.
        return Sorted([.. drift, .. ClippedRows.In(model, fresh).Where(clipped => !Array.Exists(drift, finding => finding.Subject == clipped.Subject))]);
    }

    /// <summary>Finds whether a regression is worse than predicting the training mean, and the likely reason.</summary>
    /// <param name="model">The model.</param>
    /// <param name="training">The data it was trained on.</param>
    /// <returns>The finding; null if the fit is better than the mean, or the model is for another task.</returns>
    public static Finding? WorseThanMean(Model model, Dataset training)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(training);
        return OutputRange.Of(model, training);
    }

    /// <summary>
    /// Examines this machine: compares short training runs bit by bit with known results, and measures the speed of matrix products. It takes a few
    /// seconds at most in compiled code.
    /// </summary>
    /// <param name="threads">The maximum number of threads; 0, the default, for one per processor.</param>
    /// <param name="progress">Receives the result of each run.</param>
    /// <param name="cancellation">Cancels the examination.</param>
    public static MachineExamination ExamineMachine(
        int threads = 0, IProgress<GoldenResult>? progress = null, CancellationToken cancellation = default)
        => MachineCheck.Run(threads, progress, cancellation);

    private static List<Finding> Sorted(IEnumerable<Finding> findings)
        => [.. findings.OrderBy(finding => finding.Severity).ThenBy(finding => finding.Kind)];
}
