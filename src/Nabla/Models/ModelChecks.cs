using Nabla.Data;
using Nabla.Networks;

namespace Nabla.Models;

/// <summary>Whether the parts of a model that came from a file fit together.</summary>
internal static class ModelChecks
{
    /// <summary>Refuses a network that has not just the numbers that stand in the file, before memory is taken for them.</summary>
    /// <exception cref="InvalidDataException">It has more or fewer.</exception>
    public static void Size(NetworkSpec spec, long numbers)
    {
        long left = numbers, inputs = spec.Inputs;
        foreach (LayerSpec layer in spec.Layers)
        {
            left -= (inputs + (layer.Bias ? 1 : 0)) * layer.Units;
            if (left < 0)
                break;
            inputs = layer.Units;
        }

        if (left != 0)
            throw new InvalidDataException($"the network {string.Join("-", spec.Sizes.Take(12))} has {(left < 0 ? "more" : "fewer")} parameters than the {numbers} in the file");
    }

    /// <summary>Refuses tensors that are not those of the network by name and shape.</summary>
    /// <exception cref="InvalidDataException">One is missing or of another shape.</exception>
    public static void Shapes(IReadOnlyList<ParameterSlice> slices, IReadOnlyDictionary<string, TensorEntry> tensors)
    {
        foreach (ParameterSlice slice in slices)
        {
            if (!tensors.TryGetValue(slice.Name, out TensorEntry? tensor))
                throw new InvalidDataException($"tensor '{slice.Name}' is missing");
            long[] wanted = slice.Shape();
            if (!tensor.Shape.SequenceEqual(wanted))
                throw new InvalidDataException($"tensor '{slice.Name}' is [{string.Join(", ", tensor.Shape)}], the network wants [{string.Join(", ", wanted)}]");
        }

        if (tensors.Count != slices.Count)
            throw new InvalidDataException($"{tensors.Count} tensors, the network wants {slices.Count}");
    }

    /// <summary>Refuses features, classes, targets, scalers and history that do not go with the network.</summary>
    /// <exception cref="InvalidDataException">They do not.</exception>
    public static void Info(NetworkSpec spec, ModelInfo info)
    {
        Names(info.FeatureNames, "feature");
        Names(info.ClassNames, "class");
        Names(info.TargetNames, "target");
        Need(info.FeatureNames.Count == spec.Inputs, $"{info.FeatureNames.Count} feature names for {spec.Inputs} inputs");
        Need(info.Scaler.Columns == spec.Inputs, $"a scaler of {info.Scaler.Columns} columns for {spec.Inputs} inputs");
        bool regression = info.Task == LearningTask.Regression;
        Need(regression == (info.TargetScaler is not null), $"a {(regression ? "regression without" : "classification with")} a scaler of targets");
        if (info.TargetScaler is { } scaler)
        {
            Need(info.ClassNames.Count == 0, "a regression with classes");
            Need(info.TargetNames.Count == spec.Outputs, $"{info.TargetNames.Count} targets for {spec.Outputs} outputs");
            Need(scaler.Columns == spec.Outputs, $"a scaler of {scaler.Columns} targets for {spec.Outputs} outputs");
        }
        else
        {
            int classes = info.ClassNames.Count;
            bool single = spec.Outputs == 1 && classes is 1 or 2 && spec.Layers[^1].Activation is not Softmax;
            Need(info.TargetNames.Count == 0, "a classification with targets");
            Need(single || classes == spec.Outputs, $"{classes} classes for {spec.Outputs} outputs");
        }

        for (int i = 0; i < info.History.Count; i++)
            Need(info.History[i].Epoch > (i == 0 ? -1 : info.History[i - 1].Epoch), "a history whose epochs do not ascend");
        Need(info.History.Count == 0 || info.History.Any(record => record.Epoch == info.ChosenEpoch), $"a chosen epoch {info.ChosenEpoch} that is not in the history");
    }

    private static void Names(IReadOnlyList<string> names, string what)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string? name in names)
            Need(name is not null && seen.Add(name), $"{what} name '{name}' stands twice or is none");
    }

    private static void Need(bool holds, string otherwise)
    {
        if (!holds)
            throw new InvalidDataException(otherwise);
    }
}
