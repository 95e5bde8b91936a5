using System.Globalization;
using Nabla.Cli.Output;
using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Optimization;

namespace Nabla.Cli.Inspecting;

/// <summary>What is in a model file, for a person.</summary>
internal static class InspectionText
{
    /// <summary>Writes facts, layers and scores.</summary>
    public static void Write(Model model, Streams streams)
    {
        foreach ((string name, string value) in Facts(model))
            streams.Out.WriteLine($"{name,-12} {value}");
        streams.Out.WriteLine();
        if (!model.Preprocessor.IsPlain)
        {
            Columns(model.Preprocessor).Write(streams);
            streams.Out.WriteLine();
        }

        Layers(model).Write(streams);
        PartScores scores = model.Info.Scores;
        if (scores is { Training: null, Validation: null, Test: null })
            return;
        streams.Out.WriteLine();
        Texts.Scores(model.Task, ("train", null, scores.Training), ("validation", null, scores.Validation), ("test", null, scores.Test)).Write(streams);
    }

    private static IEnumerable<(string Name, string Value)> Facts(Model model)
    {
        (ModelInfo info, MlpSettings settings) = (model.Info, model.Info.Settings);
        string[] regularizers = [.. Regularizers.Of(settings, info.Scores.Validation is not null).Select(one => $"{one.Name} {one.Value}")];
        yield return ("data", $"{info.DataName} ({Texts.Task(model.Task)})");
        yield return (model.Preprocessor.IsPlain ? "features" : "columns", Names(info.FeatureNames));
        yield return model.Task switch
        {
            LearningTask.Classification => ("classes", Names(info.ClassNames)),
            LearningTask.MultiLabel => ("labels", Names(info.TargetNames)),
            _ => ("targets", Names(info.TargetNames)),
        };
        if (model.Task == LearningTask.Classification && model.Target is { } target)
            yield return ("target", Names(target.Names));
        yield return ("network", $"{Texts.Network(model.Network)}, {Texts.Count(model.ParameterCount, "parameter")}");
        yield return ("precision", Texts.Precision(model.Precision));
        yield return ("scaler", info.Scaler.Method.ToString().ToLowerInvariant());
        yield return ("regularizers", regularizers.Length == 0 ? "none" : string.Join(", ", regularizers));
        bool byBatch = settings.Optimizer is UpdateRule;
        yield return ("optimizer", byBatch ? $"{settings.Optimizer}, learning rate {settings.EffectiveLearningRate}" : $"{settings.Optimizer}");
        yield return ("batches", byBatch && settings.BatchSize is { } size ? $"of {Texts.Count(size, "example")}" : "of all examples");
        yield return ("seed", settings.Seed.ToString(CultureInfo.InvariantCulture));
        if (info.Split is { } split)
            yield return ("parts", FormattableString.Invariant($"{split.ValidationFraction} for validation and {split.TestFraction} for test, of {Texts.Count(split.Rows, "row")}"));
        if (info.History.Count > 0)
            yield return ("epochs", $"{Texts.Count(info.History[^1].Epoch)} of {Texts.Count(settings.Epochs!.Value)}, the model is that of epoch {info.ChosenEpoch}: {info.Stop.Message()}");
        yield return ("version", $"Nabla {info.LibraryVersion}");
        if (info.Provenance is not { } provenance)
            yield break;
        string start = provenance.StartingModel is { } hash ? $", the model gone on from SHA-256 {Short(hash)}" : string.Empty;
        yield return ("made from", $"training rows SHA-256 {Short(provenance.Training.Sha256)}, settings SHA-256 {Short(provenance.SettingsSha256 ?? "none")}{start}");
        yield return ("parameters", $"SHA-256 {Short(provenance.ParametersSha256)}");
        yield return ("verifiable", provenance.Repeatable ? "yes, by 'nabla verify' and the data" : $"no: {info.Stop.Message()}");
    }

    private static string Short(string hash) => $"{hash[..Math.Min(12, hash.Length)]}…";

    private static Table Columns(Preprocessor preprocessor)
    {
        var table = new Table("column", "kind", "features", "levels", "a missing value is");
        for (int i = 0; i < preprocessor.ColumnCount; i++)
        {
            var fact = ColumnFact.Of(preprocessor, i);
            table.Add(fact.Name, fact.Kind, Texts.Count(fact.Features.Count), fact.Levels is { } levels ? Texts.Count(levels) : "-", fact.Missing ?? "-");
        }

        return table;
    }

    private static Table Layers(Model model)
    {
        var table = new Table("layer", "units", "activation", "weights", "biases", "weights start as", "biases start as");
        IReadOnlyList<NumberedLayer> layers = model.Network.NumberedLayers;
        for (int l = 0; l < layers.Count; l++)
        {
            NumberedLayer layer = layers[l];
            ParameterSlice weights = model.Slices.First(slice => slice.Layer == l + 1 && slice.IsWeight);
            table.Add(
                (l + 1).ToString(CultureInfo.InvariantCulture),
                layer.Units.ToString(CultureInfo.InvariantCulture),
                layer.Activation.ToString(),
                $"{weights.Rows} × {weights.Columns}",
                layer.Bias ? layer.Units.ToString(CultureInfo.InvariantCulture) : "none",
                (layer.Dense.WeightInitializer ?? layer.Activation.DefaultInitializer).ToString(),
                layer.Bias ? layer.BiasInitializer.ToString() : "-");
        }

        return table;
    }

    private static string Names(IReadOnlyList<string> names)
    {
        const int Shown = 10;
        return names.Count <= Shown ? string.Join(", ", names) : $"{string.Join(", ", names.Take(Shown))}, … ({Texts.Count(names.Count)})";
    }
}
