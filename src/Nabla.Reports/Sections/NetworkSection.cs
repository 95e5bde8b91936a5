using System.Globalization;
using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Reports.Blocks;
using Nabla.Reports.Figures;

namespace Nabla.Reports.Sections;

/// <summary>The network: its diagram, its weights by layer and, for images, the weights of its first units.</summary>
public static class NetworkSection
{
    private const int MostImages = 48;
    private const int MostValues = 60_000;
    private const int LeastForHistogram = 60;
    private const int MostDots = 1000;

    /// <summary>The section of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="image">The shape of the images, if the features are pixels.</param>
    public static Section Of(Model model, ImageShape? image = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        var blocks = new List<Block> { NetworkDiagram.Of(model), WeightHistograms(model) };
        if (image is { } shape)
            blocks.Add(FirstLayer(model, shape));
        return new Section("network", "Network", blocks);
    }

    /// <summary>The distribution of the weights of each layer.</summary>
    public static Figure WeightHistograms(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        Matrix<double>[] layers = [.. Enumerable.Range(1, model.Network.NumberedLayers.Count).Select(model.Weights)];
        double largest = layers.Max(layer => layer.Data.Max(Math.Abs));
        if (layers.Any(layer => layer.Data.Length < LeastForHistogram))
            return WeightDots(layers);
        int stretches = Histogram.Stretches(layers.Min(layer => layer.Data.Length));
        IEnumerable<Trace> traces = layers.Select((weights, l) =>
        {
            Histogram histogram = Histogram.Of(weights.Data, -largest, largest, stretches);
            double[] parts = [.. histogram.Counts.Select(count => (double)count / weights.Data.Length)];
            return new LineTrace(Invariant($"layer {l + 1} ({weights.Rows} × {weights.Columns})"), histogram.Middles, parts) { Color = Tint.Layer(l, layers.Length) };
        });
        string spreads = string.Join(", ", layers.Select((weights, l) => $"{Words.Number(Math.Sqrt(weights.Data.Average(w => w * w)))} in layer {l + 1}"));
        return new Figure("weights", "Weights by layer", $"How the weights of each layer are distributed. Their root mean square is {spreads}.")
        {
            X = new Axis("weight"),
            Y = new Axis("share of the layer's weights") { Format = ".1%", IncludesZero = true },
            Traces = [.. traces],
        };
    }

    // A histogram of a few weights is a row of spikes; each weight is then drawn as a dot, with the layers on top of each other.
    private static Figure WeightDots(Matrix<double>[] layers)
    {
        PointsTrace Dots(Matrix<double> weights, int l)
        {
            int[] kept = Thinning.Sample(weights.Data.Length, MostDots);
            return new PointsTrace(Invariant($"layer {l + 1} ({weights.Rows} × {weights.Columns})"), weights.Data.Pick(kept), [.. kept.Select(i => l + 1 + (0.5 * (((i * 0.618034) % 1) - 0.5)))])
            {
                Size = kept.Length > 100 ? 4 : 8,
                Color = Tint.Layer(l, layers.Length),
            };
        }

        string spreads = string.Join(", ", layers.Select((weights, l) => $"{Words.Number(Math.Sqrt(weights.Data.Average(w => w * w)))} in layer {l + 1}"));
        return new Figure("weights", "Weights by layer", $"Each dot is a weight; the height within a layer has no meaning. Their root mean square is {spreads}.")
        {
            X = new Axis("weight"),
            Y = new Axis("layer") { Range = (layers.Length + 0.6, 0.4), Whole = true },
            Traces = [.. layers.Select(Dots)],
        };
    }

    /// <summary>The weights of each unit in the first layer as an image of the input shape, with the largest norms first.</summary>
    public static PixelImages FirstLayer(Model model, ImageShape shape)
    {
        ArgumentNullException.ThrowIfNull(model);
        Matrix<double> weights = model.Weights(1);
        if (shape.Width * shape.Height != weights.Rows)
            throw new ArgumentException($"images of {shape.Width} × {shape.Height} pixels for a network of {weights.Rows} inputs", nameof(shape));
        double[] Column(int unit) => [.. Enumerable.Range(0, weights.Rows).Select(i => weights[i, unit])];
        (int Unit, double[] Weights)[] shown =
        [
            .. Enumerable.Range(0, weights.Columns).Select(unit => (unit, Column(unit)))
                .OrderByDescending(one => one.Item2.Sum(w => w * w)).Take(MostImages),
        ];
        string all = shown.Length < weights.Columns ? $"The {shown.Length} largest of {weights.Columns} units" : $"The {weights.Columns} units";
        return new PixelImages(
            "first-layer",
            "Weights of the first layer as images",
            $"{all} of the first layer: each pixel is a weight, blue if positive (ink there activates the unit), orange if negative. Each image has its own scale.",
            shape,
            PixelColors.Diverging,
            [.. shown.Select(one => new PixelImage(Invariant($"unit {one.Unit}"), Pixels.Diverging(one.Weights, one.Weights.Max(Math.Abs))))])
        {
            Half = false,
            Data = shown.Length * weights.Rows > MostValues ? null : new TableBlock(
                ["unit", .. Enumerable.Range(0, weights.Rows).Select(i => Invariant($"pixel {i}"))],
                [.. shown.Select(one => (IReadOnlyList<string>)[Invariant($"{one.Unit}"), .. one.Weights.Select(w => w.ToString("G4", CultureInfo.InvariantCulture))])]),
        };
    }
}
