using System.Globalization;
using Nabla.Data;
using Nabla.Inspection;
using Nabla.Metrics;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;
using Nabla.Reports.Blocks;
using Nabla.Reports.Figures;
using Nabla.Reports.Pictures;
using Nabla.Reports.Sections;

namespace Nabla.Reports;

/// <summary>The report of a model: its scores on some rows, its training and its contents.</summary>
public static class ModelReport
{
    /// <summary>Evaluates a model on the test part of its data; without one, on the validation part, or otherwise on the training part.</summary>
    /// <param name="model">The model, with the history of its training.</param>
    /// <param name="parts">The parts of the data it was trained with.</param>
    /// <exception cref="ArgumentException">The features, classes or targets of the data differ from those of the model.</exception>
    public static Report Of(Model model, DataParts parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return Of(model, parts.Test ?? parts.Validation ?? parts.Train, unseen: parts.Test is not null, parts.Train, parts.Validation);
    }

    /// <summary>Evaluates a model on a data set.</summary>
    /// <param name="model">The model, with the history of its training.</param>
    /// <param name="data">The rows to evaluate on, with the same columns as the training data.</param>
    /// <param name="unseen">Whether none of these rows was used in training; the title then says so.</param>
    /// <param name="training">The training data, if available: the doctor then examines it too, and its fit is shown for comparison.</param>
    /// <param name="validation">The validation part, if available.</param>
    /// <param name="alongTheRun">The scores on the test part during training, shown if there was no validation part.</param>
    /// <exception cref="ArgumentException">The features, classes or targets of the data set differ from those of the model.</exception>
    public static Report Of(
        Model model, Dataset data, bool unseen = false, Dataset? training = null, Dataset? validation = null, IReadOnlyList<UnseenScore>? alongTheRun = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        Scores scores = model.Score(data, Environment.ProcessorCount);
        string rows = unseen ? $"unseen {(data.Rows == 1 ? "row" : "rows")}" : data.Rows == 1 ? "row" : "rows";
        string of = $"{Words.Count(data.Rows)} {rows}";
        (string title, Section[] judged, Prose baseline) = model.Task switch
        {
            LearningTask.Classification => Classes(ClassAnswers.Of(model, data), $"{Words.Percent(scores.Accuracy!.Value)} of {of} classified correctly"),
            LearningTask.MultiLabel => Labels(LabelAnswers.Of(model, data), $"{Words.Percent(scores.LabelAccuracy!.Value)} of the labels of {of} are right"),
            _ => Values(ValueAnswers.Of(model, data), $"R² is {Words.Number(scores.RSquared)} on {of}"),
        };
        return new Report(title)
        {
            Subject = $"{data.Name} · {(model.Members.Count == 1 ? string.Empty : $"{model.Members.Count} networks of ")}{string.Join("-", model.Network.Sizes.Select(size => size.ToString(CultureInfo.InvariantCulture)))}{(model.Members.Count == 1 ? " network" : string.Empty)}",
            Lead = [baseline, .. unseen ? (Block[])[] : Seen(model, data), new Facts([.. Figures(model, scores)])],
            Sections =
            [
                .. TrainingSection.Of(model, alongTheRun) is { } run ? (Section[])[run] : [],
                .. judged,
                .. CoverageSection.Of(Coverage.Of(model, data)) is { } coverage ? (Section[])[coverage] : [],
                .. FitSection.Of(model, Parts(data, unseen, training, validation)) is { } fits ? (Section[])[fits] : [],
                .. ModelPictures.Section(model, data) is { } space ? (Section[])[space] : [],
                .. data.Rows > 1 ? (Section[])[InspectionSection.Of(model, data)] : [], // a single row cannot be shuffled
                .. WhatIf.Of(model, data) is { } whatIf ? (Section[])[new Section("what-if", "What if", whatIf)] : [],
                NetworkSection.Of(model, data.Image),
                FindingsSection.Of(Findings(model, data, unseen, training)),
                SettingsSection.Of(model),
            ],
        };
    }

    /// <summary>A notice if the model was trained on the rows it is evaluated on.</summary>
    private static Block[] Seen(Model model, Dataset data)
    {
        int seen = model.Rows?.CountSurely(data) ?? 0;
        return seen == 0 ? [] : [new Prose($"The model was trained on {Words.Count(seen)} of these {Words.Count(data.Rows, "row")}, so the scores do not show how good it is on new rows.")];
    }

