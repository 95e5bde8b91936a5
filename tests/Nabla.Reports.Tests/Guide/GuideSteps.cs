using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;
using Nabla.Reports.Blocks;
using Nabla.Reports.Figures;
using Nabla.Reports.Pictures;
using Nabla.Reports.Sections;

namespace Nabla.Reports.Tests.Guide;

/// <summary>The steps of docs/guide/from-neuron-to-network.md; the programs there stand here.</summary>
public static class GuideSteps
{
    private static readonly Lazy<(Model Model, Dataset Circles)> LazyBent = new(Train);

    /// <summary>The network that is trained in the guide, and its data.</summary>
    public static (Model Model, Dataset Circles) Bent => LazyBent.Value;

    /// <summary>The guide's pictures by the names of their files.</summary>
    public static IReadOnlyDictionary<string, Func<Picture>> Pictures { get; } = new Dictionary<string, Func<Picture>>(StringComparer.Ordinal)
    {
        ["weights"] = Weights,
        ["biases"] = Biases,
        ["descent"] = Descent,
        ["circles"] = Circles,
        ["line"] = Line,
        ["cost"] = Cost,
        ["regions"] = Regions,
        ["hidden"] = Hidden,
        ["diagram"] = Diagram,
    };

    public static Matrix<double> Forward()
    {
        var spec = new NetworkSpec(3, new LayerSpec(3) { Activation = new Sigmoid() }, new LayerSpec(1) { Activation = new Sigmoid() });
        var network = new Network<double>(spec);
        double[] parameters =
        [
            .2, .4, .6, .2, .4, .6, .2, .4, .6, // W₁, a row for each input
            .8, .8, .8, // b₁
            .5, .5, .5, // W₂
            .2, // b₂
        ];
        parameters.CopyTo(network.Parameters);

        IReadOnlyList<LayerTrace<double>> trace = network.Trace(Matrix<double>.From([1.5, 2, 3]));
        Matrix<double> hidden = trace[0].A; // .8909, .9677, .9910
        Matrix<double> output = trace[1].A; // .8355

        return new Matrix<double>([.. hidden.Data, .. output.Data], 1, 4);
    }

    public static double Walk()
    {
        double x = 6, step;
        do
        {
            step = -.01 * ((4 * x * x * x) - (9 * x * x));
            x += step;
        }
        while (Math.Abs(step) > 1e-5); // ends at x = 2.249965

        return x;
    }

    public static (Model Line, Dataset Circles) FitLine()
    {
        Dataset circles = Generators.Circles(rows: 100, noise: 0.1, factor: 0.3, seed: 2);
        Model line = new MlpClassifier { HiddenLayers = [], Epochs = 100 }.Fit(circles);
        Figure picture = DecisionRegions.Of(line, circles);

        Assert.NotEmpty(picture.Traces);
        return (line, circles);
    }

    public static IReadOnlyList<SliceCheck> CheckGradient()
    {
        (_, Dataset circles) = Bent;
        IReadOnlyList<SliceCheck> check = ModelTrainer.CheckGradient(circles, new MlpSettings { HiddenLayers = [3], Activation = new Sigmoid() });
        double largest = check.Max(slice => slice.Error); // less than a millionth of the largest entry

        Assert.True(largest < 1e-6);
        return check;
    }

    public static void WriteReport(string path)
    {
        (Model bent, Dataset circles) = Bent;
        ModelReport.Of(bent, circles).Write(path);
    }

    private static Figure Weights()
    {
        Figure picture = FunctionPictures.Neuron(new Sigmoid(), [(0.5, 0), (1, 0), (2, 0)]);
        return picture;
    }

    private static Figure Biases()
    {
        Figure picture = FunctionPictures.Neuron(new Sigmoid(), [(5, -8), (5, 0), (5, 8)]);
        return picture;
    }

    private static Figure Descent()
    {
        static double Cost(double x, double y) => (0.5 * x * x) + (4 * y * y);
        var path = new List<(double X, double Y)> { (-2.6, 1.5) };
        for (int step = 0; step < 30; step++)
        {
            (double x, double y) = path[^1];
            path.Add((x - (0.2 * x), y - (0.2 * 8 * y))); // against the slopes x and 8y
        }

        Figure picture = FunctionPictures.Descent(Cost, new Plane((-3, 3), (-2, 2)), [("gradient descent", path)]);

        return picture;
    }

    private static Figure Circles()
    {
        Dataset circles = Generators.Circles(rows: 100, noise: 0.1, factor: 0.3, seed: 2);
        Figure picture = DecisionRegions.Data(circles);
        return picture;
    }

    private static Figure Line()
    {
        (Model line, Dataset circles) = FitLine();
        return DecisionRegions.Of(line, circles);
    }

    private static (Model Model, Dataset Circles) Train()
    {
        Dataset circles = Generators.Circles(rows: 100, noise: 0.1, factor: 0.3, seed: 2);
        var classifier = new MlpClassifier
        {
            HiddenLayers = [3],
            Activation = new Sigmoid(),
            Reduction = Reduction.Sum, // the cost is a sum over the points
            WeightInitializer = new Normal(0, 0.1),
            BiasInitializer = new Normal(0, 0.1),
            Scaling = ScalerMethod.None,
            Solver = new Momentum(0.9),
            LearningRate = 0.02,
            BatchSize = null, // all points at once
            Epochs = 300,
            Precision = Precision.Double,
            Seed = 1,
        };
        Model bent = classifier.Fit(circles);

        return (bent, circles);
    }

    private static Figure Cost()
    {
        (Model bent, _) = Bent;
        Figure picture = TrainingSection.Loss(bent.Info.History, bent.Info.ChosenEpoch);
        return picture;
    }

    private static Figure Regions()
    {
        (Model bent, Dataset circles) = Bent;
        Figure picture = DecisionRegions.Of(bent, circles);
        return picture;
    }

    private static Figure Hidden()
    {
        (Model bent, Dataset circles) = Bent;
        Figure picture = HiddenSpace.Of(bent, circles);
        return picture;
    }

    private static Picture Diagram()
        => NetworkSection.Of(Bent.Model).Blocks.OfType<Picture>().First(picture => picture.Name == "network-diagram");
}
