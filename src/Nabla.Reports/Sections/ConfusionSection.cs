using System.Globalization;
using Nabla.Data;
using Nabla.Metrics;
using Nabla.Models;
using Nabla.Reports.Blocks;
using Nabla.Reports.Figures;

namespace Nabla.Reports.Sections;

/// <summary>The mistakes of a classifier: the confusion matrix, the rows in it, and scores by class.</summary>
public static class ConfusionSection
{
    private const int MostBeside = 12;
    private const int MostMistakes = 600;
    private const int MostPerPair = 40;

    // A limit for rows with very many features, so that they do not fill the file: a pixel takes a byte, another value several.
    private const int MostPixels = 500_000;
    private const int MostValues = 60_000;

    /// <summary>The section of a classifier on the evaluated rows.</summary>
    public static Section Of(Model model, Dataset data)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Of(ClassAnswers.Of(model, data));
    }

    internal static Section Of(ClassAnswers answers)
    {
        var blocks = new List<Block>();
        if (answers.Confusion.Classes > ConfusionPicture.MostClasses)
            blocks.Add(Heatmap(answers));
        blocks.Add(Matrix(answers));
        blocks.Add(Scores(answers));
        return new Section("mistakes", "Right and wrong", blocks);
    }

    private static ConfusionPicture Matrix(ClassAnswers answers)
    {
        Dataset data = answers.Data;
        double least = data.Image is null ? 0 : data.Features.Data.Min(), largest = data.Image is null ? 1 : data.Features.Data.Max();
        return new ConfusionPicture(
            "confusion",
            answers.Confusion.Classes > ConfusionPicture.MostClasses ? "Most frequent mistakes" : "Confusion matrix",
            Described(answers),
            data.ClassNames,
            answers.Confusion,
            Mistakes(answers))
        {
            Half = answers.Confusion.Classes <= MostBeside,
            FeatureNames = data.FeatureNames,
            Image = data.Image,
            PixelRange = (least, largest > least ? largest : least + 1),
        };
    }

    private static string Described(ClassAnswers answers)
    {
        ConfusionMatrix confusion = answers.Confusion;
        IReadOnlyList<string> names = answers.Data.ClassNames;
        string text = $"{Words.Count((long)confusion.Correct)} of {Words.Count((long)confusion.Total, "row")} {(confusion.Correct == 1 ? "is" : "are")} on the diagonal: the predicted class is the true class.";
        return confusion.MostConfused(1) is [var pair]
            ? $"{text} The most frequent mistake: “{names[pair.Actual]}” predicted as “{names[pair.Predicted]}”: {Words.Count((long)pair.Count, "time")}. Choose {(confusion.Classes > ConfusionPicture.MostClasses ? "a pair" : "a number off the diagonal")} to see its rows."
            : text;
    }

    /// <summary>The most confident mistakes of each pair of classes, as many as fit.</summary>
    private static Mistake[] Mistakes(ClassAnswers answers)
    {
        Dataset data = answers.Data;
        IEnumerable<Mistake> all =
            from row in Enumerable.Range(0, data.Rows)
            let actual = data.Labels[row]
            let predicted = answers.Predictions[row]
            where actual != predicted
            select new Mistake(row, actual, predicted, answers.Probabilities[row, predicted], data.Features.Row(row).ToArray())
            {
                Texts = data.Schema is { } schema ? Texts(schema, data.Features.Row(row)) : null,
            };
        int most = Math.Clamp((data.Image is null ? MostValues : MostPixels) / data.Features.Columns, 1, MostMistakes);
        return
        [
            .. all.GroupBy(mistake => (mistake.Actual, mistake.Predicted))
                .SelectMany(pair => pair.OrderByDescending(mistake => mistake.Probability).Take(MostPerPair).Select((mistake, rank) => (mistake, rank)))
                .OrderBy(one => one.rank).Take(most).Select(one => one.mistake),
        ];
    }

    private static string[] Texts(TableSchema schema, ReadOnlySpan<double> row)
    {
        var texts = new string[row.Length];
        for (int column = 0; column < texts.Length; column++)
            texts[column] = Words.Value(schema.Columns[column], row[column]);
        return texts;
    }

    private static Figure Heatmap(ClassAnswers answers)
    {
        int classes = answers.Confusion.Classes;
        double[] positions = [.. Enumerable.Range(0, classes).Select(k => (double)k)];
        var shares = new Numerics.Matrix<double>(classes, classes);
        for (int i = 0; i < classes; i++)
        {
            for (int j = 0; j < classes; j++)
                shares[i, j] = answers.Confusion.Counts[i, j] / Math.Max(1, answers.Confusion.ByClass[i].Support);
        }

        return new Figure("confusion-heatmap", "Confusion matrix", $"For each of {classes} true classes (rows), the share of its rows for which each class (columns) is predicted. The diagonal is correct.")
        {
            X = new Axis("predicted class") { Names = answers.Data.ClassNames },
            Y = new Axis("true class") { Names = answers.Data.ClassNames, Range = (classes - 0.5, -0.5), SameScale = true },
            Z = new Axis("share of the true class") { Format = ".0%" },
            Traces = [new HeatmapTrace("part", positions, positions, shares, new ColorScale((0, Tint.Paper), (1, Tint.Positive))) { Ends = (0, 1) }],
            Aspect = 0.8,
            Half = false,
        };
    }

    private static TableBlock Scores(ClassAnswers answers)
    {
        string[] Line(string name, ClassScores scores) =>
            [name, Words.Percent(scores.Precision), Words.Percent(scores.Recall), scores.F1.ToString("F3", CultureInfo.InvariantCulture), Words.Count((long)scores.Support)];
        return new TableBlock(
            ["class", "precision", "recall", "F1", "rows"],
            [.. answers.Data.ClassNames.Zip(answers.Confusion.ByClass, Line), Line("mean over classes", answers.Confusion.Macro)])
        {
            Half = answers.Confusion.Classes <= MostBeside,
        };
    }
}
