using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;
using Nabla.Training;

namespace Nabla.Tests.Training;

/// <summary>Where the first number that is not finite stands.</summary>
public class DivergenceTests
{
    private static readonly NetworkSpec Spec = new(
        2, new FeatureScale(), new Dense(3) { Activation = new Identity() }, new Dense(2) { Activation = new Identity() }, new Dense(1) { Activation = new Identity() });

    public static TheoryData<string, int?, DivergedValue> Places => new()
    {
        { "a factor of a feature", 0, DivergedValue.Parameters },
        { "a weight of layer 1", 1, DivergedValue.Parameters },
        { "the last bias of layer 2", 2, DivergedValue.Parameters },
        { "the last bias of layer 3", 3, DivergedValue.Parameters },
        { "large weights of layer 1", 1, DivergedValue.Outputs },
        { "large weights of layer 2", 2, DivergedValue.Outputs },
        { "large weights of layer 3", 3, DivergedValue.Outputs },
        { "a target", null, DivergedValue.Cost },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void The_first_layer_and_what_of_it(string place, int? layer, DivergedValue value)
    {
        foreach (float wrong in (float[])[float.NaN, float.PositiveInfinity, float.NegativeInfinity])
        {
            Network<float> network = Network<float>.Create(Spec, 1);
            Examples<float> examples = Examples(place == "a target" ? wrong : 1);
            if (place.StartsWith("large", StringComparison.Ordinal))
                network.Slices.First(slice => slice.IsWeight && slice.Layer == layer).Of(network.Parameters).Fill(float.MaxValue);
            else if (layer is not null)
                network.Slices.Last(slice => slice.Layer == layer).Of(network.Parameters)[^1] = wrong;
            var evaluator = new CostEvaluator<float>(network, examples, examples.Count, 1, PieceSettings.Usual);
            Evaluation found = evaluator.Evaluate(network.Parameters, [0, 1, 2], []);
            Assert.False(double.IsFinite(found.Cost));
            Assert.Equal((layer, value), evaluator.FirstNotFinite(network.Parameters));
        }
    }

    // The first step takes the parameters so far away that the second has no finite cost; an update that gives infinite parameters is seen at the end of the epoch.
    [Theory]
    [InlineData(1e30, 5, 1, 2, "outputs of layer")]
    [InlineData(3e38, 15, 1, 1, "parameters of layer")]
    public void Training_tells_epoch_and_step(double rate, int batch, int epoch, int step, string what)
    {
        Network<float> network = Network<float>.Create(Spec, 1);
        float[] before = network.Parameters.ToArray();
        var records = new List<EpochRecord>();
        TrainingResult result = new Trainer<float>(network, Examples(1, 15), null, new() { Optimizer = new SGD(), LearningRate = rate, BatchSize = batch, Epochs = 3, Shuffle = false })
        {
            EpochEnded = (_, record) => records.Add(record),
        }.Run();
        Assert.Equal((StopReason.Diverged, 0), (result.Stop, result.Epochs));
        Assert.Equal((epoch, step), (result.Divergence!.Epoch, result.Divergence.Step));
        Assert.StartsWith($"diverged in epoch {epoch}, step {step} of {15 / batch}: the {what}", result.StopMessage, StringComparison.Ordinal);
        Assert.Single(records);
        Assert.Equal(before, network.Parameters.ToArray());
    }

    private static Examples<float> Examples(float target, int rows = 3)
    {
        Matrix<float> x = new(rows, 2), y = new(rows, 1);
        for (int i = 0; i < x.Data.Length; i++)
            x.Data[i] = 1 + (i % 4);
        Array.Fill(y.Data, 1);
        y.Data[^1] = target;
        return new Examples<float>(x, y);
    }
}
