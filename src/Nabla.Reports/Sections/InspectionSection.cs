using Nabla.Data;
using Nabla.Inspection;
using Nabla.Models;
using Nabla.Numerics;
using Nabla.Reports.Blocks;
using Nabla.Reports.Figures;
using Nabla.Reports.Pictures;

namespace Nabla.Reports.Sections;

/// <summary>The importance of a model's features, and its predictions as the most important ones change.</summary>
public static class InspectionSection
{
    // Limits the time: this number of predictions takes less than a second.
    private const int MostPredictions = 500_000;
    private const int Repeats = 5;
    private const int LeastRows = 50;
    private const int MostFeatures = 20;
    private const int MostBeside = 10; // a block next to more bars would leave most of its half empty
    private const int MostDependences = 3;
    private const int DependencePoints = 20;
    private const int MostCurves = 5;
    private const int MostLines = 30;
    private const int MostLineOutputs = 3;

    /// <summary>Inspects a model, on an even sample of the rows if all would take too long.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The rows, preferably not those of training.</param>
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
        int[] explained = [.. MostImportant(importance).Take(dependences)];
        PartialDependence[] means = [.. explained.Select(column => PartialDependence.Of(model, sample, column, DependencePoints, threads))];
        Dataset few = sample.SelectRows(Thinning.Sample(sample.Rows, MostLines));
        Figure first = data.Image is { } image ? ByPixel(importance, image, Mean(data)) : ByFeature(importance);
        double[]? units = Units(data);
        IEnumerable<Figure> dependent = means.Select((mean, i) => Dependence(mean, data.Schema, data.Features.Columns == 1 ? null : Lines(model, few, explained[i], mean), model.Task, units));
        var section = new Section("inspection", "What matters", [first, .. dependent]);
        return rows.Length == data.Rows
            ? section
            : section with { Blocks = [new Prose($"Inspected on {Words.Count(rows.Length)} of {Words.Count(data.Rows)} rows, an even sample."), .. section.Blocks] };
    }

    /// <summary>The section of given results.</summary>
    /// <param name="importance">The importance of each feature.</param>
    /// <param name="dependences">The partial dependences of some features.</param>
    /// <param name="image">The shape of the images, if the features are pixels: their importance is then also shown as an image.</param>
    /// <param name="schema">The columns, if the rows come from a table: texts and dates are then shown as bars.</param>
    public static Section Of(
        PermutationImportance importance, IReadOnlyList<PartialDependence> dependences, ImageShape? image = null, TableSchema? schema = null)
    {
        ArgumentNullException.ThrowIfNull(importance);
        ArgumentNullException.ThrowIfNull(dependences);
        Figure first = image is { } shape ? ByPixel(importance, shape, mean: null) : ByFeature(importance);
        return new Section("inspection", "What matters", [first, .. dependences.Select(dependence => Dependence(dependence, schema, lines: null))]);
    }

    /// <summary>The standard deviation of each target if there are several, because units may differ; null for one.</summary>
    private static double[]? Units(Dataset data) => data.Targets is { Columns: > 1 } targets && data.Task == LearningTask.Regression
        ? [.. Scaler.Fit(ScalerMethod.Standard, targets).Scale.Select(deviation => deviation > 0 ? deviation : 1)]
        : null;

    /// <summary>The mean of each feature.</summary>
    private static double[] Mean(Dataset data)
        => [.. Enumerable.Range(0, data.Features.Columns).Select(column => Enumerable.Range(0, data.Rows).Average(row => data.Features[row, column]))];

    /// <summary>The predictions for some rows, with a column set to every value of a dependence [values][rows × outputs].</summary>
    private static Matrix<double>[] Lines(Model model, Dataset rows, int column, PartialDependence dependence) =>
    [
        .. dependence.Points.Select(point =>
        {
            var features = new Matrix<double>([.. rows.Features.Data], rows.Rows, rows.Features.Columns);
            for (int row = 0; row < features.Rows; row++)
                features[row, column] = point.Value;
            return model.Task == LearningTask.Regression ? model.PredictValues(features, 1) : model.PredictProbabilities(features, 1);
        }),
    ];

    private static IEnumerable<int> MostImportant(PermutationImportance importance)
        => Enumerable.Range(0, importance.Features.Count).OrderByDescending(column => importance.Features[column].Drop.Mean);

    private static Figure ByFeature(PermutationImportance importance)
    {
        FeatureImportance[] shown = [.. MostImportant(importance).Take(MostFeatures).Select(column => importance.Features[column])];
        string some = shown.Length < importance.Features.Count ? $" Shown are the {shown.Length} most important of {importance.Features.Count} features." : string.Empty;
        return new Figure("importance", "Importance of features", $"How much {importance.Criterion} drops when the values of a feature are shuffled. The largest drop is for “{shown[0].Feature}”: {Words.Number(shown[0].Drop.Mean)} of {Words.Number(importance.Score)}. Lines are standard deviations over the shuffles.{some}")
        {
            X = new Axis($"{importance.Criterion} lost"),
            Y = new Axis("feature") { Categories = true },
            Traces =
            [
                // The axis points upwards: the most important feature comes last.
                new BarTrace(string.Empty, [.. shown.Reverse().Select(one => one.Drop.Mean)])
                {
                    Names = [.. shown.Reverse().Select(one => one.Feature)],
                    Spread = [.. shown.Reverse().Select(one => one.Drop.Deviation)],
                    Horizontal = true,
                    Color = Tint.Muted,
                },
            ],
            Aspect = Math.Clamp(0.1 * shown.Length, 0.5, 1.2),
            Half = shown.Length <= MostBeside,
        };
    }

    /// <summary>The importance as colors, with the outlines of the mean image on top for orientation.</summary>
    private static Figure ByPixel(PermutationImportance importance, ImageShape shape, double[]? mean)
    {
        var drops = new Matrix<double>([.. importance.Features.Select(feature => feature.Drop.Mean)], shape.Height, shape.Width);
        double largest = Math.Max(drops.Data.Max(Math.Abs), 1e-12);
        string ghost = mean is null ? string.Empty : " The gray lines are the outlines of the mean image.";
        Figure figure = ImagePicture.Of(
            new Figure("importance", "Importance of pixels", $"How much {importance.Criterion} drops when the values of a pixel are shuffled, at most {Words.Number(drops.Data.Max())} of {Words.Number(importance.Score)}. Below 0, shuffling the pixel improves the predictions.{ghost}"),
            drops,
            $"{importance.Criterion} lost",
            ColorScale.Diverging);
        var colors = (HeatmapTrace)figure.Traces[0] with { Ends = (-largest, largest), Gap = 0 };
        if (mean is null || mean.Max() <= mean.Min())
            return figure with { Traces = [colors] };
        double first = mean.Min() + ((mean.Max() - mean.Min()) / 4), distance = (mean.Max() - mean.Min()) / 4;
        var outlines = new ContourTrace("mean image", colors.X, colors.Y, new Matrix<double>(mean, shape.Height, shape.Width), ColorScale.Ink)
        {
            LinesOnly = true,
            Legend = false,
            Levels = (first, first + (2 * distance), distance),
            Color = Tint.Muted,
        };
        return figure with { Traces = [colors, outlines] };
    }

    private static Figure Dependence(PartialDependence dependence, TableSchema? schema, Matrix<double>[]? lines, LearningTask? task = null, double[]? units = null)
    {
        // For two classes, the probability of the second is sufficient; two labels or targets are independent.
        bool two = dependence.Outputs.Count == 2 && dependence.Points.All(point => Math.Abs(point.Outputs[0].Mean + point.Outputs[1].Mean - 1) < 1e-5);
        int[] outputs = two ? [1] : [.. Enumerable.Range(0, dependence.Outputs.Count).OrderByDescending(Change).Take(MostCurves).Order()];
        Tint[] colors = Tint.Apart(outputs);
        double[] values = [.. dependence.Points.Select(point => point.Value)];
        ColumnSchema? column = schema?.Columns.FirstOrDefault(column => column.Name == dependence.Feature && column.Kind != ColumnKind.Number);
        string[] names = column is null ? [] : [.. values.Select(value => Words.Value(column, value))];
        string way = column is null ? $"goes from {Words.Number(values[0])} to {Words.Number(values[^1])}" : $"is each of {names.Length} values";
        return new Figure("dependence", $"Predictions by {dependence.Feature}", $"The mean prediction over the rows when “{dependence.Feature}” {way} and all other features stay the same.{(IsLined() ? " Each pale line is the prediction for one row." : string.Empty)}{(units is null ? string.Empty : " Each is drawn as the change from its mean, in standard deviations of its target.")}{Some()}")
        {
            X = new Axis(dependence.Feature) { Categories = column is not null },
            Y = new Axis(What()),
            Traces = [.. IsLined() ? outputs.Select(Individuals) : [], .. outputs.Select(Trace)],
        };

        double Drawn(int k, double value) => units is null ? value : (value - dependence.Points.Average(point => point.Outputs[k].Mean)) / units[k];

        double Change(int k) => (dependence.Points.Max(point => point.Outputs[k].Mean) - dependence.Points.Min(point => point.Outputs[k].Mean)) / (units?[k] ?? 1);

        string Some() => two || outputs.Length == dependence.Outputs.Count
            ? string.Empty
            : $" Shown are the {outputs.Length} of {dependence.Outputs.Count} {(task switch { LearningTask.Classification => "classes", LearningTask.MultiLabel => "labels", _ => "outputs" })} that change most.";

        string What() => task switch
        {
            LearningTask.Classification when two => $"probability of “{dependence.Outputs[1]}”",
            LearningTask.Classification or LearningTask.MultiLabel => "probability",
            _ when dependence.Outputs.Count == 1 => $"predicted {dependence.Outputs[0]}",
            _ when units is not null => "change in standard deviations",
            _ => "prediction",
        };

        bool IsLined() => lines is not null && column is null && outputs.Length <= MostLineOutputs;

        // One trace for all rows, with a gap after each row.
        LineTrace Individuals(int k, int i)
        {
            int rows = lines![0].Rows;
            double[] x = [.. Enumerable.Range(0, rows).SelectMany(_ => values.Append(double.NaN))];
            double[] y = [.. Enumerable.Range(0, rows).SelectMany(row => lines.Select(point => Drawn(k, point[row, k])).Append(double.NaN))];
            return new LineTrace(string.Empty, x, y) { Guide = true, Color = colors[i] with { Opacity = 0.25 } };
        }

        Trace Trace(int k, int i)
        {
            double[] means = [.. dependence.Points.Select(point => Drawn(k, point.Outputs[k].Mean))];
            return column is null
                ? new LineTrace(dependence.Outputs[k], values, means) { Markers = true, Color = colors[i] }
                : new BarTrace(dependence.Outputs[k], means) { Names = names, Color = colors[i] };
        }
    }
}
