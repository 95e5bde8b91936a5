using System.Globalization;
using Nabla.Data;
using Nabla.Descriptions;
using Nabla.Models;
using Nabla.Numerics;

namespace Nabla.Selection;

/// <summary>
/// The probability above which the second of two classes is predicted: a number, or the best one on rows that the model was not fitted to.
/// </summary>
public sealed record ThresholdRule
{
    private const int FoldCount = 5;

    private ThresholdRule(double? fixedValue, double falseNegative, double falsePositive, bool isBalanced)
        => (this.Fixed, this.FalseNegative, this.FalsePositive, this.IsBalanced) = (fixedValue, falseNegative, falsePositive, isBalanced);

    /// <summary>The threshold with the best balanced accuracy, the mean recall of both classes.</summary>
    public static ThresholdRule Best { get; } = new(null, 1, 1, isBalanced: true);

    /// <summary>The number; null if the threshold is chosen.</summary>
    public double? Fixed { get; }

    /// <summary>The cost of predicting the first class for a row of the second.</summary>
    public double FalseNegative { get; }

    /// <summary>The cost of predicting the second class for a row of the first.</summary>
    public double FalsePositive { get; }

    /// <summary>Whether both classes have equal weight, regardless of their rows.</summary>
    public bool IsBalanced { get; }

    /// <summary>A number above 0 and below 1.</summary>
    public static ThresholdRule At(double threshold)
        => threshold is > 0 and < 1 ? new(threshold, 1, 1, isBalanced: false) : throw new ArgumentException(FormattableString.Invariant($"a threshold of {threshold}, expected a number above 0 and below 1"), nameof(threshold));

    /// <summary>The threshold with the lowest cost of errors.</summary>
    /// <param name="falseNegative">The cost of predicting the first class for a row of the second.</param>
    /// <param name="falsePositive">The cost of predicting the second class for a row of the first.</param>
    public static ThresholdRule Cost(double falseNegative, double falsePositive)
        => falseNegative > 0 && falsePositive > 0 && double.IsFinite(falseNegative) && double.IsFinite(falsePositive)
            ? new(null, falseNegative, falsePositive, isBalanced: false)
            : throw new ArgumentException(FormattableString.Invariant($"costs of {falseNegative} and {falsePositive}, expected numbers above 0"), nameof(falseNegative));

    /// <summary>Reads <c>best</c>, a number, or costs such as <c>cost:FN=5,FP=1</c>.</summary>
    /// <exception cref="FormatException">It has none of these forms.</exception>
    public static ThresholdRule Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        const string Costs = "cost:";
        try
        {
            if (text == "best")
                return Best;
            if (Number(text) is { } value)
                return At(value);
            if (text.StartsWith(Costs, StringComparison.Ordinal))
            {
                (double? negative, double? positive) = (null, null);
                foreach (string part in text[Costs.Length..].Split(','))
                {
                    string[] sides = part.Split('=');
                    double? cost = sides.Length == 2 ? Number(sides[1]) : null;
                    if (cost is not null && sides[0].Trim() is "FN" && negative is null)
                        negative = cost;
                    else if (cost is not null && sides[0].Trim() is "FP" && positive is null)
                        positive = cost;
                    else
                        throw new FormatException($"'{part}' is not a cost: expected FN=NUMBER,FP=NUMBER");
                }

                if (negative is not null && positive is not null)
                    return Cost(negative.Value, positive.Value);
            }
        }
        catch (ArgumentException e)
        {
            throw new FormatException(Sentence.Of(e), e);
        }

        throw new FormatException($"'{text}' is not a threshold: expected best, a number above 0 and below 1, or costs as in cost:FN=5,FP=1");

