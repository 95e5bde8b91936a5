using Nabla.Data;
using Nabla.Networks;
using Nabla.Optimization;
using Nabla.Reports.Figures;
using Nabla.Reports.Pictures;

namespace Nabla.Reports.Tutorials;

/// <summary>The basics before networks: one neuron, one digit, one descent.</summary>
internal static class Basics
{
    public static Figure SigmoidWeights()
        => FunctionPictures.Neuron(new Sigmoid(), [(0.5, 0), (1, 0), (2, 0)]) with { Description = "The output of a neuron, a = sigmoid(w·x), for w = 0.5, 1 and 2: the larger the weight, the steeper the step from 0 to 1." };

    public static Figure SigmoidBiases()
        => FunctionPictures.Neuron(new Sigmoid(), [(5, -8), (5, 0), (5, 8)]) with { Description = "The output of a neuron, a = sigmoid(5·x + b), for b = −8, 0 and 8: the bias shifts the step to x\u00a0=\u00a0−b\u00a0/\u00a05." };

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

    /// <summary>x⁴ − 3x³ + 2, its slope at the start of descent, and the points of the descent.</summary>
    public static Figure CostCurve()
    {
        const double Start = 3.15, Rate = 0.01;
        const int Steps = 15;
        static double At(double x) => (x * x * x * x) - (3 * x * x * x) + 2;
        static double SlopeAt(double x) => (4 * x * x * x) - (9 * x * x);
        double[] x = [.. Enumerable.Range(0, 200).Select(i => -0.8 + (4.1 * i / 199))];
        var path = new List<double> { Start };
        for (int step = 0; step < Steps; step++)
            path.Add(path[^1] - (Rate * SlopeAt(path[^1])));
        double[] touching = [Start - 0.55, Start + 0.2];
        return new Figure("cost-curve", "Gradient descent in one dimension", $"The cost x⁴ − 3x³ + 2. At x = {Words.Number(Start)} its slope is {Words.Number(SlopeAt(Start))}, so the first step, {Words.Number(Rate)} times the slope, goes {Words.Number(Rate * SlopeAt(Start))} to the left. Steps get shorter as the slope does; after {Steps} of them x is {Words.Number(path[^1])}, and the minimum is at 2.25.")
        {
            X = new Axis("x") { Range = (-0.8, 3.4) },
            Y = new Axis("cost") { Range = (-8, 14) },
            Traces =
            [
                new LineTrace("cost", x, [.. x.Select(At)]) { Color = Tint.Ink },
                new LineTrace("slope at the start", touching, [.. touching.Select(t => At(Start) + (SlopeAt(Start) * (t - Start)))]) { Dashed = true, Color = Tint.Muted },
                new LineTrace("steps of descent", path, [.. path.Select(At)]) { Markers = true, Color = Tint.Series(1) },
            ],
            Marks = [new Mark(2.25, "minimum")],
        };
    }

    /// <summary>The first steps of momentum in a valley: at each point the old velocity, the gradient's contribution, and the new velocity.</summary>
    public static Figure Velocity()
    {
        const double Kept = 0.8, Rate = 0.05;
        const int Steps = 9;
        double[] point = [-2.6, 1.3], velocity = [0, 0];
        List<double> pathX = [point[0]], pathY = [point[1]], keptX = [], keptY = [], pushX = [], pushY = [];
        for (int step = 0; step < Steps; step++)
        {
            double[] push = [-Rate * (point[0] + (0.5 * point[1])), -Rate * ((8 * point[1]) + (0.5 * point[0]))];
            double[] kept = [Kept * velocity[0], Kept * velocity[1]];
            if (step > 0)
                Arrow(keptX, keptY, point, kept);
            Arrow(pushX, pushY, [point[0] + kept[0], point[1] + kept[1]], push);
            velocity = [kept[0] + push[0], kept[1] + push[1]];
            point = [point[0] + velocity[0], point[1] + velocity[1]];
            pathX.Add(point[0]);
            pathY.Add(point[1]);
        }

        var plane = new Plane((-2.9, 0.3), (-1.1, 1.5)); // around the path, so that the arrows are distinguishable
        Figure valley = FunctionPictures.Descent(Cost, plane, []);
        return valley with
        {
            Title = "Momentum is a velocity",
            Description = $"A ball rolls into a valley. Each step is the new velocity: {Kept} times the old one, plus the push of the slope, −{Rate}·∂C/∂θ. Across the valley the pushes slow the ball down; along the valley they add up.",
            Traces =
            [
                .. valley.Traces,
                new LineTrace("the ball", pathX, pathY) { Markers = true, Color = Tint.Ink },
                new LineTrace($"{Kept} × velocity", keptX, keptY) { Arrows = true, Color = Tint.Series(3) },
                new LineTrace("push of the slope", pushX, pushY) { Arrows = true, Color = Tint.Series(1) },
            ],
        };

        static void Arrow(List<double> x, List<double> y, double[] from, double[] by)
        {
            x.AddRange([from[0], from[0] + by[0], double.NaN]);
            y.AddRange([from[1], from[1] + by[1], double.NaN]);
        }
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
