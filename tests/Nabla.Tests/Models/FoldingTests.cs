using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Tests.Networks;

namespace Nabla.Tests.Models;

/// <summary>Batch normalisation is folded into the weights at prediction; the file keeps the network as it was trained.</summary>
public class FoldingTests
{
    private static readonly DataParts Iris = Split.TrainTest(Datasets.Iris(), 0.3, 1);

    [Theory]
    [InlineData(Precision.Double, true, 1e-12)]
    [InlineData(Precision.Double, false, 1e-12)]
    [InlineData(Precision.Single, true, 1e-5)]
    public void A_folded_network_predicts_the_same_up_to_rounding(Precision precision, bool bias, double tolerance)
    {
        Model model = Train(precision, bias);
        Matrix<double> folded = model.Outputs(Iris.Test!.Features);
        double[] unfolded = precision == Precision.Double ? Unfolded<double>(model) : Unfolded<float>(model);
        Assert.All(folded.Data.Zip(unfolded), pair => Assert.Equal(pair.Second, pair.First, tolerance));
        Assert.All(model.Network.NumberedLayers.SkipLast(1), layer => Assert.Equal(Normalization.Batch, layer.Normalization));
    }

    [Theory]
    [InlineData(Precision.Double)]
    [InlineData(Precision.Single)]
    public void A_reloaded_model_predicts_the_same_bits(Precision precision)
    {
        Model model = Train(precision, bias: true), read = Model.Load(new MemoryStream(SampleModels.ToBytes(model)));
        Assert.Equal(model.Outputs(Iris.Test!.Features).Data, read.Outputs(Iris.Test.Features).Data);
        Assert.Equal(model.Info.Scores.Test, read.Score(Iris.Test));
    }

    [Fact]
    public void A_network_without_batch_normalization_is_left_as_it_is()
    {
        Network<float> network = Network<float>.Create(new NetworkSpec(2, [.. Hidden.Layer(3, normalization: Normalization.Layer), new Dense(1) { Activation = new Identity() }]), 1);
        Assert.Same(network, Folding.Fold(network));
    }

    [Fact]
    public void Layer_normalization_beside_it_stays()
    {
        var spec = new NetworkSpec(
            4,
            [
                .. Hidden.Layer(6, normalization: Normalization.Batch),
                .. Hidden.Layer(5, normalization: Normalization.Layer),
                new Dense(2) { Activation = new Identity() },
            ]);
        Network<double> network = Network<double>.Create(spec, 1);
        for (int i = 0; i < network.Statistics.Length; i++)
            network.Statistics[i] = 0.5 + (0.1 * i);
        Network<double> folded = Folding.Fold(network);

        Assert.Equal([Normalization.None, Normalization.Layer, Normalization.None], folded.Spec.NumberedLayers.Select(layer => layer.Normalization));
        Matrix<double> x = Iris.Test!.Features, wanted = new(x.Rows, 2), found = new(x.Rows, 2);
        network.Predict(x, wanted, new Workspace<double>(network, x.Rows));
        folded.Predict(x, found, new Workspace<double>(folded, x.Rows));
        Assert.All(wanted.Data.Zip(found.Data), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }

    public static TheoryData<string, NetworkSpec> Lists => new()
    {
        { "behind a bias", Of(new Dense(5) { Activation = new Identity() }, Batch()) },
        { "without biases", Of(new Dense(5) { Activation = new Identity(), Bias = false }, Batch() with { Bias = false }) },
        { "a bias, and none of its own", Of(new Dense(5) { Activation = new Identity() }, Batch() with { Bias = false }) },
        { "of the inputs", Of(Batch(), new Dense(5)) },
        { "behind an activation", Of(new Dense(5), Batch()) },
        { "twice", Of(new Dense(5) { Activation = new Identity() }, Batch() with { Activation = new Identity() }, Batch()) },
        { "twice, the second behind prelu", Of(new Dense(5) { Activation = new Identity(), Bias = false }, Batch() with { Activation = new Identity() }, new PReLU(), Batch()) },
        { "behind dropout", Of(new Dense(5) { Activation = new Identity() }, new Dropout(0.2), Batch()) },
        { "in a branch", Of(new Dense(5), new Residual(new Dense(5) { Activation = new Identity() }, Batch())) },
        { "at the beginning of a branch", Of(new Dense(5), new Residual(Batch(), new Dense(5))) },
        { "behind a branch of dropout alone", Of(new Dense(5), new Residual(new Dropout(0.3)), Batch()) },
        { "beside one that stays", Of(new Dense(5) { Activation = new Identity() }, Batch(), new Normalize(Normalization.Layer), new FeatureScale(), Batch()) },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public void Wherever_it_stands_predictions_are_those_of_the_network_as_it_was_trained(string name, NetworkSpec spec)
    {
        Network<double> network = Network<double>.Create(spec, 1);
        var random = new CounterRandom(3, 17);
        for (int i = 0; i < network.Parameters.Length; i++)
            network.Parameters[i] += 0.4 * random.Normal((uint)i);
        for (int i = 0; i < network.Statistics.Length; i++)
            network.Statistics[i] += 0.1 * (i + 1);
        Network<double> folded = Folding.Fold(network);
        Matrix<double> x = Iris.Test!.Features, wanted = new(x.Rows, 2), found = new(x.Rows, 2);
        network.Predict(x, wanted, new Workspace<double>(network, x.Rows));
        folded.Predict(x, found, new Workspace<double>(folded, x.Rows));
        Assert.All(wanted.Data.Zip(found.Data), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= 1e-11 * Math.Max(1, Math.Abs(pair.First)), $"{name}: {pair}"));
    }

    private static Normalize Batch() => new(Normalization.Batch) { Activation = new Nabla.Networks.Tanh() };

    private static NetworkSpec Of(params LayerSpec[] layers) => new(4, [.. layers, new Dense(2) { Activation = new Identity() }]);

    private static Model Train(Precision precision, bool bias) => ModelTrainer.Train(
        Iris, new MlpSettings { Network = new(6, 5) { Normalization = Normalization.Batch, Bias = bias }, Training = new() { Epochs = 5 }, Precision = precision }).Model;

    private static double[] Unfolded<T>(Model model)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var network = new Network<T>(model.Network);
        model.Networks[0].CopyTo(network);
        Matrix<T> x = model.Info.Scaler.Transform<T>(Iris.Test!.Features);
        var outputs = new Matrix<T>(x.Rows, 3);
        network.Predict(x, outputs, new Workspace<T>(network, x.Rows));
        return [.. outputs.Data.Select(double.CreateTruncating)];
    }
}