    private static IEnumerable<(string Name, Tint Color, Dataset Data)> Parts(Dataset data, bool unseen, Dataset? training, Dataset? validation)
    {
        if (training is not null)
            yield return ("training", Tint.Training, training);
        if (validation is not null && !ReferenceEquals(validation, data))
            yield return ("validation", Tint.Validation, validation);
        if (!ReferenceEquals(training, data))
            yield return (unseen ? "test" : "these rows", Tint.Test, data);
    }

    private static IReadOnlyList<Finding> Findings(Model model, Dataset data, bool unseen, Dataset? training)
    {
        int threads = Environment.ProcessorCount;
        if (training is not null)
            return Doctor.Examine(model, ReferenceEquals(training, data) ? new DataParts(training) : new DataParts(training, Test: data), threads);
        IEnumerable<Finding> found = [.. Doctor.Examine(model), .. Doctor.Compare(model, data, threads), .. unseen ? [] : Doctor.Examine(data)];
        return [.. found.OrderBy(finding => finding.Severity).ThenBy(finding => finding.Kind)];
    }

    private static (string Title, Section[] Sections, Prose Baseline) Classes(ClassAnswers answers, string title)
    {
        MajorityBaseline majority = MajorityBaseline.Of(answers.Data.Labels, answers.Data.ClassNames.Count);
        var baseline = new Prose($"Always predicting “{answers.Data.ClassNames[majority.Label]}”, {(majority.Frequencies.Count(share => share == majority.Frequencies[majority.Label]) > 1 ? "one of the most frequent classes" : "the most frequent class")}, would be correct for {Words.Percent(majority.Frequencies[majority.Label])}.");
        return (title, [ConfusionSection.Of(answers), ProbabilitySection.Of(answers)], baseline);
    }

    private static (string Title, Section[] Sections, Prose Baseline) Labels(LabelAnswers answers, string title)
    {
        Dataset data = answers.Data;
        Matrix<double> frequencies = MeanBaseline.Of(data.Targets!).Predict(data.Rows);
        double without = LabelReport.Of(data.Targets!, frequencies, data.TargetNames).LabelAccuracy;
        var baseline = new Prose($"All labels are right in {Words.Percent(answers.Scores.SubsetAccuracy)} of the rows. Always predicting the more frequent value of each label would be correct for {Words.Percent(without)} of the labels.");
        return (title, [LabelSection.Of(answers)], baseline);
    }

    private static (string Title, Section[] Sections, Prose Baseline) Values(ValueAnswers answers, string title)
    {
        if (answers.Data.TargetNames.Count > 1) // errors in different units have no mean
        {
            var several = new Prose($"R² is the mean over {answers.Data.TargetNames.Count} targets; always predicting the mean of each would give 0.");
            return (title, [ResidualSection.Of(answers)], several);
        }

        double mean = RegressionReport.Of(answers.Data.Targets!, MeanBaseline.Of(answers.Data.Targets!).Predict(answers.Data.Rows)).Overall.RootMeanSquaredError;
        var baseline = new Prose($"The root mean squared error is {Words.Number(answers.Scores.Overall.RootMeanSquaredError)}; always predicting the mean would give {Words.Number(mean)}.");
        return (title, [ResidualSection.Of(answers)], baseline);
    }

    private static IEnumerable<Fact> Figures(Model model, Scores scores)
    {
        Scores? training = model.Info.Scores.Training;
        if (scores.Accuracy is { } accuracy)
            yield return new Fact(model.Task == LearningTask.MultiLabel ? "All labels right" : "Correct", Words.Percent(accuracy), training?.Accuracy is { } seen ? $"{Words.Percent(seen)} of the training part" : null);
        if (scores.RSquared is { } rSquared)
            yield return new Fact("R²", Words.Number(rSquared), training?.RSquared is { } seen ? $"{Words.Number(seen)} on the training part" : null);
        if (scores.MeanAbsoluteError is { } error && model.Info.TargetNames.Count == 1)
            yield return new Fact("Mean absolute error", Words.Number(error), training?.MeanAbsoluteError is { } seen ? $"{Words.Number(seen)} on the training part" : null);
        yield return new Fact("Loss", Words.Number(scores.Loss), $"{model.Network.Loss}{(model.Network.Reduction == Reduction.Sum ? ", summed over rows" : string.Empty)}{(training is null ? string.Empty : $"; {Words.Number(training.Loss)} on the training part")}");
        yield return new Fact("Parameters", Words.Count(model.ParameterCount), $"{model.Precision.ToString().ToLowerInvariant()} precision");
        if (model.Info.History.Count > 0)
            yield return new Fact("Epochs", Words.Count(model.Info.History[^1].Epoch), model.Info.Stop.Message());
    }
}
