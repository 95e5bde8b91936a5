using System.CommandLine;
using System.Globalization;
using Nabla.Data;
using Nabla.Descriptions;
using Nabla.Models;
using Nabla.Networks;

namespace Nabla.Cli.Options;

/// <summary>Options of the network and its cost, shared by training and the gradient check.</summary>
internal sealed class NetworkOptions
{
    private static readonly MlpSettings Default = new();

    private readonly Option<ValueList<int>?> hidden = Define.Option<ValueList<int>?>(
        "--hidden", "SIZES", $"sizes of the hidden layers, such as 64,32; \"\" for a linear model (default 64,64, or 64 if other network or regularization options are given)", ParseSizes);

    private readonly Option<ValueList<Activation>?> activation = Define.Option<ValueList<Activation>?>(
        "--activation", "NAME[,NAME…]", $"activation of the hidden layers, one for all or one per layer (default {Default.Network.Activation})", text => [.. text.Split(',').Select(Activation.All.Parse)])
        .Offering(context => Completions.Of(Activation.All, context));

    private readonly Option<bool> mixedActivation = Define.Flag("--mixed-activation", "learn a mix of activation and identity for each hidden unit");

    private readonly Option<bool> ntk = Define.Flag("--ntk", "divide the inputs of each dense layer by the square root of their number; initial weights from N(0, 1) (NTK parametrization)");

    private readonly Option<bool> residual = Define.Flag("--residual", "add the inputs of each hidden layer except the first to its outputs; all hidden layers must have the same width");

    private readonly Option<ValueList<LayerSpec>?> layers = Define.Option<ValueList<LayerSpec>?>(
        "--layers", "JSON", "all layers except the output, written as in a model file; replaces --hidden and the options for its layers; best given in --config", text => LayerJson.Parse(text));

    private readonly Option<bool> featureScale = Define.Flag("--feature-scale", "learn a scale factor for each input");

    private readonly Option<NumberEmbedding?> numberEmbedding = Define.Named(
        "--number-embedding", "embedding of each numeric feature before the first layer (default none)", () => NumberEmbedding.All);

    private readonly Option<ValueList<CategoryEmbedding>?> embed = Define.Option<ValueList<CategoryEmbedding>?>(
        "--embed", "COLUMNS[:SIZE]", "categories to embed as learned vectors, such as city,brand:8", text => [.. OptionText.Names(text).Select(CategoryEmbedding.Parse)])
        .Offering(Completions.Columns);

    private readonly Option<Activation?> outputActivation = Define.Named(
        "--output-activation", "activation of the output layer (default: by loss and task)", () => Activation.All);

    private readonly Option<Loss?> loss = Define.Named(
        "--loss", "loss function (default: by output activation and task)", () => Loss.All);

    private readonly Option<Reduction?> reduction = Define.Choice(
        "--reduction", "whether the cost is the mean or the sum over examples (default mean)", ("mean", Reduction.Mean), ("sum", Reduction.Sum));

    private readonly Option<Initializer?> init = Define.Named(
        "--init", "initializer of weights (default: by the layer's activation)", () => Initializer.All);

    private readonly Option<Initializer?> biasInit = Define.Named(
        "--bias-init", "initializer of biases (default zeros)", () => Initializer.All);

    private readonly Option<bool> noBias = Define.Flag("--no-bias", "layers without biases");

    private readonly Option<double?> l1 = Define.Option("--l1", "LAMBDA", "L1 penalty on weights (default 0)", Define.NotNegative);

    private readonly Option<double?> l2 = Define.Option("--l2", "LAMBDA", "L2 penalty on weights (default 0)", Define.NotNegative);

    private readonly Option<ClipMargin?> clipRange = Define.Option<ClipMargin?>(
        "--clip-range", "MARGIN|off", "how far a value may lie outside its training range, as a fraction of the range; values beyond are clipped (default 0.25)", ParseMargin);

    private readonly Option<ScalerMethod?> scale = Define.Choice(
        "--scale",
        "scaling of the features (default standard)",
        ("standard", ScalerMethod.Standard),
        ("minmax", ScalerMethod.MinMax),
        ("maxabs", ScalerMethod.MaxAbs),
        ("robust", ScalerMethod.Robust),
        ("robust-clip", ScalerMethod.RobustClip),
        ("quantile", ScalerMethod.Quantile),
        ("none", ScalerMethod.None));

    private readonly Option<double?> targetScale = Define.Option(
        "--target-scale", "X", "divide regression targets by this number for training, such as 100 for scores predicted by a sigmoid (default: by the output activation)", Define.Positive);

    private readonly Option<int?> maxLevels = Define.Option(
        "--max-levels", "N", "maximum number of levels of a category with a feature each; rarer levels share one (default 64)", text => Define.WholeNumber(text, 1));

    private readonly Option<EmbedBeyond?> embedBeyond = Define.Option<EmbedBeyond?>(
        "--embed-beyond", "LEVELS[:SIZE]", "embed categories with more levels than this, such as 8:8 (default none)", text => EmbedBeyond.Parse(text));

    private readonly Option<bool> twoLevelsAsOne = Define.Flag("--two-levels-as-one", "encode a category with two levels as one feature, 1 and -1, instead of two features");

    private readonly Option<bool> clampPredictions = Define.Flag("--clamp-predictions", "clip regression predictions to the range of the training targets");

