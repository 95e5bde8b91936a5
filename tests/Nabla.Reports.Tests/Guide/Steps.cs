using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;
using Nabla.Reports.Figures;
using Nabla.Reports.Pictures;
using Nabla.Reports.Sections;
using Nabla.Training;

namespace Nabla.Reports.Tests.Guide;

/// <summary>The steps of docs/guide/from-neuron-to-network.md, as the page shows them, with the pictures they make.</summary>
public static class Steps
{
    public static Dataset Circles => Points().Circles;

    public static Model Linear { get; } = TrainLinear(Circles);

    public static Model Bent { get; } = TrainBent(Circles);

    /// <summary>The pictures by the names of their files.</summary>
    public static IReadOnlyDictionary<string, Func<Figure>> Pictures { get; } = new Dictionary<string, Func<Figure>>
    {
        ["neuron-weight"] = NeuronWeight,
        ["neuron-bias"] = NeuronBias,
        ["two-neurons"] = TwoNeurons,
        ["descent"] = Descent,
        ["circles"] = () => Points().Figure,
        ["circles-linear"] = () => DecisionRegions.Of(Linear, Circles),
        ["circles-cost"] = Cost,
        ["circles-regions"] = () => Regions(Bent, Circles),
        ["circles-hidden"] = () => Space(Bent, Circles),
    };

    public static Figure NeuronWeight()
    {
        Figure weights = FunctionPictures.Neuron(new Sigmoid(), [(0.5, 0), (1, 0), (2, 0)]);
        return weights;
    }

    public static void WriteTo(string path, Figure weights) => Report.Of(weights).Write(path);

    public static Figure NeuronBias()
    {
        Figure biases = FunctionPictures.Neuron(new Sigmoid(), [(5, -8), (5, 0), (5, 8)]);
        return biases;
    }

    public static double[] Layers()
    {
        var spec = new NetworkSpec(3, new Dense(3) { Activation = new Sigmoid() }, new Dense(1) { Activation = new Sigmoid() });
        var network = new Network<double>(spec);
        double[] parameters =
        [
            .2, .4, .6, .2, .4, .6, .2, .4, .6, // W1, a row for each input
            .8, .8, .8, // b1
            .5, .5, .5, // W2
            .2, // b2
        ];
        parameters.CopyTo(network.Parameters);
        IReadOnlyList<LayerTrace<double>> layers = network.Trace(Matrix<double>.From([1.5, 2, 3]));
        double[] hidden = layers[0].A.Row(0).ToArray(); // .8909, .9677, .9910
        double output = layers[1].A[0, 0]; // .8355
        return [.. hidden, output];
    }

    public static Figure TwoNeurons()
    {
        var spec = new NetworkSpec(1, new Dense(2) { Activation = new Sigmoid() }, new Dense(1) { Activation = new Identity() });
        var bump = new Network<double>(spec);
        double[] parameters = [5, 5, 15, -15, 1, -1, 0]; // W1, b1, W2, b2: σ(5x + 15) − σ(5x − 15)
        parameters.CopyTo(bump.Parameters);
        double[] x = [.. Enumerable.Range(-80, 161).Select(i => i / 10.0)];
        IReadOnlyList<LayerTrace<double>> layers = bump.Trace(new Matrix<double>(x, x.Length, 1));
        double[] Unit(int j) => [.. Enumerable.Range(0, x.Length).Select(i => layers[0].A[i, j])];
        var figure = new Figure("bump", "Two neurons make a bump", "σ(5x + 15), σ(5x − 15) and their difference, which is 1 between −3 and 3 and 0 elsewhere.")
        {
            Y = new Axis("a"),
            Traces = [new LineTrace("unit 1", x, Unit(0)), new LineTrace("unit 2", x, Unit(1)), new LineTrace("output", x, layers[1].A.Data)],
        };
        return figure;
    }

    public static double Walk()
    {
        double x = 6, previous;
        do
        {
            previous = x;
            x -= .01 * ((4 * x * x * x) - (9 * x * x)); // the slope of x⁴ − 3x³ + 2
        }
        while (Math.Abs(x - previous) > 1e-5);
        return x;
    }

    public static Figure Descent()
    {
        static double Cost(double x, double y) => (x * x) + (10 * y * y);
        (double X, double Y)[] Path(UpdateRule rule, double rate)
        {
            double[] point = [-2.5, 1.2];
            var state = rule.Start<double>(point.Length);
            var path = new List<(double, double)> { (point[0], point[1]) };
            for (int step = 0; step < 30; step++)
            {
                rule.Step(state, point, [2 * point[0], 20 * point[1]], rate); // the gradient of the cost
                path.Add((point[0], point[1]));
            }

            return [.. path];
        }

        Figure descent = FunctionPictures.Descent(
            Cost,
            new Plane((-3, 3), (-1.5, 1.5)),
            [("gradient descent", Path(new SGD(), 0.09)), ("with momentum", Path(new Momentum(0.6), 0.03))]);
        return descent;
    }

    public static double GradientError(Dataset circles)
    {
        var spec = new NetworkSpec(2, new Dense(3) { Activation = new Sigmoid() }, new Dense(2) { Activation = new Softmax() }) { Loss = new CrossEntropy() };
        Network<double> network = Network<double>.Create(spec, seed: 1);
        var examples = new Examples<double>(circles.Features, circles.Labels, outputs: 2);
        double error = NetworkGradientCheck.Run(network, examples).Max(slice => slice.Error);
        return error;
    }

    public static Figure Cost() => TrainingSection.Loss(Bent.Info.History, Bent.Info.ChosenEpoch);

    private static (Dataset Circles, Figure Figure) Points()
    {
        Dataset circles = Generators.Circles();
        Figure points = DecisionRegions.Data(circles);
        return (circles, points);
    }

    private static Figure Regions(Model model, Dataset circles)
    {
        Figure regions = DecisionRegions.Of(model, circles);
        return regions;
    }

    private static Figure Space(Model model, Dataset circles)
    {
        Figure space = HiddenSpace.Of(model, circles);
        return space;
    }

    private static Model TrainLinear(Dataset circles)
    {
        Model linear = new MlpClassifier(new() { Network = new([]) }).Fit(circles);
        return linear;
    }

    private static Model TrainBent(Dataset circles)
    {
        var classifier = new MlpClassifier(new()
        {
            Network = new(3)
            {
                Activation = new Sigmoid(),
                Reduction = Reduction.Sum, // the cost is −Σ y ln a over all points
                WeightInitializer = new Normal(0, 0.1),
                BiasInitializer = new Normal(0, 0.1),
            },
            Training = new()
            {
                Optimizer = new Momentum(0.9), // V ← .9·V − .02·∂C/∂θ, θ ← θ + V
                LearningRate = 0.02,
                BatchSize = null, // all points at once
                Epochs = 300,
            },
            Preprocessing = new() { Scaling = ScalerMethod.None },
            Seed = 4,
            Precision = Precision.Double,
        });
        Model model = classifier.Fit(circles);
        return model;
    }
}
