using System.Globalization;
using Nabla.Data;
using Nabla.Descriptions;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Optimization;
using Nabla.Training;

namespace Nabla.Studio;

/// <summary>An option of <c>nabla train</c> that the Studio supports.</summary>
/// <param name="Name">The name, without hyphens.</param>
/// <param name="Set">Returns settings with the option set to a value; null for an option of the data or its parts.</param>
internal sealed record StudioOption(string Name, Func<MlpSettings, string, MlpSettings>? Set = null)
{
    /// <summary>Whether the option takes no value.</summary>
    public bool IsFlag { get; init; }

    /// <summary>All options, in command-line order.</summary>
    public static IReadOnlyList<StudioOption> All { get; } =
    [
        new("target"), new("task"), new("ignore"), new("numeric"), new("categorical"),
        new("rows"), new("noise"), new("factor"),
        OfNetwork("hidden", (network, text) => network with { HiddenLayers = Sizes(text) }),
        OfNetwork("activation", (network, text) => text.Split(',') is [var one]
            ? network with { Activation = Activation.All.Parse(one), LayerActivations = null }
            : network with { LayerActivations = [.. text.Split(',').Select(Activation.All.Parse)] }),
        OfNetwork("dropout", (network, text) => network with { Dropout = [.. text.Split(',').Select(OptionText.Fraction)] }),
        OfNetwork("normalization", (network, text) => network with { Normalization = Choice<Normalization>(text) }),
        OfNetwork("output-activation", (network, text) => network with { OutputActivation = Activation.All.Parse(text) }),
        OfNetwork("loss", (network, text) => network with { Loss = Loss.All.Parse(text) }),
        OfNetwork("reduction", (network, text) => network with { Reduction = Choice<Reduction>(text) }),
        OfNetwork("label-smoothing", (network, text) => network with { LabelSmoothing = OptionText.Fraction(text) }),
        OfNetwork("init", (network, text) => network with { WeightInitializer = Initializer.All.Parse(text) }),
        OfNetwork("bias-init", (network, text) => network with { BiasInitializer = Initializer.All.Parse(text) }),
        OfNetwork("no-bias", (network, _) => network with { Bias = false }) with { IsFlag = true },
        OfNetwork("l1", (network, text) => network with { L1 = OptionText.NotNegative(text) }),
        OfNetwork("l2", (network, text) => network with { L2 = OptionText.NotNegative(text) }),
        new("scale", (settings, text) => settings with { Preprocessing = settings.Preprocessing with { Scaling = Choice<ScalerMethod>(text) } }),
        new("target-scale", (settings, text) => settings with { Preprocessing = settings.Preprocessing with { TargetScale = OptionText.Positive(text) } }),
        OfTraining("optimizer", (training, text) => training with { Optimizer = Optimizer.Parse(text) }),
        OfTraining("learning-rate", (training, text) => training with { LearningRate = OptionText.Positive(text) }),
        OfTraining("schedule", (training, text) => training with { Schedule = Schedule.Parse(text) }),
        OfTraining("clip-norm", (training, text) => training with { ClipNorm = OptionText.Positive(text) }),
        OfTraining("weight-decay", (training, text) => training with { WeightDecay = OptionText.NotNegative(text) }),
        OfTraining("batch-size", (training, text) => training with { BatchSize = text == "full" ? null : Whole(text, 1) }),
        OfTraining("epochs", (training, text) => training with { Epochs = Whole(text, 0) }),
        OfTraining("early-stopping", (training, _) => training with { EarlyStopping = true }) with { IsFlag = true },
        OfTraining("no-early-stopping", (training, _) => training with { EarlyStopping = false }) with { IsFlag = true },
        OfTraining("patience", (training, text) => training with { Patience = Whole(text, 1) }),
        new("class-weight", (settings, text) => settings with { ClassWeights = ClassWeights.Parse(text) }),
        new("precision", (settings, text) => settings with
        {
            Precision = text switch { "float" => Precision.Single, "double" => Precision.Double, _ => throw new FormatException($"'{text}' is none of float, double") },
        }),
        new("validation-size"), new("test-size"),
        new("seed", (settings, text) => settings with { Seed = Seed(text) }),
    ];

    /// <summary>Finds an option by its name.</summary>
    /// <exception cref="FormatException">There is no such option.</exception>
    public static StudioOption Find(string name)
        => All.FirstOrDefault(option => option.Name == name) ?? throw new FormatException($"there is no option '{name}' in the Studio");

    /// <summary>Reads a whole number of at least <paramref name="least"/>.</summary>
    public static int Whole(string text, int least)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= least
            ? value
            : throw new FormatException($"'{text}' is not a whole number of {least} or more");

    /// <summary>Reads the name of an enum member, written in lower case.</summary>
    public static T Choice<T>(string text)
        where T : struct, Enum
        => Enum.TryParse(text, ignoreCase: true, out T value) && !char.IsAsciiDigit(text[0])
            ? value
            : throw new FormatException($"'{text}' is none of {string.Join(", ", Enum.GetNames<T>().Select(name => name.ToLowerInvariant()))}");

    private static StudioOption OfNetwork(string name, Func<NetworkSettings, string, NetworkSettings> set)
        => new(name, (settings, text) => settings with { Network = set(settings.Network, text) });

    private static StudioOption OfTraining(string name, Func<TrainingSettings, string, TrainingSettings> set)
        => new(name, (settings, text) => settings with { Training = set(settings.Training, text) });

    private static ulong Seed(string text)
        => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value) ? value : throw new FormatException($"'{text}' is not a whole number of 0 or more");

    private static ValueList<int> Sizes(string text) => text.Trim().Length == 0 ? [] : [.. text.Split(',').Select(size => Whole(size.Trim(), 1))];
}
