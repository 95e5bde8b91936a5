using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Reports.Figures;

namespace Nabla.Reports.Pictures;

/// <summary>Pictures of functions of one and two variables.</summary>
public static class FunctionPictures
{
    /// <summary>One neuron a = f(w·x + b) for several weights and biases.</summary>
    /// <param name="activation">f.</param>
    /// <param name="neurons">w and b for each curve.</param>
    /// <param name="from">The first x.</param>
    /// <param name="to">The last x.</param>
    public static Figure Neuron(Activation activation, IReadOnlyList<(double Weight, double Bias)> neurons, double from = -8, double to = 8)
    {
        ArgumentNullException.ThrowIfNull(activation);
        ArgumentNullException.ThrowIfNull(neurons);
        const int Points = 201;
        double[] x = [.. Enumerable.Range(0, Points).Select(i => from + ((to - from) * i / (Points - 1)))];
        IEnumerable<Trace> curves = neurons.Select(neuron => new LineTrace($"w = {Words.Number(neuron.Weight)}, b = {Words.Number(neuron.Bias)}", x, Outputs(activation, neuron, x)));
        return new Figure("neuron", $"A neuron with {activation}", $"The output of a neuron, a = {activation}(w·x + b), from x = {Words.Number(from)} to {Words.Number(to)}.")
        {
            X = new Axis("x"),
            Y = new Axis("a"),
            Traces = [.. curves],
        };
    }

    /// <summary>Paths of gradient descent on contour lines of the cost.</summary>
    /// <param name="cost">The cost at (x, y).</param>
    /// <param name="plane">The rectangle to draw.</param>
    /// <param name="paths">The points of each path, by name.</param>
    public static Figure Descent(Func<double, double, double> cost, Plane plane, IReadOnlyList<(string Name, IReadOnlyList<(double X, double Y)> Points)> paths)
    {
        ArgumentNullException.ThrowIfNull(cost);
        ArgumentNullException.ThrowIfNull(plane);
        ArgumentNullException.ThrowIfNull(paths);
        double[] columns = plane.Columns, rows = plane.Rows;
        var values = new Matrix<double>(rows.Length, columns.Length);
        for (int i = 0; i < values.Rows; i++)
        {
            for (int j = 0; j < values.Columns; j++)
                values[i, j] = cost(columns[j], rows[i]);
        }

        string ends = string.Join("; ", paths.Select(path => $"{path.Name} ends at a cost of {Words.Number(cost(path.Points[^1].X, path.Points[^1].Y))} after {Words.Count(path.Points.Count - 1, "step")}"));
        return new Figure("descent-path", "Gradient descent", paths.Count == 0 ? "Lines of equal cost." : $"Lines of equal cost and the steps of each path: {ends}.")
        {
            X = new Axis("θ₁") { Range = plane.X },
            Y = new Axis("θ₂") { Range = plane.Y, SameScale = true }, // steps are perpendicular to the lines only if units have equal length on both axes
            Z = new Axis("cost"),
            Traces =
            [
                new ContourTrace("cost", columns, rows, values, ColorScale.Pale),
                .. paths.Select((path, i) => new LineTrace(path.Name, [.. path.Points.Select(point => point.X)], [.. path.Points.Select(point => point.Y)])
                {
                    Markers = true,
                    Color = i == 0 ? Tint.Ink : Tint.Series(i),
                }),
            ],
            Aspect = 0.7,
        };
    }

    private static double[] Outputs(Activation activation, (double Weight, double Bias) neuron, double[] x)
    {
        var network = new Network<double>(new NetworkSpec(1, new Dense(1) { Activation = activation }) { Loss = new HalfSquaredError() });
        (network.Parameters[0], network.Parameters[1]) = neuron;
        return network.Trace(new Matrix<double>(x, x.Length, 1))[0].A.Data;
    }
}
