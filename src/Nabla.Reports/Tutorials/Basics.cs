using Nabla.Data;
using Nabla.Networks;
using Nabla.Optimization;
using Nabla.Reports.Figures;
using Nabla.Reports.Pictures;

namespace Nabla.Reports.Tutorials;

/// <summary>One neuron, one digit, one way down: what comes before a network.</summary>
internal static class Basics
{
    public static Figure SigmoidWeights()
        => FunctionPictures.Neuron(new Sigmoid(), [(0.5, 0), (1, 0), (2, 0)]) with { Description = "The output of a neuron, a = sigmoid(w·x), for w = 0.5, 1 and 2: the larger the weight, the steeper the step from 0 to 1." };

    public static Figure SigmoidBiases()
        => FunctionPictures.Neuron(new Sigmoid(), [(5, -8), (5, 0), (5, 8)]) with { Description = "The output of a neuron, a = sigmoid(5·x + b), for b = −8, 0 and 8: the bias shifts the step to x = −b / 5." };

    public static Figure Digit() => ImagePicture.Of(Datasets.Digits(), 3);

    /// <summary>Gradient descent with and without momentum from the same corner of a narrow valley.</summary>
    public static Figure DescentPath()
    {
        const int Steps = 40;
        return FunctionPictures.Descent(
            Cost,
            new Plane((-3, 3), (-2, 2)),
            [("gradient descent", Path(new SGD(), 0.17, Steps)), ("with momentum", Path(new Momentum(0.7), 0.05, Steps))]);
    }

    private static double Cost(double x, double y) => (0.5 * x * x) + (4 * y * y) + (0.5 * x * y);

    private static List<(double X, double Y)> Path(UpdateRule rule, double rate, int steps)
    {
        double[] point = [-2.6, 1.5], gradient = new double[2];
        OptimizerState<double> state = rule.Start<double>(point.Length);
        var path = new List<(double, double)> { (point[0], point[1]) };
        for (int step = 0; step < steps; step++)
        {
            gradient[0] = point[0] + (0.5 * point[1]);
            gradient[1] = (8 * point[1]) + (0.5 * point[0]);
            rule.Step(state, point, gradient, rate);
            path.Add((point[0], point[1]));
        }

        return path;
    }
}
