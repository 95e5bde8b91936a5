using Nabla.Data;
using Nabla.Metrics;
using Nabla.Models;
using Nabla.Reports.Blocks;
using Nabla.Reports.Figures;

namespace Nabla.Reports.Sections;

/// <summary>What a classifier's probabilities are worth: ROC, precision against recall, calibration.</summary>
public static class ProbabilitySection
{
    /// <summary>The section of a classifier on the rows it is judged by.</summary>
    public static Section Of(Model model, Dataset data)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Of(ClassAnswers.Of(model, data));
    }

    internal static Section Of(ClassAnswers answers)
        => new("probabilities", "Probabilities", [.. new Block?[] { Roc(answers), PrecisionRecall(answers), Calibration(answers), Confidence(answers) }.OfType<Block>()]);

    private static Figure? Roc(ClassAnswers answers)
    {
        (int Class, RocCurve Curve)[] curves = [.. Worst(
            answers, RocCurve.OneVersusRest(answers.Data.Labels, answers.Probabilities), curve => curve.Area)];
        if (curves.Length == 0)
            return null;
        return ProbabilityCurves.Roc(
            "roc",
            "ROC",
            Described("area under the curve", answers, curves.Select(one => (one.Class, one.Curve.Area))),
            curves.Select(one => (answers.Data.ClassNames[one.Class], one.Class, one.Curve)));
    }

    private static Figure? PrecisionRecall(ClassAnswers answers)
    {
        (int Class, PrecisionRecallCurve Curve)[] curves = [.. Worst(
            answers,
            PrecisionRecallCurve.OneVersusRest(answers.Data.Labels, answers.Probabilities),
            curve => curve.Positives > 0 ? curve.AveragePrecision : double.NaN)];
        if (curves.Length == 0)
            return null;
        return new Figure("precision-recall", "Precision and recall", Described("average precision", answers, curves.Select(one => (one.Class, one.Curve.AveragePrecision))))
        {
            X = ProbabilityCurves.Part with { Title = "recall" },
            Y = ProbabilityCurves.Part with { Title = "precision" },
            Traces =
            [
                .. curves.Select(one => ProbabilityCurves.Trace(
                    answers.Data.ClassNames[one.Class], one.Class, one.Curve.AveragePrecision, [.. one.Curve.Points.Select(point => (point.Recall, point.Precision))])),
            ],
            Aspect = 0.8,
        };
    }

    /// <summary>Of two classes the second's probability; of more, that of the class predicted.</summary>
    private static Figure Calibration(ClassAnswers answers)
    {
        bool two = answers.Data.ClassNames.Count == 2;
        int rows = answers.Data.Rows;
        double[] probabilities = [.. Enumerable.Range(0, rows).Select(row => answers.Probabilities[row, two ? 1 : answers.Predictions[row]])];
        int[] came = two ? answers.Data.Labels : [.. Enumerable.Range(0, rows).Select(row => answers.Data.Labels[row] == answers.Predictions[row] ? 1 : 0)];
        CalibrationCurve curve = CalibrationCurve.Of(came, probabilities);
        double[] predicted = [.. curve.Bins.Select(bin => bin.MeanProbability)], observed = [.. curve.Bins.Select(bin => bin.FractionPositive)];
        double gap = curve.Bins.Sum(bin => bin.Weight * Math.Abs(bin.MeanProbability - bin.FractionPositive)) / curve.Bins.Sum(bin => bin.Weight);
        string what = two ? $"“{answers.Data.ClassNames[1]}” came true" : "the class predicted was right";
        return new Figure("calibration", "Calibration", $"Of the rows given a probability, how often {what}: on the diagonal a probability means what it says. On average they are {Words.Percent(gap)} apart.")
        {
            X = ProbabilityCurves.Part with { Title = two ? $"probability of “{answers.Data.ClassNames[1]}”" : "probability of the class predicted" },
            Y = ProbabilityCurves.Part with { Title = "came true" },
            Traces =
            [
                ProbabilityCurves.Diagonal,
                new LineTrace("observed", predicted, observed) { Markers = true, Color = Tint.Series(0) },
            ],
            Aspect = 0.8,
        };
    }

    /// <summary>How sure the right answers are, and how sure the wrong ones.</summary>
    private static Figure Confidence(ClassAnswers answers)
    {
        double[] Sure(bool right) =>
        [
            .. Enumerable.Range(0, answers.Data.Rows).Where(row => answers.Predictions[row] == answers.Data.Labels[row] == right)
                .Select(row => answers.Probabilities[row, answers.Predictions[row]]),
        ];
        double[] right = Sure(true), wrong = Sure(false);
        BarTrace Bars(string name, double[] probabilities, Tint color)
        {
            Histogram histogram = Histogram.Of(probabilities, 0, 1, 20);
            return new BarTrace(name, [.. histogram.Counts.Select(count => (double)count)]) { X = histogram.Middles, Color = color };
        }

        string surest = wrong.Length == 0 ? "None is wrong." : $"The surest wrong answer has {Words.Percent(wrong.Max())}.";
        return new Figure("confidence", "How sure it is", $"The rows by the probability of the class predicted, right and wrong answers. {surest}")
        {
            X = ProbabilityCurves.Part with { Title = "probability of the class predicted" },
            Y = new Axis("rows") { OffersLogarithmic = true },
            Traces = [Bars("right", right, Tint.Positive), Bars("wrong", wrong, Tint.Negative)],
            Aspect = 0.8,
        };
    }

    /// <summary>The classes' curves with the least value first, at most ten; of two classes the second's alone. NaN is no curve.</summary>
    private static IEnumerable<(int Class, TCurve Curve)> Worst<TCurve>(ClassAnswers answers, IReadOnlyList<TCurve> curves, Func<TCurve, double> value)
        => curves.Select((curve, k) => (k, curve))
            .Where(one => !double.IsNaN(value(one.curve)) && (answers.Data.ClassNames.Count != 2 || one.k == 1))
            .OrderBy(one => value(one.curve)).Take(ProbabilityCurves.Most).OrderBy(one => one.k);

    private static string Described(string value, ClassAnswers answers, IEnumerable<(int Class, double Value)> curves)
    {
        (int worst, double least) = curves.MinBy(one => one.Value);
        IReadOnlyList<string> names = answers.Data.ClassNames;
        string all = names.Count > ProbabilityCurves.Most ? $"The {ProbabilityCurves.Most} classes of {names.Count} with the least {value}, in brackets" : $"In brackets the {value}";
        return names.Count == 2
            ? $"The {value} is {Words.Number(least)}, for “{names[1]}” against “{names[0]}”."
            : $"{all}, each class against the others; the least is {Words.Number(least)}, of “{names[worst]}”.";
    }
}
