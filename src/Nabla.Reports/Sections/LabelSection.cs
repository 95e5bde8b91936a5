using System.Globalization;
using Nabla.Metrics;
using Nabla.Reports.Blocks;
using Nabla.Reports.Figures;

namespace Nabla.Reports.Sections;

/// <summary>How well each label is found: scores at ½, and precision against recall at every threshold.</summary>
internal static class LabelSection
{
    private const int MostCurves = 10;
    private const int PointsPerCurve = 400;

    public static Section Of(LabelAnswers answers)
    {
        int[][] truth = [.. Enumerable.Range(0, answers.Names.Count).Select(label => Array.ConvertAll(Column(answers.Data.Targets!, label), value => (int)value))];
        double[][] probabilities = [.. Enumerable.Range(0, answers.Names.Count).Select(label => Column(answers.Probabilities, label))];
        PrecisionRecallCurve[] curves = [.. truth.Zip(probabilities, (labels, scores) => PrecisionRecallCurve.Of(labels, scores))];
        double[] areas = [.. truth.Zip(probabilities, (labels, scores) => RocCurve.Of(labels, scores).Area)];
        return new Section("labels", "Labels", [.. PrecisionRecall(answers.Names, curves) is { } figure ? (Block[])[figure] : [], Scores(answers, areas, curves)]);
    }

    /// <summary>The curves with the least average precision, at most ten; a label that no row has is left out.</summary>
    private static Figure? PrecisionRecall(IReadOnlyList<string> names, PrecisionRecallCurve[] curves)
    {
        int[] drawn = [.. Enumerable.Range(0, curves.Length).Where(label => curves[label].Positives > 0).OrderBy(label => curves[label].AveragePrecision).Take(MostCurves)];
        if (drawn.Length == 0)
            return null;
        string some = drawn.Length < names.Count ? $" The {drawn.Length} of {names.Count} labels with the least are drawn." : string.Empty;
        return new Figure("label-precision-recall", "Precision and recall by label", $"As the threshold of a label falls, more of the rows that have it are found, and more that do not. In brackets the average precision; the least is {Words.Number(curves[drawn[0]].AveragePrecision)}, of “{names[drawn[0]]}”.{some}")
        {
            X = new Axis("recall") { Range = (-0.02, 1.02), Format = ".0%" },
            Y = new Axis("precision") { Range = (-0.02, 1.02), Format = ".0%" },
            Traces = [.. drawn.Order().Select(label => Curve(names[label], curves[label], label))],
            Aspect = 0.8,
        };
    }

    private static LineTrace Curve(string name, PrecisionRecallCurve curve, int label)
    {
        double[] recall = [.. curve.Points.Select(point => point.Recall)], precision = [.. curve.Points.Select(point => point.Precision)];
        int[] kept = Thinning.Curves([recall, precision], PointsPerCurve);
        return new LineTrace($"{name} ({Words.Number(curve.AveragePrecision)})", recall.Pick(kept), precision.Pick(kept)) { Color = Tint.Series(label) };
    }

    private static TableBlock Scores(LabelAnswers answers, double[] areas, PrecisionRecallCurve[] curves) => new(
        ["label", "precision", "recall", "F1", "ROC area", "average precision", "rows with it"],
        [
            .. answers.Scores.ByLabel.Select((scores, label) => (IReadOnlyList<string>)
            [
                answers.Names[label],
                Words.Percent(scores.Precision),
                Words.Percent(scores.Recall),
                scores.F1.ToString("F3", CultureInfo.InvariantCulture),
                double.IsNaN(areas[label]) ? "–" : Words.Number(areas[label]),
                curves[label].Positives == 0 ? "–" : Words.Number(curves[label].AveragePrecision),
                Words.Count((long)scores.Support),
            ]),
        ])
    {
        Half = answers.Names.Count <= MostCurves,
    };

    private static double[] Column(Numerics.Matrix<double> matrix, int column) => [.. Enumerable.Range(0, matrix.Rows).Select(row => matrix[row, column])];
}
