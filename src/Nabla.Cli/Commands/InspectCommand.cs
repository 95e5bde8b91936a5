using System.CommandLine;
using System.Globalization;
using Nabla.Cli.Output;
using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Optimization;

namespace Nabla.Cli.Commands;

/// <summary><c>nabla inspect</c>.</summary>
internal sealed class InspectCommand : NablaSubcommand
{
    private readonly Streams streams;
    private readonly ModelArgument model = new();

    public InspectCommand(Streams streams)
        : base(
            "inspect",
            "Show what is in a model file: layers, parameters, settings, scaler, classes, scores.",
            new Example("nabla inspect digits.safetensors", "what was trained, on what, and how well it did"))
    {
        this.streams = streams;
        this.Add(this.model);
    }

    /// <inheritdoc/>
    protected override int Run(ParseResult parsed)
    {
        Model loaded = this.model.Load(parsed);
        TextWriter writer = this.streams.Out;
        foreach ((string name, string value) in Facts(loaded))
            writer.WriteLine($"{name,-12} {value}");
        writer.WriteLine();
        Layers(loaded).Write(this.streams);
        PartScores scores = loaded.Info.Scores;
        if (scores is { Training: null, Validation: null, Test: null })
            return 0;
        writer.WriteLine();
        Texts.Scores(loaded.Task, ("train", null, scores.Training), ("validation", null, scores.Validation), ("test", null, scores.Test)).Write(this.streams);
        return 0;
    }

    private static IEnumerable<(string Name, string Value)> Facts(Model model)
    {
        (ModelInfo info, MlpSettings settings) = (model.Info, model.Info.Settings);
        bool classes = model.Task == LearningTask.Classification;
        yield return ("data", $"{info.DataName}, a {model.Task.ToString().ToLowerInvariant()}");
        yield return ("features", Names(info.FeatureNames));
        yield return classes ? ("classes", Names(info.ClassNames)) : ("targets", Names(info.TargetNames));
        yield return ("network", $"{Texts.Network(model.Network)}, {Texts.Count(model.ParameterCount, "parameter")}");
        yield return ("precision", model.Precision == Precision.Double ? "double" : "float");
        yield return ("scaler", info.Scaler.Method.ToString().ToLowerInvariant());
        yield return ("penalties", model.Network.Penalties.Count == 0 ? "none" : string.Join(", ", model.Network.Penalties));
        yield return ("solver", $"{settings.Solver}, learning rate {settings.EffectiveLearningRate}");
        yield return ("batches", settings.BatchSize is { } size ? $"of {Texts.Count(size, "example")}" : "of all examples");
        yield return ("seed", settings.Seed.ToString(CultureInfo.InvariantCulture));
        if (info.History.Count > 0)
            yield return ("epochs", $"{Texts.Count(info.History[^1].Epoch)} of {Texts.Count(settings.Epochs!.Value)}, the model is that of epoch {info.ChosenEpoch}: {info.Stop.Message()}");
    }

    private static Table Layers(Model model)
    {
        var table = new Table("layer", "units", "activation", "weights", "biases", "weights start as", "biases start as");
        for (int l = 0; l < model.Network.Layers.Count; l++)
        {
            LayerSpec layer = model.Network.Layers[l];
            table.Add(
                (l + 1).ToString(CultureInfo.InvariantCulture),
                layer.Units.ToString(CultureInfo.InvariantCulture),
                layer.Activation.ToString(),
                $"{model.Network.Sizes[l]} × {layer.Units}",
                layer.Bias ? layer.Units.ToString(CultureInfo.InvariantCulture) : "none",
                (layer.WeightInitializer ?? layer.Activation.DefaultInitializer).ToString(),
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
