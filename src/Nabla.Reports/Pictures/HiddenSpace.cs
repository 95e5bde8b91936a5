using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Reports.Figures;

namespace Nabla.Reports.Pictures;

/// <summary>
/// Examples in the space of a hidden layer: a point for each, with the units as coordinates, or the first three principal components if there are
/// more than three units. If the last hidden layer has two or three units, the boundary between two classes is drawn: a line or a plane.
/// </summary>
public static class HiddenSpace
{
    private const int MostPoints = 2000;

    /// <summary>Draws a hidden layer of a classifier.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The examples.</param>
    /// <param name="layer">The hidden layer, from 1; null, the default, for the last one.</param>
    /// <exception cref="ArgumentException">The model is not a classifier, has no such hidden layer, or the layer has one unit.</exception>
    public static Figure Of(Model model, Dataset data, int? layer = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        int hidden = model.Network.NumberedLayers.Count - 1, chosen = layer ?? hidden;
        if (model.Task != LearningTask.Classification)
            throw new ArgumentException("the space of hidden units is drawn for classifiers", nameof(model));
        if (chosen < 1 || chosen > hidden)
            throw new ArgumentException($"hidden layer {chosen} of a network with {hidden}", nameof(layer));
        int[] rows = Thinning.Sample(data.Rows, MostPoints);
        Matrix<double> activations = model.Trace(data.Features.SelectRows(rows))[chosen - 1].A;
        if (activations.Columns < 2)
            throw new ArgumentException($"hidden layer {chosen} has {activations.Columns} unit, a picture needs 2 or more", nameof(layer));
        (Matrix<double> points, string[] axes, string what) = Positions(activations, chosen);
        (double[] Normal, double Offset)? boundary = chosen == hidden && activations.Columns <= 3 && !IsResidual(model, hidden) ? Boundary(model) : null;
        string some = rows.Length < data.Rows ? $" Shown are {Words.Count(rows.Length)} of {Words.Count(data.Rows)} rows, an even sample." : string.Empty;
        string cut = boundary is null ? string.Empty : points.Columns == 3 ? " On the plane both classes are equally probable." : " On the line both classes are equally probable.";
        string branch = IsResidual(model, chosen) ? " The layer is in a residual block, which adds these activations to its input." : string.Empty;
        (double From, double To)?[] ranges = [.. Enumerable.Range(0, points.Columns).Select(column => Stretch(points, column))];
        int far = Enumerable.Range(0, points.Rows).Count(row => Enumerable.Range(0, points.Columns).Any(column => ranges[column] is var (from, to) && (points[row, column] < from || points[row, column] > to)));
        string outside = far == 0 ? string.Empty : $" {Words.Count(far, "row")} far from the others {(far == 1 ? "is" : "are")} outside of the picture.";
        string first = model.Members.Count > 1 ? $" The network is the first of {model.Members.Count}." : string.Empty;
        string turn = points.Columns == 3 ? " Drag to turn it, or use the arrow keys." : string.Empty;
        return new Figure("hidden-space", $"{data.Name} in hidden layer {chosen}", $"{what}{first}{branch}{cut}{some}{outside}{turn}")
        {
            X = new Axis(axes[0]) { Range = ranges[0] },
            Y = new Axis(axes[1]) { Range = ranges[1] },
            Z = points.Columns == 3 ? new Axis(axes[2]) { Range = ranges[2] } : null,
            OffersPlanes = points.Columns == 3,
            Traces = [.. Points(points, rows, data), .. boundary is { } known ? Cut(points, known) : []],
            ViewAngle = boundary is ({ Length: 3 } normal, _) ? ViewAngle(normal, points) : -133,
            Aspect = 0.8,
        };
    }

    // The output layer receives the sum, so its weights define no boundary in the activations of one branch.
    private static bool IsResidual(Model model, int layer) => model.Network.NumberedLayers[layer - 1].IsResidual;

    /// <summary>
    /// The range of an axis that contains all but the outermost hundredth at each end, with a margin; null if there are no outliers, so that all
    /// points are shown.
    /// </summary>
    internal static (double From, double To)? Stretch(Matrix<double> points, int column)
    {
        double[] sorted = [.. Enumerable.Range(0, points.Rows).Select(row => points[row, column]).Order()];
        double low = sorted[sorted.Length / 100], high = sorted[sorted.Length - 1 - (sorted.Length / 100)], margin = 0.1 * (high - low);
        return sorted[^1] - sorted[0] > 1.5 * (high - low) ? (low - margin, high + margin) : null;
    }

