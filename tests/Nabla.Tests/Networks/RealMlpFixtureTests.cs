using System.Text.Json;
using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Training;

namespace Nabla.Tests.Networks;

/// <summary>RealMLP against NumPy, by Fixtures/Networks/realmlp.py: start, outputs, gradient, and parameters after 1 and 20 steps.</summary>
public class RealMlpFixtureTests
{
    private const double Tolerance = 1e-10;
    private const ulong Seed = 11;

    private static readonly JsonElement Reference = Fixture.Json("Networks/realmlp.json");

    [Theory]
    [InlineData("classes")]
    [InlineData("numbers")]
    public void Every_number_is_that_of_the_formulas(string name)
    {
        JsonElement wanted = Reference.GetProperty(name);
        LearningTask task = name == "classes" ? LearningTask.Classification : LearningTask.Regression;
        MlpSettings settings = Presets.Of(Preset.RealMlp, task);
        var network = new Network<double>(Spec(settings.Network, task));
        Matrix<double> x = Matrix<double>.From(Reference.GetProperty("x").Rows());
        double[] y = wanted.GetProperty("y").Doubles();
        Examples<double> examples = task == LearningTask.Classification
            ? new(x, Array.ConvertAll(y, label => (int)label), 3)
            : new(x, new Matrix<double>(y, y.Length, 1));

        network.Initialize(Seed, x);
        Close("start", wanted, network.Parameters);

        var outputs = new Matrix<double>(x.Rows, network.Spec.Outputs);
        network.Predict(x, outputs, new Workspace<double>(network, x.Rows));
        Close("outputs", wanted, outputs.Data);

        double[] gradient = new double[network.Parameters.Length];
        int[] rows = [.. Enumerable.Range(0, x.Rows)];
        new CostEvaluator<double>(network, examples, x.Rows, 1, PieceSettings.Usual).Evaluate(network.Parameters, rows, gradient, new Pass { IsTraining = true });
        Close("gradient", wanted, gradient);

        TrainingSettings training = settings.Training with { BatchSize = 16, Epochs = 7, Shuffle = false, JudgeBy = ValidationMeasure.Loss };
        int steps = 0;
        new Trainer<double>(network, examples, null, training)
        {
            StepEnded = (trained, _) =>
            {
                steps++;
                if (steps is 1 or 20)
                    Close(FormattableString.Invariant($"after{steps}"), wanted, trained.Parameters);
            },
        }.Run();
        Assert.Equal(21, steps); // 3 batches of 16 of 50 rows in each epoch
    }

    // The preset's network, smaller, without dropout, for three numbers, two flags and a category.
    private static NetworkSpec Spec(NetworkSettings settings, LearningTask task)
    {
        settings = settings with { HiddenLayers = [6, 6, 6], Dropout = null, NumberEmbedding = null, FeatureScale = false };
        NetworkSpec spec = settings.ToNetworkSpec(task, 14, task == LearningTask.Classification ? 3 : 1);
        return new NetworkSpec(6, [new Embedding(new EmbeddedColumn(5, 4, 3)), new PeriodicEmbedding(0, 1, 2) { Size = 3, Frequencies = 4 }, new FeatureScale(), .. spec.Layers])
        {
            Loss = spec.Loss,
            LabelSmoothing = spec.LabelSmoothing,
        };
    }

    private static void Close(string what, JsonElement wanted, ReadOnlySpan<double> found)
    {
        double[] expected = wanted.GetProperty(what).Doubles();
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - found[i]) <= Tolerance * Math.Max(1, Math.Abs(expected[i])), FormattableString.Invariant($"{what}[{i}]: {found[i]}, expected {expected[i]}"));
    }
}
