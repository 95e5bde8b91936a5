using Nabla.Data;
using Nabla.Models;
using Nabla.Numerics;
using Nabla.Reports.Figures;
using Nabla.Training;

namespace Nabla.Reports.Pictures;

/// <summary>The classes that a classifier of two features predicts in the plane, with the data on top.</summary>
public static class DecisionRegions
{
    private const int MostPoints = 800;

    /// <summary>Draws the regions of a model.</summary>
    /// <exception cref="ArgumentException">The data does not have two features.</exception>
    public static Figure Of(Model model, Dataset data)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Of(points => model.PredictProbabilities(points, Environment.ProcessorCount), data);
    }

    /// <summary>Draws the regions of any function that returns class probabilities.</summary>
    /// <param name="probabilities">[points × classes] for points in the plane.</param>
    /// <param name="data">The data to draw on top.</param>
    /// <param name="plane">The rectangle to draw; null, the default, for one around the data.</param>
    public static Figure Of(PlaneFunction probabilities, Dataset data, Plane? plane = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        plane ??= Plane.Around(data);
        IReadOnlyList<Matrix<double>> values = plane.Values(probabilities);
        bool two = values.Count == 2;
        string colors = two ? "The background blends from the color of one class to the other's with the probability; on the line both are ½." : "The background has the color of the predicted class.";
        PointsTrace[] points = [.. Points(data)];
        return new Figure("decision-regions", $"Decision regions of {data.Name}", $"Where each class is predicted, by {data.FeatureNames[0]} and {data.FeatureNames[1]}. {colors} The points are the data, in the colors of their true classes.{Drawn(points, data)}")
        {
            X = new Axis(data.FeatureNames[0]) { Range = plane.X },
            Y = new Axis(data.FeatureNames[1]) { Range = plane.Y, SameScale = plane.IsNearlySquare },
            Z = two ? new Axis($"probability of “{data.ClassNames[1]}”") { Format = ".0%" } : null,
            Traces = [two ? Probability(plane, values[1], data) : Classes(plane, values), .. points],
            Aspect = 0.8,
        };
    }

    /// <summary>Draws only the data, in the colors of the classes.</summary>
    /// <exception cref="ArgumentException">The data does not have two features.</exception>
    public static Figure Data(Dataset data)
    {
        Plane plane = Plane.Around(data);
        string classes = string.Join(" and ", data.ClassNames.Select(name => $"“{name}”"));
        PointsTrace[] points = [.. Points(data)];
        return new Figure("points", $"The points of {data.Name}", $"{Words.Count(data.Rows)} points of the classes {classes}, by {data.FeatureNames[0]} and {data.FeatureNames[1]}.{Drawn(points, data)}")
        {
            X = new Axis(data.FeatureNames[0]) { Range = plane.X },
            Y = new Axis(data.FeatureNames[1]) { Range = plane.Y, SameScale = plane.IsNearlySquare },
            Traces = points,
            Aspect = 0.8,
        };
    }

    private static ContourTrace Probability(Plane plane, Matrix<double> second, Dataset data)
        => new($"probability of “{data.ClassNames[1]}”", plane.Columns, plane.Rows, second, ColorScale.TwoClasses)
        {
            Ends = (0, 1),
            Bands = false,
            Levels = (0.5, 0.5, 1),
        };

    private static HeatmapTrace Classes(Plane plane, IReadOnlyList<Matrix<double>> values)
    {
        var predicted = new Matrix<double>(plane.Steps, plane.Steps);
        var probabilities = new double[values.Count];
        for (int i = 0; i < predicted.Data.Length; i++)
        {
            for (int k = 0; k < probabilities.Length; k++)
                probabilities[k] = values[k].Data[i];
            predicted.Data[i] = Decision.Of<double>(probabilities);
        }

        return new HeatmapTrace("predicted class", plane.Columns, plane.Rows, predicted, ColorScale.Classes(values.Count)) { Ends = (-0.5, values.Count - 0.5), Legend = false };
    }

    private static string Drawn(PointsTrace[] points, Dataset data) => Words.Drawn(points.Sum(trace => trace.X.Count), data.Rows);

    private static IEnumerable<PointsTrace> Points(Dataset data)
    {
        for (int k = 0; k < data.ClassNames.Count; k++)
        {
            int[] rows = [.. Enumerable.Range(0, data.Rows).Where(row => data.Labels[row] == k)];
            double[] x = [.. rows.Select(row => data.Features[row, 0])], y = [.. rows.Select(row => data.Features[row, 1])];
            int[] kept = Thinning.Cloud(x, y, MostPoints);
            yield return new PointsTrace(data.ClassNames[k], x.Pick(kept), y.Pick(kept))
            {
                Rows = [.. kept.Select(i => (double)rows[i])],
                Size = kept.Length > 500 ? 4 : 8,
                Color = Tint.Series(k),
                Shape = k / Tint.SeriesCount,
            };
        }
    }
}
