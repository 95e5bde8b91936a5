using System.Globalization;
using System.Text.Json;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;
using Nabla.Tests.Data;

namespace Nabla.Cli.Tests;

/// <summary>The tutorials' settings by name.</summary>
public sealed class RecipeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => this.folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Circles_are_separated_from_each_seed(int seed)
        => Assert.Equal(1, this.Json("circles", "--recipe", "circles", "--seed", seed.ToString(CultureInfo.InvariantCulture)).GetProperty("train").GetProperty("accuracy").GetDouble());

    [Fact]
    public void Test_scores_are_learned_and_predicted_in_their_own_units()
    {
        JsonElement root = this.Json("sleep-study", "--recipe", "sleep-study");
        Assert.True(root.GetProperty("train").GetProperty("loss").GetDouble() < 1e-6);
        Model model = Model.Load(this.File);
        Assert.Equal(100, model.Info.Settings.Preprocessing.TargetScale);
        Assert.Equal([2, 3, 1], model.Network.Sizes);
        Assert.Equal(9, model.ParameterCount); // no biases
        string[] predicted = CommandLine.Succeed("predict", this.File, "sleep-study").Out.TrimEnd().Split('\n');
        double[] scores = [.. predicted.Select(line => double.Parse(line, CultureInfo.InvariantCulture))];
        Assert.All(new double[] { 75, 82, 93 }.Zip(scores), pair => Assert.Equal(pair.First, pair.Second, 0.1));
    }

    [Theory]
    [InlineData("digits-cg", 0.95)]
    [InlineData("digits-sgd", 0.93)]
    public void Digits_are_told_apart(string recipe, double least)
        => Assert.True(this.Json("digits", "--recipe", recipe).GetProperty("test").GetProperty("accuracy").GetDouble() > least);

    [Fact]
    public void Descent_on_the_digits_is_the_first_tutorials()
    {
        JsonElement root = this.Json("digits", "--recipe", "digits-descent", "--epochs", "20");
        Assert.Equal("""{"train":1078,"validation":0,"test":719}""", root.GetProperty("split").GetRawText());
        MlpSettings settings = Model.Load(this.File).Info.Settings;
        Assert.Equal((0.25, null, 20), (settings.Training.LearningRate, settings.Training.BatchSize, settings.Training.Epochs));
        Assert.Equal(new Uniform(0, 1), settings.Network.WeightInitializer);
        Assert.Equal(new SGD(), settings.Training.Optimizer);
    }

    [Fact]
    public void Other_options_on_the_line_win()
    {
        this.Json("circles", "--recipe", "circles", "--epochs", "3", "--hidden", "4", "--lr", "0.1");
        MlpSettings settings = Model.Load(this.File).Info.Settings;
        Assert.Equal((3, 4, 0.1, 0.9), (settings.Training.Epochs, settings.Network.HiddenLayers[0], settings.Training.LearningRate, ((Momentum)settings.Training.Optimizer!).Coefficient));
        this.Json("circles", "--recipe", "circles", "--optimizer", "lbfgs");
        settings = Model.Load(this.File).Info.Settings;
        Assert.IsType<LBFGS>(settings.Training.Optimizer);
        Assert.Equal(Reduction.Sum, settings.Network.Reduction);
    }

    [Fact]
    public void A_configuration_file_wins_over_its_recipe_and_the_line_over_both()
    {
        string config = this.folder.File("options.json");
        System.IO.File.WriteAllText(config, """{ "recipe": "circles", "epochs": 7, "hidden": 5 }""");
        this.Json("circles", "--config", config, "--hidden", "2");
        MlpSettings settings = Model.Load(this.File).Info.Settings;
        Assert.Equal((7, 2, 0.02), (settings.Training.Epochs, settings.Network.HiddenLayers[0], settings.Training.LearningRate));
    }

    [Fact]
    public void An_unknown_recipe_is_answered_with_those_there_are()
    {
        Outcome outcome = CommandLine.Run("train", "circles", "--recipe", "squares");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Equal("nabla: option '--recipe': 'squares' is not a recipe: expected circles, sleep-study, digits-descent, digits-cg, digits-sgd\n", outcome.Error);
    }

    [Fact]
    public void Descent_over_all_rows_stops_at_a_change_of_the_cost()
    {
        string[] run = ["iris", "--optimizer", "sgd", "--lr", "0.1", "--batch-size", "full", "--epochs", "5000", "--precision", "double"];
        JsonElement training = this.Json([.. run, "--cost-tolerance", "1e-4"]).GetProperty("training");
        Assert.Equal("costTolerance", training.GetProperty("stopReason").GetString());
        double[] losses = [.. training.GetProperty("lossCurve").EnumerateArray().Select(loss => loss.GetDouble())];
        Assert.InRange(losses.Length, 20, 4000);
        Assert.True(Math.Abs(losses[^1] - losses[^2]) <= 1e-4);
        Assert.All(losses.Skip(1).Zip(losses.Skip(2)).SkipLast(1), pair => Assert.True(Math.Abs(pair.Second - pair.First) > 1e-4));
        Assert.Equal("costTolerance", this.Json("iris", "--optimizer", "lbfgs", "--epochs", "500", "--cost-tolerance", "1e-3").GetProperty("training").GetProperty("stopReason").GetString());
    }

    [Theory]
    [InlineData("a cost tolerance with batches of 32: the cost of batches goes up and down; take all rows at once, with a batch size of null (--batch-size full)", "iris", "--cost-tolerance", "0.1")]
    [InlineData("a target scale is for numbers, and the target of 'iris' is a class; leave out --target-scale", "iris", "--target-scale", "2")]
    [InlineData("option '--target-scale': '0' is not a number above 0", "friedman1", "--target-scale", "0")]
    public void What_makes_no_sense_is_refused(string message, params string[] args)
    {
        Outcome outcome = CommandLine.Run(["train", .. args, "--output", this.File]);
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(this.File));
    }

    private string File => this.folder.File("m.safetensors");

    private JsonElement Json(params string[] args)
        => JsonDocument.Parse(CommandLine.Succeed(["train", .. args, "--output", this.File, "--json"]).Out).RootElement;
}
