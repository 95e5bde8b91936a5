using System.CommandLine;
using System.Globalization;
using Nabla.Descriptions;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Training;

namespace Nabla.Cli.Options;

/// <summary>Options against overfitting.</summary>
internal sealed class RegularizationOptions
{
    private readonly Option<ValueList<double>?> dropout = Define.Option<ValueList<double>?>(
        "--dropout", "P[,P…]", "dropout probability of hidden units, one for all hidden layers or one per layer (default 0)", ParseProbabilities);

    private readonly Option<double?> inputDropout = Define.Option(
        "--input-dropout", "P", "dropout probability of inputs (default 0)", Define.Fraction);

    private readonly Option<double?> inputNoise = Define.Option(
        "--input-noise", "SD", "standard deviation of Gaussian noise added to the scaled features (default 0)", Define.NotNegative);

    private readonly Option<double?> labelSmoothing = Define.Option(
        "--label-smoothing", "S", "label smoothing: fraction of each target spread over all classes (default 0)", Define.Fraction);

    private readonly Option<Normalization?> normalization = Define.Choice(
        "--normalization", "normalization of the hidden layers (default none)", ("none", Normalization.None), ("batch", Normalization.Batch), ("layer", Normalization.Layer));

    private readonly Option<double?> weightDecay = Define.Option(
        "--weight-decay", "LAMBDA", "decoupled weight decay, with a first-order optimizer (default 0)", Define.NotNegative);

    private readonly Option<bool> decayAll = Define.Flag("--decay-all", "apply weight decay to all parameters except biases, by the square of the learning rate factor (default: only weights)");

    private readonly Option<double?> maxNorm = Define.Option(
        "--max-norm", "C", "maximum norm of the weights into a unit (default no limit)", Define.Positive);

    private readonly Option<ClassWeights?> classWeight = Define.Option<ClassWeights?>(
        "--class-weight", "balanced|W,W…", "class weights: balanced gives all classes the same total weight, or one weight per class (default: all examples have weight 1)", ClassWeights.Parse);

    private readonly Option<bool> earlyStopping = Define.Flag(
        "--early-stopping", "stop when the validation loss no longer improves, and restore the best epoch (default with a validation part)");

    /// <summary>Whether an option for early stopping is given.</summary>
    public bool SaysEarlyStopping(ParseResult parsed) => parsed.GetValue(this.earlyStopping) || parsed.GetValue(this.noEarlyStopping);

    private readonly Option<bool> noEarlyStopping = Define.Flag("--no-early-stopping", "train all epochs, regardless of the validation loss");

    private readonly Option<int?> patience = Define.Option(
        "--patience", "N", "epochs without improvement before early stopping (default 10, or enough for 500 steps)", text => Define.WholeNumber(text, 1));

    private readonly Option<ValidationMeasure?> judgeBy = Define.Choice(
        "--judge-by", "score used to choose the best epoch (default loss)", ("loss", ValidationMeasure.Loss), ("accuracy", ValidationMeasure.Accuracy));

    private readonly Option<bool> lastBest = Define.Flag("--last-best", "choose the last of equally good epochs instead of the first");

    private readonly Option<double?> minChange = Define.Option(
        "--min-change", "X", "minimum decrease of the validation loss that counts as an improvement (default 0)", Define.NotNegative);

    /// <summary>The options, grouped as in help.</summary>
    public OptionGroup Group => new(
        "Regularization",
        this.dropout,
        this.inputDropout,
        this.inputNoise,
        this.labelSmoothing,
        this.normalization,
        this.weightDecay,
        this.decayAll,
        this.maxNorm,
        this.classWeight,
        this.earlyStopping,
        this.noEarlyStopping,
        this.patience,
        this.judgeBy,
        this.lastBest,
        this.minChange);

    /// <summary>The settings with the options of the command line applied.</summary>
    public MlpSettings Apply(ParseResult parsed, MlpSettings settings)
    {
        (bool on, bool off) = (parsed.GetValue(this.earlyStopping), parsed.GetValue(this.noEarlyStopping));
        if (on && off)
            throw new ArgumentException("options '--early-stopping' and '--no-early-stopping' exclude each other");
        if (parsed.HasAny(this.Group.Options))
            settings = DefaultRecipe.Without(settings);
        (NetworkSettings network, TrainingSettings training) = (settings.Network, settings.Training);
        return settings with
        {
            Network = network with
            {
                Dropout = parsed.GetValue(this.dropout) ?? network.Dropout,
                InputDropout = parsed.GetValue(this.inputDropout) ?? network.InputDropout,
                InputNoise = parsed.GetValue(this.inputNoise) ?? network.InputNoise,
                LabelSmoothing = parsed.GetValue(this.labelSmoothing) ?? network.LabelSmoothing,
                Normalization = parsed.GetValue(this.normalization) ?? network.Normalization,
            },
            Training = training with
            {
                WeightDecay = parsed.GetValue(this.weightDecay) ?? training.WeightDecay,
                MaxNorm = parsed.GetValue(this.maxNorm) ?? training.MaxNorm,
                EarlyStopping = on ? true : off ? false : training.EarlyStopping,
                Patience = parsed.GetValue(this.patience) ?? training.Patience,
                DecayAll = training.DecayAll || parsed.GetValue(this.decayAll),
                JudgeBy = parsed.GetValue(this.judgeBy) ?? training.JudgeBy,
                LastBest = training.LastBest || parsed.GetValue(this.lastBest),
                MinChange = parsed.GetValue(this.minChange) ?? training.MinChange,
            },
            ClassWeights = parsed.GetValue(this.classWeight) ?? settings.ClassWeights,
        };
    }

    private static ValueList<double> ParseProbabilities(string text)
    {
        double[] probabilities = [.. text.Split(',').Select(part => double.TryParse(part, CultureInfo.InvariantCulture, out double p) && p is >= 0 and < 1
            ? p
            : throw new FormatException($"'{part}' is not a probability from 0 to below 1"))];
        return ValueList.Create<double>(probabilities);
    }
}
