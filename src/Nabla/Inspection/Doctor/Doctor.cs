using Nabla.Data;
using Nabla.Models;

namespace Nabla.Inspection;

/// <summary>
/// Looks for what commonly goes wrong: in data, in a training run, in a network, and between training data and new data. Each finding has
/// the number it rests on and advice. The limits are such that runs that go well have none.
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

    /// <summary>Looks at data.</summary>
    /// <param name="data">The rows, raw, as they would be trained on.</param>
    /// <returns>The findings, the most severe first; none if there is nothing to say.</returns>
    public static IReadOnlyList<Finding> Examine(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Sorted(OfData.SelectMany(check => check(data)));
    }

    /// <summary>Looks at a finished run, of several members that of the first: its history, its network, and the data where it is at hand.</summary>
    /// <param name="model">The model that the run made.</param>
    /// <param name="parts">The parts it was trained and evaluated on; null, the default, to examine only what the model file keeps.</param>
    /// <param name="threads">The largest number of threads; 1 by default.</param>
    /// <returns>The findings, the most severe first; none if there is nothing to say.</returns>
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

    /// <summary>Holds new data against the data that a model was, or is to be, trained on: drift of features, classes and targets.</summary>
    /// <param name="training">The training data.</param>
    /// <param name="fresh">The new data, with the same columns.</param>
    /// <returns>The findings, the most severe first; none if there is nothing to say.</returns>
    /// <exception cref="ArgumentException">The data sets have different features.</exception>
    public static IReadOnlyList<Finding> Compare(Dataset training, Dataset fresh)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(fresh);
        if (!training.FeatureNames.SequenceEqual(fresh.FeatureNames, StringComparer.Ordinal))
            throw new ArgumentException($"data set '{fresh.Name}' has other features than '{training.Name}': {Wording.List([.. fresh.FeatureNames])}, expected {Wording.List([.. training.FeatureNames])}");
        return Sorted(DataDrift.Between(training, fresh));
    }

    /// <summary>Compares new data with what a model file keeps of its training data: scaler, texts, missing values, and the score on rows that were held out.</summary>
    /// <param name="model">The model.</param>
    /// <param name="fresh">The new data.</param>
    /// <param name="threads">The largest number of threads; 1 by default.</param>
    /// <returns>The findings, the most severe first; none if there is nothing to say.</returns>
    /// <exception cref="ArgumentException">The data has other features, classes or targets than the model.</exception>
    public static IReadOnlyList<Finding> Compare(Model model, Dataset fresh, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(fresh);
        DataKind.Check(fresh, model);
        Finding[] drift = [.. ModelDrift.In(model, fresh, threads)];

        // That a column has moved says more than that some of its values are clipped.
        return Sorted([.. drift, .. ClippedRows.In(model, fresh).Where(clipped => !Array.Exists(drift, finding => finding.Subject == clipped.Subject))]);
    }

    /// <summary>Whether a regression is worse than the mean of its own training part, and why as far as that can be seen.</summary>
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
    /// Looks at this machine: trains short runs whose bits are known and compares, and measures how fast matrices are multiplied. It takes
    /// a second or two where code is compiled.
    /// </summary>
    /// <param name="threads">The largest number of threads; 0, the default, is one for each processor.</param>
    /// <param name="progress">Told of each run.</param>
    /// <param name="cancellation">Ends the examination.</param>
    public static MachineExamination ExamineMachine(
        int threads = 0, IProgress<GoldenResult>? progress = null, CancellationToken cancellation = default)
        => MachineCheck.Run(threads, progress, cancellation);

    private static List<Finding> Sorted(IEnumerable<Finding> findings)
        => [.. findings.OrderBy(finding => finding.Severity).ThenBy(finding => finding.Kind)];
}