    /// <summary>A direction from which the plane is seen at an angle, neither edge-on nor face-on.</summary>
    private static double ViewAngle(double[] normal, Matrix<double> points)
    {
        (double[] from, double[] to) = Ends(points);
        double[] inCube = [.. normal.Select((n, i) => n * (to[i] - from[i]))];
        double length = Math.Sqrt(inCube.Sum(n => n * n));
        const double Best = 0.4;
        return Enumerable.Range(0, 24).Select(i => (15.0 * i) - 133).MinBy(degrees =>
        {
            double angle = degrees * Math.PI / 180;
            double seen = ((2.2 * Math.Cos(angle) * inCube[0]) + (2.2 * Math.Sin(angle) * inCube[1]) + (0.9 * inCube[2])) / (length * Math.Sqrt((2.2 * 2.2) + (0.9 * 0.9)));
            return Math.Abs(Math.Abs(seen) - Best);
        });
    }

    private static (Matrix<double> Points, string[] Axes, string What) Positions(Matrix<double> activations, int layer)
    {
        if (activations.Columns <= 3)
        {
            string[] units = [.. Enumerable.Range(1, activations.Columns).Select(unit => Invariant($"unit {unit}"))];
            return (activations, units, $"Each point is a row at the activations of the {units.Length} units of hidden layer {layer}.");
        }

        PrincipalComponents components = PrincipalComponents.Of(activations, 3);
        return (
            components.Scores,
            ["component 1", "component 2", "component 3"],
            $"Each point is a row at the activations of hidden layer {layer}, along the three directions in which its {activations.Columns} units spread most: {Words.Percent(components.Explained.Sum())} of the variance.");
    }

    private static IEnumerable<Trace> Points(Matrix<double> points, int[] rows, Dataset data)
    {
        for (int k = 0; k < data.ClassNames.Count; k++)
        {
            int[] mine = [.. Enumerable.Range(0, rows.Length).Where(i => data.Labels[rows[i]] == k)];
            double[] numbers = [.. mine.Select(i => (double)rows[i])];
            double[] Column(int column) => [.. mine.Select(i => points[i, column])];
            yield return points.Columns == 3
                ? new SpatialPointsTrace(data.ClassNames[k], Column(0), Column(1), Column(2)) { Rows = numbers, Color = Tint.Series(k), Shape = k / Tint.SeriesCount, Small = rows.Length > 500 }
                : new PointsTrace(data.ClassNames[k], Column(0), Column(1)) { Rows = numbers, Color = Tint.Series(k), Shape = k / Tint.SeriesCount, Size = rows.Length > 500 ? 4 : 7 };
        }
    }

    /// <summary>
    /// The boundary of equal probabilities: two outputs are equal where (w₁ − w₂)·a + b₁ − b₂ = 0; a sigmoid is ½ where w·a + b = 0.
    /// </summary>
    private static (double[] Normal, double Offset)? Boundary(Model model)
    {
        if (model.ClassNames.Count != 2 || model.Network.OutputLayer.Activation is not (Softmax or Sigmoid))
            return null;
        int last = model.Network.NumberedLayers.Count;
        Matrix<double> weights = model.Weights(last);
        double[] biases = model.Biases(last) ?? new double[weights.Columns];
        return weights.Columns == 1
            ? ([.. Enumerable.Range(0, weights.Rows).Select(i => weights[i, 0])], biases[0])
            : ([.. Enumerable.Range(0, weights.Rows).Select(i => weights[i, 0] - weights[i, 1])], biases[0] - biases[1]);
    }

    private static IEnumerable<Trace> Cut(Matrix<double> points, (double[] Normal, double Offset) boundary)
    {
        (double[] from, double[] to) = Ends(points);
        if (points.Columns == 3)
        {
            IReadOnlyList<(double, double, double)> corners = CutPlane.Of(boundary.Normal, boundary.Offset, from, to);
            return corners.Count < 3 ? [] : [new PolygonTrace("boundary", corners) { Color = Tint.Muted }];
        }

        // A line is the edge of a plane perpendicular to the drawing.
        (double X, double Y)[] ends =
        [
            .. CutPlane.Of([.. boundary.Normal, 0], boundary.Offset, [.. from, 0], [.. to, 1]).Where(corner => corner.Z == 0).Select(corner => (corner.X, corner.Y)),
        ];
        return ends.Length < 2 ? [] : [new LineTrace("boundary", [.. ends.Select(end => end.X)], [.. ends.Select(end => end.Y)]) { Color = Tint.Muted }];
    }

    /// <summary>The minimum and maximum of each column.</summary>
    private static (double[] From, double[] To) Ends(Matrix<double> points)
    {
        double[] End(Func<IEnumerable<double>, double> end)
            => [.. Enumerable.Range(0, points.Columns).Select(column => end(Enumerable.Range(0, points.Rows).Select(row => points[row, column])))];
        return (End(Enumerable.Min), End(Enumerable.Max));
    }
}
