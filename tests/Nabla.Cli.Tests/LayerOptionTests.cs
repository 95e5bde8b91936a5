using Nabla.Models;
using Nabla.Networks;
using Nabla.Tests;
using Nabla.Tests.Data;

namespace Nabla.Cli.Tests;

/// <summary>Options for layers that are more than dense.</summary>
public sealed class LayerOptionTests : IDisposable
{
    private static readonly string Flats = Path.Join(Repository.Root, "docs", "guide", "flats.csv");

    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Embeddings_residual_blocks_prelu_and_factors_make_a_model_that_every_command_takes()
    {
        string path = this.folder.File("m.safetensors");
        CommandLine.Succeed(
            "train", Flats, "--target", "rent", "--ignore", "id", "--embed", "district:3,heating", "--feature-scale", "--hidden", "16,16", "--residual",
            "--activation", "prelu", "--dropout", "0.1", "--input-noise", "0.1", "--epochs", "5", "--output", path);
        Model model = Model.Load(path);
        string[] names = [.. model.Network.Layers.Select(LayerSpec.All.NameOf)];
        Assert.Equal(["noise", "feature-scale", "embedding", "dense", "prelu", "dropout", "residual", "dense"], names);
        Assert.Equal([3, 3], ((Embedding)model.Network.Layers[2]).Columns.Select(column => column.Size));
        foreach (string[] line in (string[][])[["predict", path, Flats], ["evaluate", path, Flats], ["inspect", path], ["explain", path, Flats, "--row", "3"], ["doctor", path, Flats], ["report", path, Flats, "--output", this.folder.File("m.html")], ["export", path, "--output", this.folder.File("m.onnx")]])
            CommandLine.Succeed(line);

        string inspected = CommandLine.Succeed("inspect", path).Out;
        Assert.Contains("noise 0.1, feature-scale, embedding of district (level)", inspected, StringComparison.Ordinal);
        Assert.Contains("residual, dropout 0.1", inspected, StringComparison.Ordinal);

        // A text that training never saw has a vector of its own, that of zeros.
        ParameterSlice vectors = model.Slices.First(slice => slice.Name == "input.embedding1");
        Assert.Equal(new double[3], model.Parameters(vectors)[^3..]);
    }

    [Fact]
    public void A_frozen_layer_keeps_its_bytes_when_training_goes_on()
    {
        string first = this.folder.File("a.safetensors"), second = this.folder.File("b.safetensors");
        CommandLine.Succeed("train", "iris", "--hidden", "8,8", "--epochs", "3", "--output", first);
        CommandLine.Succeed("train", "iris", "--from", first, "--freeze", "1", "--rate-factors", "1,0.1,2", "--epochs", "3", "--output", second);
        (Model before, Model after) = (Model.Load(first), Model.Load(second));
        foreach (ParameterSlice slice in before.Slices)
            Assert.Equal(slice.Layer == 1, before.Parameters(slice).SequenceEqual(after.Parameters(slice)));
    }

    [Fact]
    public void A_configuration_describes_networks_that_options_cannot()
    {
        string config = this.folder.File("c.json"), path = this.folder.File("m.safetensors");
        File.WriteAllText(config, """
            { // comments are fine
              "layers": [
                { "units": 16, "layer": "dense", "activation": "tanh" },
                { "layer": "residual", "branch": [{ "layer": "dense", "units": 16 }, { "layer": "dropout", "probability": 0.1 }] },
              ],
              "epochs": 3
            }
            """);
        CommandLine.Succeed("train", "iris", "--config", config, "--output", path);
        Assert.Equal(
            [new Dense(16) { Activation = new Nabla.Networks.Tanh() }, new Residual(new Dense(16), new Dropout(0.1)), new Dense(3) { Activation = new Softmax() }],
            Model.Load(path).Network.Layers);
    }

    [Theory]
    [InlineData("layer 1 of the list: without 'units'", "--layers", """[{"layer":"dense"}]""")]
    [InlineData("unknown layer 'dens': known are dense, normalization, prelu, mixed, fan-in-scale, dropout, noise, residual, embedding, feature-scale", "--layers", """[{"layer":"dens","units":3}]""")]
    [InlineData("layer 1 of the list: unknown activation 'relux': known are", "--layers", """[{"layer":"dense","units":3,"activation":"relux"}]""")]
    [InlineData("expected a list of layers, such as", "--layers", "{}")]
    [InlineData("a residual block adds its branch to its inputs, and a branch of 9 outputs does not fit 8 inputs: give them the same width", "--hidden", "8,9", "--residual")]
    [InlineData("data set 'iris' has numbers only, and only the categories of a table are embedded", "--embed", "petal")]
    [InlineData("frozen layer 3, the network has layers 1 to 2", "--freeze", "1,3")]
    [InlineData("2 rate factors for 3 layers, expected one for each", "--rate-factors", "1,2", "--hidden", "4,4")]
    [InlineData("layers: The maximum configured depth of 12 has been exceeded", "--layers", """[{"layer":"residual","branch":[{"layer":"residual","branch":[{"layer":"residual","branch":[{"layer":"residual","branch":[{"layer":"residual","branch":[{"layer":"residual","branch":[{"layer":"residual","branch":[]}]}]}]}]}]}]}]""")]
    [InlineData("layer 1 of the list: ", "--layers", """[{"layer":"dense","units":"8"}]""")]
    [InlineData("layer 2 of the list: ", "--layers", """[{"layer":"dense","units":8},{"layer":"dropout","probability":null}]""")]
    [InlineData("units", "--layers", """[{"layer":"dense","units":8,"units":9}]""")]
    [InlineData("a layer is an object that starts with its name", "--layers", "[null]")]
    [InlineData("layer 1 of the list: ", "--layers", """[{"layer":"dense","units":8,"colour":"red"}]""")]
    [InlineData("column 9 of codes among 4 inputs, expected at most 3", "--layers", """[{"layer":"noise","standardDeviation":0.1,"codes":[9]},{"layer":"dense","units":3}]""")]
    [InlineData("softmax is for the output only, not for hidden layer 1", "--layers", """[{"layer":"dense","units":3},{"layer":"normalization","kind":"batch","activation":"softmax"}]""")]
    [InlineData("residual blocks begin at the second hidden layer, and there is one: give more, such as 64,64", "--hidden", "8", "--residual")]
    [InlineData("a list of layers also describes", "--layers", """[{"layer":"dense","units":3}]""", "--hidden", "8")]
    public void What_makes_no_sense_is_refused_with_the_reason(string reason, params string[] options)
    {
        Outcome outcome = CommandLine.Run(["train", "iris", .. options, "--output", this.folder.File("m.safetensors")]);
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(reason, outcome.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(this.folder.File("m.safetensors")));
    }

    public void Dispose() => this.folder.Dispose();
}
