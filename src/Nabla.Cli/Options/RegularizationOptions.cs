using System.CommandLine;
using System.Globalization;
using Nabla.Descriptions;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Training;

namespace Nabla.Cli.Options;

/// <summary>What keeps a network from overfitting.</summary>
internal sealed class RegularizationOptions
{
    private readonly Option<ValueList<double>?> dropout = Define.Option<ValueList<double>?>(
        "--dropout", "P[,P…]", "probability of leaving out a hidden unit, one for all hidden layers or one for each (default 0)", ParseProbabilities);

    private readonly Option<double?> inputDropout = Define.Option(
        "--input-dropout", "P", "probability of leaving out an input (default 0)", Define.Fraction);

    private readonly Option<double?> inputNoise = Define.Option(
        "--input-noise", "SD", "standard deviation of normal noise on scaled features (default 0)", Define.NotNegative);

    private readonly Option<double?> labelSmoothing = Define.Option(
        "--label-smoothing", "S", "part of each target that is spread over all classes (default 0)", Define.Fraction);

    private readonly Option<Normalization?> normalization = Define.Choice(
        "--normalization", "normalization of the hidden layers (default none)", ("none", Normalization.None), ("batch", Normalization.Batch), ("layer", Normalization.Layer));

    private readonly Option<double?> weightDecay = Define.Option(
        "--weight-decay", "LAMBDA", "weight decay, decoupled from the gradient, with a first-order optimizer (default 0)", Define.NotNegative);

    private readonly Option<bool> decayAll = Define.Flag("--decay-all", "decay all parameters but biases, each by the square of its rate factor; without it weights alone decay");

    private readonly Option<double?> maxNorm = Define.Option(
        "--max-norm", "C", "largest norm of the weights into a unit (default no limit)", Define.Positive);

    private readonly Option<ClassWeights?> classWeight = Define.Option<ClassWeights?>(
        "--class-weight", "balanced|W,W…", "weights of the classes: balanced gives each class the same total, or a weight for each (default 1 for each example)", ClassWeights.Parse);

    private readonly Option<bool> earlyStopping = Define.Flag(
        "--early-stopping", "stop when the validation loss no longer improves, and go back to its best (default with a validation part)");

    /// <summary>Whether the command line says something of early stopping.</summary>
    public bool SaysEarlyStopping(ParseResult parsed) => parsed.GetValue(this.earlyStopping) || parsed.GetValue(this.noEarlyStopping);

    private readonly Option<bool> noEarlyStopping = Define.Flag("--no-early-stopping", "train all epochs, whatever the validation loss does");

    private readonly Option<int?> patience = Define.Option(
        "--patience", "N", "epochs without improvement before early stopping stops (default 10, or as many as make 500 steps)", text => Define.WholeNumber(text, 1));

    private readonly Option<ValidationMeasure?> judgeBy = Define.Choice(
        "--judge-by", "score that chooses the best epoch (default loss)", ("loss", ValidationMeasure.Loss), ("accuracy", ValidationMeasure.Accuracy));

    private readonly Option<bool> lastBest = Define.Flag("--last-best", "of equally good epochs take the last, not the first");

    private readonly Option<double?> minChange = Define.Option(
        "--min-change", "X", "smallest decrease of the validation loss that counts as an improvement (default 0)", Define.NotNegative);

    /// <summary>The options as help shows them.</summary>
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

    /// <summary>The settings with what the command line says.</summary>
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
