using System.Globalization;
using Nabla.Data;
using Nabla.Metrics;
using Nabla.Models;
using Nabla.Reports.Blocks;
using Nabla.Reports.Figures;

namespace Nabla.Reports.Sections;

/// <summary>The quality of multi-label predictions.</summary>
public static class LabelSection
{
    /// <summary>The section of a multi-label model on the evaluated rows.</summary>
    public static Section Of(Model model, Dataset data)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Of(LabelAnswers.Of(model, data));
    }

    internal static Section Of(LabelAnswers answers)
        => new("labels", "Labels", [.. Curves(answers) is { } curves ? (Block[])[curves] : [], Scores(answers.Scores)]);

    // Only the worst labels have a curve.
    private static Figure? Curves(LabelAnswers answers)
    {
        int[] drawn =
        [
            .. Enumerable.Range(0, answers.Scores.Labels.Count).Where(k => !double.IsNaN(answers.Scores.Labels[k].RocArea))
                .OrderBy(k => answers.Scores.Labels[k].RocArea).Take(ProbabilityCurves.Most).Order(),
        ];
        if (drawn.Length == 0)
            return null;
        LabelScores worst = answers.Scores.Labels[drawn.MinBy(k => answers.Scores.Labels[k].RocArea)];
        string all = drawn.Length > ProbabilityCurves.InColor
            ? $"The {(answers.Scores.Labels.Count > drawn.Length ? $"{drawn.Length} labels of {answers.Scores.Labels.Count} that are predicted worst" : $"{drawn.Length} labels")}, {ProbabilityCurves.InColor} of them in color (with the area under the curve in brackets)"
            : "With the area under the curve in brackets";
        return ProbabilityCurves.Roc(
            "label-roc",
            "ROC of each label",
            $"{all}; the smallest is {Words.Number(worst.RocArea)}, for “{worst.Name}”.",
            drawn.Select(k => (answers.Scores.Labels[k].Name, k, answers.Scores.Labels[k].RocArea, Curve(answers, k))));
    }

    private static RocCurve Curve(LabelAnswers answers, int k)
    {
        IEnumerable<int> rows = Enumerable.Range(0, answers.Data.Rows);
        return RocCurve.Of([.. rows.Select(row => (int)answers.Data.Targets![row, k])], [.. rows.Select(row => answers.Probabilities[row, k])]);
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
