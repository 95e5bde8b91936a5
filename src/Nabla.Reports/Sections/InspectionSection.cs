using Nabla.Data;
using Nabla.Inspection;
using Nabla.Models;
using Nabla.Numerics;
using Nabla.Reports.Blocks;
using Nabla.Reports.Figures;
using Nabla.Reports.Pictures;

namespace Nabla.Reports.Sections;

/// <summary>What matters to a model: the importance of its features, and what it predicts as the most important ones change.</summary>
public static class InspectionSection
{
    // A report should be there at once: so many predictions take less than a second.
    private const int MostPredictions = 500_000;
    private const int Repeats = 5;
    private const int LeastRows = 50;
    private const int MostFeatures = 20;
    private const int MostDependences = 3;
    private const int DependencePoints = 20;
    private const int MostCurves = 10;

    /// <summary>Inspects a model, on an even sample of the rows where all would take long.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The rows, better not those it was trained on.</param>
    public static Section Of(Model model, Dataset data)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        int threads = Environment.ProcessorCount;
        int dependences = data.Image is null ? Math.Min(MostDependences, data.Features.Columns) : 0;
        int predictionsPerRow = (Repeats * data.Features.Columns) + (DependencePoints * dependences);
        int[] rows = Thinning.Sample(data.Rows, Math.Max(LeastRows, MostPredictions / predictionsPerRow));
        Dataset sample = rows.Length == data.Rows ? data : data.SelectRows(rows);
        PermutationImportance importance = PermutationImportance.Of(model, sample, Repeats, threads: threads);
        IEnumerable<PartialDependence> explained = MostImportant(importance).Take(dependences)
            .Select(column => PartialDependence.Of(model, sample, column, DependencePoints, threads));
        Section section = Of(importance, [.. explained], data.Image, data.Schema);
        return rows.Length == data.Rows
            ? section
            : section with { Blocks = [new Prose($"Inspected on {Words.Count(rows.Length)} of {Words.Count(data.Rows)} rows, an even sample."), .. section.Blocks] };
    }

    /// <summary>The section of results that are there.</summary>
    /// <param name="importance">The importance of each feature.</param>
    /// <param name="dependences">Predictions by some features.</param>
    /// <param name="image">The shape of the images, if the features are pixels: their importance is then an image too.</param>
    /// <param name="schema">The columns, if the rows are those of a table: their texts and dates are then bars.</param>
    public static Section Of(
        PermutationImportance importance, IReadOnlyList<PartialDependence> dependences, ImageShape? image = null, TableSchema? schema = null)
    {
        ArgumentNullException.ThrowIfNull(importance);
        ArgumentNullException.ThrowIfNull(dependences);
        Figure first = image is { } shape ? ByPixel(importance, shape) : ByFeature(importance);
        return new Section("inspection", "What matters", [first, .. dependences.Select(dependence => Dependence(dependence, schema))]);
    }

    private static IEnumerable<int> MostImportant(PermutationImportance importance)
        => Enumerable.Range(0, importance.Features.Count).OrderByDescending(column => importance.Features[column].Drop.Mean);

    private static Figure ByFeature(PermutationImportance importance)
    {
        FeatureImportance[] shown = [.. MostImportant(importance).Take(MostFeatures).Select(column => importance.Features[column])];
        string some = shown.Length < importance.Features.Count ? $" Of {importance.Features.Count} features the {shown.Length} that matter most are drawn." : string.Empty;
        return new Figure("importance", "Importance of features", $"How much {importance.Criterion} is lost when the values of a feature are shuffled: most for “{shown[0].Feature}”, {Words.Number(shown[0].Drop.Mean)} of {Words.Number(importance.Score)}. Lines are standard deviations over the shuffles.{some}")
        {
            X = new Axis($"{importance.Criterion} lost"),
            Y = new Axis("feature") { Categories = true },
            Traces =
            [
                // The axis goes upwards: the most important one comes last.
                new BarTrace(string.Empty, [.. shown.Reverse().Select(one => one.Drop.Mean)])
                {
                    Names = [.. shown.Reverse().Select(one => one.Feature)],
                    Spread = [.. shown.Reverse().Select(one => one.Drop.Deviation)],
                    Horizontal = true,
                },
            ],
            Aspect = Math.Clamp(0.1 * shown.Length, 0.5, 1.2),
        };
    }

    private static Figure ByPixel(PermutationImportance importance, ImageShape shape)
    {
        var drops = new Matrix<double>([.. importance.Features.Select(feature => feature.Drop.Mean)], shape.Height, shape.Width);
        return ImagePicture.Of(
            new Figure("importance", "Importance of pixels", $"How much {importance.Criterion} is lost when the values of a pixel are shuffled, up to {Words.Number(drops.Data.Max())} of {Words.Number(importance.Score)}."),
            drops,
            $"{importance.Criterion} lost",
            ColorScale.Sequential);
    }

    private static Figure Dependence(PartialDependence dependence, TableSchema? schema)
    {
        // Of two classes the second's probability says all; two labels or targets are each their own.
        bool two = dependence.Outputs.Count == 2 && dependence.Points.All(point => Math.Abs(point.Outputs[0].Mean + point.Outputs[1].Mean - 1) < 1e-5);
        int[] outputs = [.. Enumerable.Range(0, dependence.Outputs.Count).Where(k => !two || k == 1).Take(MostCurves)];
        double[] values = [.. dependence.Points.Select(point => point.Value)];
        ColumnSchema? column = schema?.Columns.FirstOrDefault(column => column.Name == dependence.Feature && column.Kind != ColumnKind.Number);
        string[] names = column is null ? [] : [.. values.Select(value => Words.Value(column, value))];
        string way = column is null ? $"goes from {Words.Number(values[0])} to {Words.Number(values[^1])}" : $"is each of {names.Length} values";
        return new Figure("dependence", $"Predictions by {dependence.Feature}", $"The mean prediction over the rows as “{dependence.Feature}” {way} and all else stays.")
        {
            X = new Axis(dependence.Feature) { Categories = column is not null },
            Y = new Axis("mean prediction"),
            Traces = [.. outputs.Select(Trace)],
        };

        Trace Trace(int k)
        {
            double[] means = [.. dependence.Points.Select(point => point.Outputs[k].Mean)];
            return column is null
                ? new LineTrace(dependence.Outputs[k], values, means) { Markers = true, Color = Tint.Series(k) }
                : new BarTrace(dependence.Outputs[k], means) { Names = names, Color = Tint.Series(k) };
        }
    }
}
