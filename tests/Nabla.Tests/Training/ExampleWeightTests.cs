using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Optimization;

namespace Nabla.Tests.Training;

/// <summary>An example of weight 2 counts as if it were there twice.</summary>
public class ExampleWeightTests
{
    private const double Tolerance = 1e-12;

    private static readonly MlpSettings Settings = new()
    {
        Network = new(4) { Activation = new Nabla.Networks.Tanh() },
        Training = new() { BatchSize = null, Epochs = 8 },
        Preprocessing = new() { Scaling = ScalerMethod.None },
        Precision = Precision.Double,
    };

    public static TheoryData<string, double> Optimizers
    {
        get
        {
            var data = new TheoryData<string, double>();
            foreach (string name in UpdateRule.All.Select(entry => entry.Name).Concat(FullBatchSolver.All.Select(entry => entry.Name)).Where(name => name != "scg"))
                data.Add(name, Tolerance);

            // The curvature is a difference of two gradients over the distance between their points: rounding grows by one over that.
            data.Add("scg", 1e-9);
            data.Add("scg:0.01", Tolerance);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Weight_2_is_the_row_twice_for(string optimizer, double tolerance)
    {
        Dataset data = Datasets.Iris();
        int[] twice = [.. Enumerable.Range(0, data.Rows).Concat(Enumerable.Range(0, data.Rows).Where(row => row % 3 == 0))];
        double[] weights = [.. Enumerable.Range(0, data.Rows).Select(row => row % 3 == 0 ? 2.0 : 1.0)];

        MlpSettings settings = Settings with { Network = Settings.Network with { L2 = 0.01 }, Training = Settings.Training with { Optimizer = Optimizer.Parse(optimizer) } };
        if (settings.Training.Optimizer is LevenbergMarquardt) // for sums of squares alone
            settings = settings with { Network = settings.Network with { OutputActivation = new Sigmoid(), Loss = new HalfSquaredError() } };
        Model doubled = Train(data.SelectRows(twice), settings), weighted = Train(data.WithWeights(weights), settings);
        foreach ((double a, double b) in Parameters(doubled).Zip(Parameters(weighted)))
            Assert.Equal(a, b, tolerance * Math.Max(1, Math.Abs(a)));
        Assert.All(doubled.LossCurve.Zip(weighted.LossCurve), pair => Assert.Equal(pair.First, pair.Second, tolerance));
        foreach ((double? a, double? b) in Figures(doubled).Zip(Figures(weighted)))
            Assert.Equal(a ?? 0, b ?? 0, tolerance);
    }

    [Fact]
    public void Class_weights_are_weights_of_the_examples_of_a_class()
    {
        Dataset data = Datasets.Iris().SelectRows([.. Enumerable.Range(20, 110)]); // 30, 50 and 30 of each
        double[] byRow = [.. data.Labels.Select(label => label == 1 ? 110 / (3 * 50.0) : 110 / (3 * 30.0))];
        Model balanced = Train(data, Settings with { ClassWeights = ClassWeights.Balanced });
        Assert.Equal(Parameters(Train(data.WithWeights(byRow), Settings)), Parameters(balanced));
        Model given = Train(data, Settings with { ClassWeights = new ClassWeights(1, 2, 3) });
        Assert.Equal(Parameters(Train(data.WithWeights([.. data.Labels.Select(label => label + 1.0)]), Settings)), Parameters(given));

        // Scores are of the rows as they are.
        Assert.Equal(balanced.Score(data), balanced.Info.Scores.Training);
    }

    [Fact]
    public void Weights_go_with_their_rows()
    {
        Dataset data = Datasets.Iris().WithWeights([.. Enumerable.Range(1, 150).Select(i => (double)i)]);
        Assert.Equal([5, 1, 150], data.SelectRows([4, 0, 149]).Weights!);
        Assert.All(Split.TrainTest(data, 0.2, 1).Train.Weights!, weight => Assert.InRange(weight, 1, 150));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_weight_that_is_none_is_named(double weight)
    {
        double[] weights = [.. Enumerable.Repeat(1.0, 150)];
        weights[7] = weight;
        string found = FormattableString.Invariant($"{weight}");
        Assert.Equal($"row 7: weight {found}, expected a finite number above 0", Assert.Throws<InvalidDataException>(() => Datasets.Iris().WithWeights(weights)).Message);
    }

    private static Model Train(Dataset data, MlpSettings settings) => ModelTrainer.Train(new DataParts(data), settings, new RunControl { Threads = 1 }).Model;

    private static double[] Parameters(Model model)
        => [.. model.Networks[0].AllSlices.SelectMany(slice => System.Runtime.InteropServices.MemoryMarshal.Cast<byte, double>(model.Networks[0].Bytes(slice)).ToArray())];

    private static double?[] Figures(Model model)
    {
        Scores scores = model.Info.Scores.Training!;
        return [scores.Loss, scores.Accuracy, scores.RSquared, scores.RootMeanSquaredError, scores.MeanAbsoluteError];
    }
}
