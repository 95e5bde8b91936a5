using System.Globalization;
using System.Numerics;
using Nabla.Data;
using Nabla.Descriptions;
using Nabla.Networks;

namespace Nabla.Models;

/// <summary>Checks that the parts of a model from a file are consistent.</summary>
internal static class ModelChecks
{
    /// <summary>Refuses a network whose number of parameters differs from the file's, before memory is allocated.</summary>
    /// <exception cref="InvalidDataException">The numbers differ.</exception>
    /// <exception cref="ArgumentException">The network exceeds the maximum size.</exception>
    public static void Size(IReadOnlyList<NetworkSpec> specs, long found)
    {
        long wanted = specs.Sum(spec => (long)spec.ParameterCount + spec.StatisticCount);
        Need(specs.Count > 0, "no network");
        Need(found == wanted, $"{found} numbers, {(specs.Count == 1 ? "a network" : $"{specs.Count} networks")} of {string.Join("-", specs[0].Sizes.Take(12))} wants {wanted}");
    }

    /// <summary>Refuses tensors whose names or shapes do not match the network.</summary>
    /// <exception cref="InvalidDataException">A tensor is missing or has another shape.</exception>
    public static void Shapes(IReadOnlyDictionary<string, ParameterSlice> slices, IReadOnlyList<TensorEntry> tensors)
    {
        Dictionary<string, TensorEntry> found = tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        foreach ((string name, ParameterSlice slice) in slices)
        {
            if (!found.TryGetValue(name, out TensorEntry? tensor))
                throw new InvalidDataException($"tensor '{name}' is missing");
            long[] wanted = slice.Shape();
            Need(tensor.Shape.SequenceEqual(wanted), $"tensor '{name}' is [{string.Join(", ", tensor.Shape)}], the network wants [{string.Join(", ", wanted)}]");
        }

        Need(tensors.Count == slices.Count, $"{tensors.Count} tensors, the network wants {slices.Count}");
    }

