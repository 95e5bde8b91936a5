using Nabla.Data;
using Nabla.Models;
using Nabla.Numerics;
using Nabla.Reports.Figures;

namespace Nabla.Reports.Pictures;

/// <summary>The predictions of a network in the plane of two features, as contour lines and as a surface in space.</summary>
public static class PredictionSurface
{
    // With more points, the labels would overlap.
    private const int MostLabels = 12;

    /// <summary>Contours of the predictions of a regression's first target, or of the probability of the first label.</summary>
    /// <exception cref="ArgumentException">The data does not have two features.</exception>
    public static Figure Contours(Model model, Dataset data) => Contours(Of(model), data, Plane.Around(data), Predicted(model, data));

    /// <summary>The same as a surface, with the data points.</summary>
    /// <exception cref="ArgumentException">The data does not have two features.</exception>
    public static Figure Surface(Model model, Dataset data) => Surface(Of(model), data, Plane.Around(data), Predicted(model, data));

    /// <summary>Labelled contours of any function's first output, with the data points.</summary>
    public static Figure Contours(PlaneFunction predictions, Dataset data, Plane plane) => Contours(predictions, data, plane, $"predicted {data.TargetNames[0]}");

    private static Figure Contours(PlaneFunction predictions, Dataset data, Plane plane, string predicted)
    {
        (Frame frame, Matrix<double> values) = Over(predictions, data, plane);
        return new Figure("prediction-contours", Capital(predicted), $"Lines of equal {predicted} by {frame.X} and {frame.Y}, from {Words.Number(values.Data.Min())} to {Words.Number(values.Data.Max())}. The points are the data{(frame.DataX.Length <= MostLabels ? $", with their {frame.Target}" : string.Empty)}.")
        {
            X = new Axis(frame.X) { Range = plane.X },
            Y = new Axis(frame.Y) { Range = plane.Y },
            Z = new Axis(AxisTitle(predicted, frame.Target)),
            Traces =
            [
                new ContourTrace(predicted, plane.Columns, plane.Rows, values, ColorScale.Pale) { Labels = true },
                new PointsTrace("data", frame.DataX, frame.DataY) { Color = Tint.Ink, Size = 9, Labels = frame.DataX.Length <= MostLabels ? [.. frame.DataZ.Select(value => Words.Number(value))] : [] },
            ],
            Aspect = 0.8,
        };
    }

    /// <summary>A surface in space of any function's first output, with the data points.</summary>
    public static Figure Surface(PlaneFunction predictions, Dataset data, Plane plane) => Surface(predictions, data, plane, $"predicted {data.TargetNames[0]}");

    private static Figure Surface(PlaneFunction predictions, Dataset data, Plane plane, string predicted)
    {
        (Frame frame, Matrix<double> values) = Over(predictions, data, plane with { Steps = Math.Min(plane.Steps, 60) });
        Plane coarse = plane with { Steps = values.Rows };
        return new Figure("prediction-surface", $"{Capital(predicted)} in space", $"{Capital(predicted)} as the height over {frame.X} and {frame.Y}, from {Words.Number(values.Data.Min())} to {Words.Number(values.Data.Max())}. The points are the data. Drag to turn it, or use the arrow keys.")
        {
            X = new Axis(frame.X),
            Y = new Axis(frame.Y),
            Z = new Axis(AxisTitle(predicted, frame.Target)),
            Traces =
            [
                new SurfaceTrace(predicted, coarse.Columns, coarse.Rows, values, ColorScale.Sequential) { Legend = false }, // the height shows it
                new SpatialPointsTrace("data", frame.DataX, frame.DataY, frame.DataZ) { Color = Tint.Series(1) },
            ],
            Aspect = 0.8,
        };
    }

    /// <summary>The predicted quantity, in words.</summary>
    private static string Predicted(Model model, Dataset data)
        => model.Task == LearningTask.MultiLabel ? $"probability of “{data.TargetNames[0]}”" : $"predicted {data.TargetNames[0]}";

    private static string AxisTitle(string predicted, string target) => predicted == $"predicted {target}" ? target : "probability";

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];

    private static PlaneFunction Of(Model model) => points => model.Task == LearningTask.MultiLabel
        ? model.PredictProbabilities(points, Environment.ProcessorCount)
        : model.PredictValues(points, Environment.ProcessorCount);

    private static (Frame Frame, Matrix<double> Values) Over(PlaneFunction predictions, Dataset data, Plane plane)
    {
        double[] Column(Matrix<double> matrix, int column) => [.. Enumerable.Range(0, matrix.Rows).Select(row => matrix[row, column])];
        double[] x = Column(data.Features, 0), y = Column(data.Features, 1), z = Column(data.Targets!, 0);
        int[] kept = Thinning.Cloud(x, z, 2000);
        var frame = new Frame(data.FeatureNames[0], data.FeatureNames[1], data.TargetNames[0], x.Pick(kept), y.Pick(kept), z.Pick(kept));
        return (frame, plane.Values(predictions)[0]);
    }

    /// <summary>Names and points for both pictures.</summary>
    private sealed record Frame(string X, string Y, string Target, double[] DataX, double[] DataY, double[] DataZ);
}