        static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : null;
    }

    /// <summary>
    /// Returns the model with its threshold, chosen on the validation part, or, without one, on out-of-fold predictions of the training part.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="parts">The parts it was trained and evaluated on; its scores are updated.</param>
    /// <param name="settings">The settings of training.</param>
    /// <param name="control">Threads and cancellation.</param>
    /// <exception cref="ArgumentException">The model is not for two classes.</exception>
    public Model Apply(Model model, DataParts parts, MlpSettings settings, RunControl? control = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(settings);
        if (model.Task != LearningTask.Classification || model.ClassNames.Count != 2)
            throw new ArgumentException("a threshold is for two classes");
        int threads = (control ?? new RunControl()).ThreadCount;
        if (model.Info.HeldOutRows is not null)
            settings = settings with { Refit = null, Training = settings.Training with { Epochs = Math.Max(1, EpochsOf(model.Info)) } };
        double threshold = this.Fixed ?? (parts.Validation is { } held
            ? this.Choose(Positive(model.Predictor.Results(held.Source, threads)), held)
            : this.Choose(OutOfFold(parts.Train, settings, control, threads), parts.Train));
        return ModelScoring.WithThreshold(model, threshold, parts, threads);
    }

    // For several networks that chose, the median.
    private static int EpochsOf(ModelInfo info)
        => info.Members is { } members ? members.Select(member => member.ChosenEpoch).Order().ElementAt(members.Count / 2) : info.ChosenEpoch;

    /// <summary>Out-of-fold probabilities of the second class of each row.</summary>
    private static double[] OutOfFold(Dataset training, MlpSettings settings, RunControl? control, int threads)
    {
        var probabilities = new double[training.Rows];
        var quiet = new RunControl { Threads = threads, Cancellation = control?.Cancellation ?? default, RememberRows = false };
        settings = settings with
        {
            Training = settings.Training with { EarlyStopping = false },
            Uncertainty = settings.Uncertainty?.WithoutScores(),
        };
        foreach (Fold fold in Folds.Of(training, Math.Min(FoldCount, training.Rows), settings.Seed))
        {
            Model model = ModelTrainer.Train(new DataParts(training.SelectRows(fold.Training)), settings, quiet).Model;
            quiet.Cancellation.ThrowIfCancellationRequested();
            double[] held = Positive(model.Predictor.Results(training.SelectRows(fold.Test).Source, threads));
            for (int i = 0; i < held.Length; i++)
                probabilities[fold.Test[i]] = held[i];
        }

        return probabilities;
    }

    private static double[] Positive(Matrix<double> probabilities) => [.. Enumerable.Range(0, probabilities.Rows).Select(row => probabilities[row, 1])];

    /// <summary>The threshold with the lowest cost, midway between two probabilities; of equally good ones, the closest to ½.</summary>
    private double Choose(double[] probabilities, Dataset data)
    {
        double[] count = [0, 0];
        for (int row = 0; row < data.Rows; row++)
            count[data.Labels[row]] += data.Weights?[row] ?? 1;
        if (count[0] == 0 || count[1] == 0)
            throw new ArgumentException("a threshold cannot be chosen on rows of one class only");
        double missed = this.FalseNegative / (this.IsBalanced ? count[1] : 1), wrong = this.FalsePositive / (this.IsBalanced ? count[0] : 1);

        // Above every probability, all rows are of the first class; with a falling threshold, rows move to the second.
        int[] order = [.. Enumerable.Range(0, data.Rows).OrderByDescending(row => probabilities[row])];
        (double cost, double best, double threshold) = (missed * count[1], double.PositiveInfinity, 0.5);
        for (int i = 0; i <= order.Length; i++)
        {
            double above = i == 0 ? 1 : probabilities[order[i - 1]], below = i == order.Length ? 0 : probabilities[order[i]];
            double middle = (above + below) / 2;
            bool between = above > below && middle is > 0 and < 1;
            if (between && (cost < best || (cost == best && Math.Abs(middle - 0.5) < Math.Abs(threshold - 0.5))))
                (best, threshold) = (cost, middle);
            if (i < order.Length)
                cost += (data.Labels[order[i]] == 1 ? -missed : wrong) * (data.Weights?[order[i]] ?? 1);
        }

        return threshold;
    }
}
