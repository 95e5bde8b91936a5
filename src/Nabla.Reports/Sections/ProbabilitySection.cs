using Nabla.Data;
using Nabla.Metrics;
using Nabla.Models;
using Nabla.Reports.Blocks;
using Nabla.Reports.Figures;

namespace Nabla.Reports.Sections;

/// <summary>The quality of a classifier's probabilities: ROC, precision–recall, calibration.</summary>
public static class ProbabilitySection
{
    /// <summary>The section of a classifier on the evaluated rows.</summary>
    public static Section Of(Model model, Dataset data)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Of(ClassAnswers.Of(model, data));
    }

    internal static Section Of(ClassAnswers answers)
        => new("probabilities", "Probabilities", [.. new Block?[] { Roc(answers), PrecisionRecall(answers), Areas(answers), Calibration(answers), Confidence(answers) }.OfType<Block>()]);

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
            curves.Select(one => (answers.Data.ClassNames[one.Class], one.Class, one.Curve.Area, one.Curve)));
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
            Traces = ProbabilityCurves.Traces(curves.Select(one =>
                (answers.Data.ClassNames[one.Class], one.Class, one.Curve.AveragePrecision, (IReadOnlyList<(double, double)>)[.. one.Curve.Points.Select(point => (point.Recall, point.Precision))]))),
            Aspect = 0.8,
        };
    }

    /// <summary>For many classes, the areas under both curves as bars, the worst on top.</summary>
    private static Figure? Areas(ClassAnswers answers)
    {
        IReadOnlyList<RocCurve> roc = RocCurve.OneVersusRest(answers.Data.Labels, answers.Probabilities);
        IReadOnlyList<PrecisionRecallCurve> precision = PrecisionRecallCurve.OneVersusRest(answers.Data.Labels, answers.Probabilities);
        int[] shown =
        [
            .. Enumerable.Range(0, roc.Count).Where(k => !double.IsNaN(roc[k].Area) && precision[k].Positives > 0)
                .OrderBy(k => precision[k].AveragePrecision).Take(ProbabilityCurves.MostBars).Reverse(),
        ];
        if (answers.Data.ClassNames.Count <= ProbabilityCurves.InColor || shown.Length == 0)
            return null;
        string[] names = [.. shown.Select(k => answers.Data.ClassNames[k])];
        string some = shown.Length < roc.Count ? $" Shown are the worst {shown.Length} of {roc.Count} classes." : string.Empty;
        return new Figure("areas", "Areas by class", $"Average precision and the area under the ROC curve, each class against the others. The worst class is on top: “{names[^1]}”, {Words.Number(precision[shown[^1]].AveragePrecision)} and {Words.Number(roc[shown[^1]].Area)}.{some}")
        {
            X = new Axis("area"),
            Y = new Axis("class") { Categories = true },
            Traces =
            [
                new BarTrace("area under the ROC curve", [.. shown.Select(k => roc[k].Area)]) { Names = names, Horizontal = true, Color = Tint.Muted with { Opacity = 0.5 } },
                new BarTrace("average precision", [.. shown.Select(k => precision[k].AveragePrecision)]) { Names = names, Horizontal = true, Color = Tint.Muted },
            ],
            Aspect = Math.Clamp(0.11 * shown.Length, 0.6, 1.4),
            Half = shown.Length <= ProbabilityCurves.MostBarsBeside,
        };
    }

    /// <summary>For two classes, the probability of the second; for more, that of the predicted class.</summary>
    private static Figure Calibration(ClassAnswers answers)
    {
        bool two = answers.Data.ClassNames.Count == 2;
        int rows = answers.Data.Rows;
        double[] probabilities = [.. Enumerable.Range(0, rows).Select(row => answers.Probabilities[row, two ? 1 : answers.Predictions[row]])];
        int[] came = two ? answers.Data.Labels : [.. Enumerable.Range(0, rows).Select(row => answers.Data.Labels[row] == answers.Predictions[row] ? 1 : 0)];
        CalibrationCurve curve = CalibrationCurve.Of(came, probabilities);
        double[] predicted = [.. curve.Bins.Select(bin => bin.MeanProbability)], observed = [.. curve.Bins.Select(bin => bin.FractionPositive)];
        double gap = curve.ExpectedError;
        double largest = curve.Bins.Max(bin => bin.Weight);
        string what = two ? $"“{answers.Data.ClassNames[1]}” was the true class" : "the predicted class was correct";
        return new Figure("calibration", "Calibration", $"For rows with about the same predicted probability, how often {what}. On the diagonal the model is calibrated; the mean distance from it is {Words.Percent(gap)}. Larger dots have more rows; lines are 95\u00a0% intervals.")
        {
            X = ProbabilityCurves.PartOfDots with { Title = two ? $"probability of “{answers.Data.ClassNames[1]}”" : "probability of the predicted class" },
            Y = ProbabilityCurves.PartOfDots with { Title = "observed frequency" },
            Traces =
            [
                ProbabilityCurves.Diagonal,
                new PointsTrace("rows of a bin", predicted, observed)
                {
                    Color = Tint.Ink,
                    Sizes = [.. curve.Bins.Select(bin => 5 + (19 * Math.Sqrt(bin.Weight / largest)))],
                    Spread = [.. curve.Bins.Select(Interval)],
                },
            ],
            Aspect = 0.8,
        };
    }

    /// <summary>Wilson's 95 % interval of a fraction, as distances from it (Wilson, 1927).</summary>
    internal static (double Up, double Down) Interval(CalibrationBin bin)
    {
        const double Z = 1.959964;
        double n = bin.Weight, p = bin.FractionPositive, shrink = 1 + (Z * Z / n);
        double middle = (p + (Z * Z / (2 * n))) / shrink, reach = Z * Math.Sqrt((p * (1 - p) / n) + (Z * Z / (4 * n * n))) / shrink;
        return (Math.Max(0, middle + reach - p), Math.Max(0, p - (middle - reach)));
    }

    /// <summary>The confidence of correct and of wrong predictions.</summary>
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

        string worst = wrong.Length == 0 ? "No prediction is wrong." : $"The most confident wrong prediction has {Words.Percent(wrong.Max())}.";
        return new Figure("confidence", "Confidence", $"Rows by the probability of the predicted class, right and wrong predictions stacked. {worst}")
        {
            X = ProbabilityCurves.Part with { Title = "probability of the predicted class" },
            Y = new Axis("rows") { OffersLogarithmic = true, Whole = true },
            Traces = [Bars("right", right, Tint.Right), Bars("wrong", wrong, Tint.Wrong)],
            Aspect = 0.8,
        };
    }

    /// <summary>The curves of at most ten classes, the lowest value first; of two classes, only that of the second. NaN is not a curve.</summary>
    private static IEnumerable<(int Class, TCurve Curve)> Worst<TCurve>(ClassAnswers answers, IReadOnlyList<TCurve> curves, Func<TCurve, double> value)
        => curves.Select((curve, k) => (k, curve))
            .Where(one => !double.IsNaN(value(one.curve)) && (answers.Data.ClassNames.Count != 2 || one.k == 1))
            .OrderBy(one => value(one.curve)).Take(ProbabilityCurves.Most).OrderBy(one => one.k);

    private static string Described(string value, ClassAnswers answers, IEnumerable<(int Class, double Value)> curves)
    {
        (int worst, double least) = curves.MinBy(one => one.Value);
        IReadOnlyList<string> names = answers.Data.ClassNames;
        string all = names.Count > ProbabilityCurves.Most ? $"The {ProbabilityCurves.Most} classes of {names.Count} with the smallest {value} (in brackets), the worst {ProbabilityCurves.InColor} in color" : names.Count > ProbabilityCurves.InColor ? $"The {ProbabilityCurves.InColor} classes with the smallest {value} (in brackets) in color, the others in gray" : $"With the {value} in brackets";
        if (names.Count == 2)
            return $"The {value} is {Words.Number(least)}, for “{names[1]}” against “{names[0]}”.";
        return curves.All(one => one.Value == least)
            ? $"Each class against the others: the {value} is {Words.Number(least)} for all of them."
            : $"{all}, each class against the others. The smallest is {Words.Number(least)}, for “{names[worst]}”.";
    }
}