    private readonly Option<MissingCategory?> missingCategories = Define.Choice(
        "--missing-categories",
        "replacement of a missing category (default: a separate level)",
        ("own-level", MissingCategory.OwnLevel),
        ("most-frequent", MissingCategory.MostFrequent));

    private readonly Option<int?> missingIndicators = Define.Option(
        "--missing-indicators", "N", "add a missing-value indicator for columns of numbers or dates with at least N missing values (default 30, or 1 if network or regularization options are given)", text => Define.WholeNumber(text, 1));

    /// <summary>The options, grouped as in help.</summary>
    public OptionGroup Group => new("Network", [.. this.OfNetwork, .. this.OfColumns])
    {
        Names = () => [OptionGroup.NamesOf(Activation.All), OptionGroup.NamesOf(Loss.All), OptionGroup.NamesOf(Initializer.All)],
    };

    private Option[] OfNetwork =>
    [
        this.hidden,
        this.activation,
        this.mixedActivation,
        this.ntk,
        this.residual,
        this.layers,
        this.outputActivation,
        this.loss,
        this.reduction,
        this.init,
        this.biasInit,
        this.noBias,
        this.l1,
        this.l2,
        this.featureScale,
        this.numberEmbedding,
    ];

    private Option[] OfColumns =>
    [
        this.embed,
        this.embedBeyond,
        this.twoLevelsAsOne,
        this.scale,
        this.targetScale,
        this.clampPredictions,
        this.clipRange,
        this.maxLevels,
        this.missingCategories,
        this.missingIndicators,
    ];

    /// <summary>The settings with the options of the command line applied.</summary>
    public MlpSettings Apply(ParseResult parsed, MlpSettings settings)
    {
        if (parsed.HasAny(this.OfNetwork))
            settings = DefaultRecipe.Without(settings);
        NetworkSettings network = this.WithActivations(parsed, settings.Network);
        if (parsed.GetValue(this.hidden) is { } sizes)
            network = network with { HiddenLayers = sizes };
        PreprocessingSettings preprocessing = settings.Preprocessing;
        return settings with
        {
            Network = network with
            {
                Layers = parsed.GetValue(this.layers) ?? network.Layers,
                MixedActivation = network.MixedActivation || parsed.GetValue(this.mixedActivation),
                Ntk = network.Ntk || parsed.GetValue(this.ntk),
                Residual = network.Residual || parsed.GetValue(this.residual),
                FeatureScale = network.FeatureScale || parsed.GetValue(this.featureScale),
                NumberEmbedding = parsed.GetValue(this.numberEmbedding) ?? network.NumberEmbedding,
                OutputActivation = parsed.GetValue(this.outputActivation) ?? network.OutputActivation,
                Loss = parsed.GetValue(this.loss) ?? network.Loss,
                Reduction = parsed.GetValue(this.reduction) ?? network.Reduction,
                WeightInitializer = parsed.GetValue(this.init) ?? network.WeightInitializer,
                BiasInitializer = parsed.GetValue(this.biasInit) ?? network.BiasInitializer,
                Bias = network.Bias && !parsed.GetValue(this.noBias),
                L1 = parsed.GetValue(this.l1) ?? network.L1,
                L2 = parsed.GetValue(this.l2) ?? network.L2,
            },
            Preprocessing = preprocessing with
            {
                Scaling = parsed.GetValue(this.scale) ?? preprocessing.Scaling,
                TargetScale = parsed.GetValue(this.targetScale) ?? preprocessing.TargetScale,
                ClipRange = parsed.GetValue(this.clipRange) is { } margin ? margin.Part : preprocessing.ClipRange,
                MaxLevels = parsed.GetValue(this.maxLevels) ?? preprocessing.MaxLevels,
                Embeddings = parsed.GetValue(this.embed) ?? preprocessing.Embeddings,
                EmbedBeyond = parsed.GetValue(this.embedBeyond) ?? preprocessing.EmbedBeyond,
                TwoLevelsAsOne = preprocessing.TwoLevelsAsOne || parsed.GetValue(this.twoLevelsAsOne),
                ClampPredictions = preprocessing.ClampPredictions || parsed.GetValue(this.clampPredictions),
                MissingCategories = parsed.GetValue(this.missingCategories) ?? preprocessing.MissingCategories,
                MissingIndicatorRows = parsed.GetValue(this.missingIndicators) ?? preprocessing.MissingIndicatorRows,
            },
        };
    }

    private NetworkSettings WithActivations(ParseResult parsed, NetworkSettings network) => parsed.GetValue(this.activation) switch
    {
        null => network,
        [var one] => network with { Activation = one, LayerActivations = null },
        var each => network with { LayerActivations = each },
    };

    private static ValueList<int> ParseSizes(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return [];
        int[] sizes = [.. text.Split(',').Select(size => int.TryParse(size, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out int value) && value > 0
            ? value
            : throw new FormatException($"'{size}' is not a size: expected whole numbers of 1 or more, as in 64,32"))];
        return ValueList.Create<int>(sizes);
    }

    private static ClipMargin? ParseMargin(string text) => new(text == "off" ? null : Define.NotNegative(text));

    // Null is also a valid margin: no limit.
    private sealed record ClipMargin(double? Part);
}