    /// <summary>Refuses numbers that are not finite and variances below 0.</summary>
    /// <exception cref="InvalidDataException">There is such a number.</exception>
    public static void Numbers<T>(string name, ParameterSlice slice, ReadOnlySpan<T> numbers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool variance = slice.Part == "runningVariance";
        for (int i = 0; i < numbers.Length; i++)
        {
            if (!T.IsFinite(numbers[i]) || (variance && T.IsNegative(numbers[i])))
            {
                throw new InvalidDataException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"tensor '{name}' has {numbers[i]} at row {i / slice.Columns}, column {i % slice.Columns}, expected a finite number{(variance ? " from 0" : string.Empty)}"));
            }
        }
    }

    /// <summary>Refuses features, classes, targets, scalers and history that do not match the network.</summary>
    /// <exception cref="InvalidDataException">They do not match.</exception>
    /// <exception cref="ArgumentException">The number of names is wrong, or two are equal.</exception>
    public static void Info(IReadOnlyList<NetworkSpec> specs, NetworkSpec? widths, ModelInfo info)
    {
        if (info.Members is { } members)
            Members(specs, info, members);
        else
            Member(specs[0], info);
        Need(info.Temperature is null || (info.Task == LearningTask.Classification && info.Temperature.Temperature is > 0 and < double.PositiveInfinity), "an invalid temperature");
        Need(info.Selection is not { } selection || (info.Members is not null && selection.IsWellFormed), "an invalid selection of members");
        if (info.Conformal is { } conformal)
            Conformal(info, conformal);
        if (widths is not null)
        {
            Need(info.Conformal is { SetScore: null, Groups: [{ Fold: null }] }, "widths without intervals of rows that were kept from training");
            Need(info.Widths is { Settings: not null, TargetScaler: not null }, "widths without settings or a scaler");
            Member(widths, info.Widths!.In(info));
        }
    }

    private static void Members(IReadOnlyList<NetworkSpec> specs, ModelInfo info, ValueList<MemberInfo> members)
    {
        Need(members.Count == specs.Count && members.Count > 0, $"{members.Count} members for {specs.Count} networks");
        Need(members.All(member => member.Weight is > 0 and < double.PositiveInfinity), "a member whose weight is not above 0");
        Need(members.All(member => member.Fold is null or >= 0), "a member of no fold");
        Need((info.Task == LearningTask.Regression) == (info.TargetScaler is not null), "targets and their scaler that do not go together");
        for (int m = 0; m < specs.Count; m++)
            Member(specs[m], members[m].In(info));
    }

    private static void Conformal(ModelInfo info, ConformalInfo conformal)
    {
        int lists = info.Task == LearningTask.Regression ? info.TargetNames.Count : conformal.ByClass ? info.ClassNames.Count : 1;
        Need(conformal.Level is > 0 and < 1 && info.Task != LearningTask.MultiLabel, "intervals or sets of an invalid level");
        Need((conformal.SetScore is null) == (info.Task == LearningTask.Regression), "sets of numbers, or intervals of classes");
        Need(!conformal.ByClass || conformal.SetScore is not null, "intervals of numbers that cover each class");
        Need(conformal.Groups.Count > 0 && conformal.Groups.All(group => group.Scores.Count == lists && group.Scores.All(scores => scores.IsWellFormed)), "scores of intervals or sets that are damaged");
        Need(Enumerable.Range(0, lists).All(list => conformal.Groups.Sum(group => (long)group.Scores[list].Rows) is <= int.MaxValue and var rows && rows >= ConformalInfo.LeastRows(conformal.Level)), "fewer scores than intervals or sets of its level need");
        Need(conformal.Groups.All(group => group.Temperature is null or (> 0 and < double.PositiveInfinity)), "an invalid temperature");
        Need(conformal.Groups.All(group => group.Fold is not null || group.Temperature == info.Temperature?.Temperature), "scores of another temperature than the model's");
        Need(conformal.Groups.All(group => group.Fold is null || info.Members?.Any(member => member.Fold == group.Fold) == true), "scores of a fold that no member has");
    }

    private static void Member(NetworkSpec spec, ModelInfo info)
    {
        DatasetChecks.Names(info.FeatureNames, info.Schema?.Columns.Count ?? spec.Inputs, "feature", nameof(info));
        if (info.Ranges is { } ranges)
            Need(ranges.Least.Count == info.FeatureNames.Count && ranges.Greatest.Count == info.FeatureNames.Count, $"ranges of {ranges.Least.Count} and {ranges.Greatest.Count} columns for {info.FeatureNames.Count}");
        Need(info.Divergence?.Layer is null || (info.Divergence.Layer >= 0 && info.Divergence.Layer < spec.Sizes.Count), $"a divergence in layer {info.Divergence?.Layer} of {spec.Sizes.Count - 1}");
        Columns(spec, info);
        Need(info.Settings.Training is { Optimizer: not null, Epochs: not null }, "settings without an optimizer or a number of epochs");
        Need(info.Provenance?.IsWellFormed != false, "a provenance with invalid hashes");
        bool regression = info.Task == LearningTask.Regression;
        Need(regression == (info.TargetScaler is not null), $"a {(regression ? "regression without" : "classification with")} a scaler of targets");
        if (info.Task != LearningTask.Classification)
        {
            Need(info.ClassNames.Count == 0, "a regression with classes");
            DatasetChecks.Names(info.TargetNames, spec.Outputs, "target", nameof(info));
            Need((info.TargetScaler?.Columns ?? spec.Outputs) == spec.Outputs, $"a scaler of {info.TargetScaler?.Columns} targets for {spec.Outputs} outputs");
            Need(regression || spec.OutputLayer.Activation is Sigmoid, "labels without sigmoid outputs");
        }
        else
        {
            int classes = info.ClassNames.Count;
            DatasetChecks.Names(info.ClassNames, classes, "class", nameof(info));
            bool single = spec.Outputs == 1 && classes == 2 && spec.OutputLayer.Activation is not Softmax;
            Need(info.TargetNames.Count == 0, "a classification with targets");
            Need(single || (classes >= 2 && classes == spec.Outputs), $"{classes} classes for {spec.Outputs} outputs");
        }

        for (int i = 0; i < info.History.Count; i++)
            Need(info.History[i].Epoch > (i == 0 ? -1 : info.History[i - 1].Epoch), "a history whose epochs do not ascend");
        int[] evaluations = [.. info.History.Select(record => record.Evaluations ?? 0)];
        Need(evaluations.Prepend(0).Zip(evaluations).All(pair => pair.First <= pair.Second), "a history whose evaluations descend");
        Need(info.History.Count == 0 || info.History.Any(record => record.Epoch == info.ChosenEpoch), $"a chosen epoch {info.ChosenEpoch} that is not in the history");
    }

    private static void Columns(NetworkSpec spec, ModelInfo info)
    {
        Need(info.Scaler.Columns == spec.Inputs, $"a scaler of {info.Scaler.Columns} columns for {spec.Inputs} inputs");
        Need((info.Schema is null) == (info.Encodings is null), "a schema without encodings, or encodings without a schema");
        Need(info.Schema?.Names.SequenceEqual(info.FeatureNames, StringComparer.Ordinal) != false, "a schema of other names than the features");
        bool named = info.TargetColumns is null || info.Task == LearningTask.Classification
            || info.TargetColumns.Select(column => column.Name).SequenceEqual(info.TargetNames, StringComparer.Ordinal);
        Need(named, "target columns of other names than the targets");
    }

    private static void Need(bool holds, string otherwise)
    {
        if (!holds)
            throw new InvalidDataException(otherwise);
    }
}
