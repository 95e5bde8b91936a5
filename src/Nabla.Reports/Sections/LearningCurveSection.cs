using Nabla.Data;
using Nabla.Numerics;
using Nabla.Reports.Figures;
using Nabla.Selection;

namespace Nabla.Reports.Sections;

/// <summary>Whether more rows would improve the model: the scores of the same settings, trained on fewer rows.</summary>
public static class LearningCurveSection
{
    /// <summary>The section of a learning curve.</summary>
    /// <param name="curve">The curve, computed by earlier training; reports never train.</param>
    /// <param name="task">The task.</param>
    public static Section Of(LearningCurve curve, LearningTask task)
    {
        ArgumentNullException.ThrowIfNull(curve);
        string criterion = Criterion.NameFor(task);
        LearningCurvePoint first = curve.Points[0], last = curve.Points[^1];
        Trace[] Part(string name, Tint color, Func<LearningCurvePoint, Spread> score)
        {
            LearningCurvePoint[] known = [.. curve.Points.Where(point => double.IsFinite(score(point).Mean))];
            double[] rows = [.. known.Select(point => (double)point.Rows)], means = [.. known.Select(point => score(point).Mean)];
            return
            [
                new LineTrace(name, rows, means) { Color = color },
                new PointsTrace(string.Empty, rows, means) { Color = color, Spread = [.. known.Select(point => Reach(score(point)))] },
            ];
        }

        // Accuracies are at most 1.
        (double Up, double Down) Reach(Spread score) => (task == LearningTask.Regression ? score.Deviation : Math.Min(score.Deviation, 1 - score.Mean), score.Deviation);

        int folds = last.Scores.Folds.Count;
        double gain = last.Scores.Test.Mean - curve.Points[Math.Max(0, curve.Points.Count - 2)].Scores.Test.Mean;
        string advice = gain > last.Scores.Test.Deviation / 2 ? "The curve still rises: more rows are likely to help." : "The curve has become flat: more rows of the same kind are unlikely to help much.";
        return new Section("learning-curve", "Would more rows help?", new Figure(
            "learning-curve",
            "Learning curve",
            $"The {criterion} of networks with the same settings, trained on {Words.Count(first.Rows)} to {Words.Count(last.Rows, "row")}: on the rows held out it goes from {Words.Number(first.Scores.Test.Mean)} to {Words.Number(last.Scores.Test.Mean)}. {advice} Means over {folds} folds; lines are standard deviations.")
        {
            X = new Axis("rows trained on") { IncludesZero = true },
            Y = new Axis(criterion) { Format = task == LearningTask.Regression ? null : ".0%" },
            Traces = [.. Part("training", Tint.Training, point => point.Scores.Training), .. Part("held out", Tint.Test, point => point.Scores.Test)],
        });
    }
}
