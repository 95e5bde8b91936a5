using System.Globalization;
using Nabla.Data;
using Nabla.Metrics;
using Nabla.Models;
using Nabla.Reports.Blocks;
using Nabla.Reports.Figures;

namespace Nabla.Reports.Sections;

/// <summary>How well labels are told, of which a row has any number.</summary>
public static class LabelSection
{
    private const int MostCurves = 10;
    private const int PointsPerCurve = 400;

    private static readonly Axis Part = new(string.Empty) { Range = (-0.02, 1.02), Format = ".0%" };

    /// <summary>The section of a model of labels on the rows it is judged by.</summary>
    public static Section Of(Model model, Dataset data)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Of(LabelAnswers.Of(model, data));
    }

    internal static Section Of(LabelAnswers answers)
        => new("labels", "Labels", [.. Curves(answers) is { } curves ? (Block[])[curves] : [], Scores(answers.Scores)]);

    // The labels that are told worst have a curve.
    private static Figure? Curves(LabelAnswers answers)
    {
        int[] drawn =
        [
            .. Enumerable.Range(0, answers.Scores.Labels.Count).Where(k => !double.IsNaN(answers.Scores.Labels[k].RocArea))
                .OrderBy(k => answers.Scores.Labels[k].RocArea).Take(MostCurves).Order(),
        ];
        if (drawn.Length == 0)
            return null;
        LabelScores worst = answers.Scores.Labels[drawn.MinBy(k => answers.Scores.Labels[k].RocArea)];
        string which = answers.Scores.Labels.Count > drawn.Length ? $"The {drawn.Length} labels of {answers.Scores.Labels.Count} that are told worst, in brackets" : "In brackets";
        return new Figure("label-roc", "ROC of each label", $"{which} the area under the curve; the least is {Words.Number(worst.RocArea)}, of “{worst.Name}”.")
        {
            X = Part with { Title = "false positive rate" },
            Y = Part with { Title = "true positive rate" },
            Traces =
            [
                new LineTrace(string.Empty, [0, 1], [0, 1]) { Guide = true, Dashed = true, Color = Tint.Muted },
                .. drawn.Select(k => Curve(answers, k)),
            ],
            Aspect = 0.8,
        };
    }

    private static LineTrace Curve(LabelAnswers answers, int k)
    {
        int rows = answers.Data.Rows;
        int[] truth = [.. Enumerable.Range(0, rows).Select(row => (int)answers.Data.Targets![row, k])];
        var curve = RocCurve.Of(truth, [.. Enumerable.Range(0, rows).Select(row => answers.Probabilities[row, k])]);
        double[] x = [.. curve.Points.Select(point => point.FalsePositiveRate)], y = [.. curve.Points.Select(point => point.TruePositiveRate)];
        int[] kept = Thinning.Curves([x, y], PointsPerCurve);
        return new LineTrace($"{answers.Scores.Labels[k].Name} ({Words.Number(curve.Area)})", x.Pick(kept), y.Pick(kept)) { Color = Tint.Series(k) };
    }

    private static TableBlock Scores(LabelReport report) => new(
        ["label", "precision", "recall", "F1", "ROC area", "rows with it"],
        [
            .. report.Labels.Select(label => (IReadOnlyList<string>)
            [
                label.Name,
                Words.Percent(label.Yes.Precision),
                Words.Percent(label.Yes.Recall),
                label.Yes.F1.ToString("F3", CultureInfo.InvariantCulture),
                double.IsNaN(label.RocArea) ? "–" : Words.Number(label.RocArea),
                Words.Count((long)label.Yes.Support),
            ]),
        ])
    {
        Half = true,
    };
}
