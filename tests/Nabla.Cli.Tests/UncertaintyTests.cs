using System.Globalization;
using System.Text.Json;
using Nabla.Data;
using Nabla.Models;
using Nabla.Tests.Data;

namespace Nabla.Cli.Tests;

/// <summary>Several networks, temperatures, intervals and sets on the command line.</summary>
public sealed class UncertaintyTests : IDisposable
{
    private static readonly string[] Flat = [Flats.File, "--target", "rent", "--ignore", "id", "--hidden", "8"];

    private readonly TemporaryFolder folder = new();

    private string ModelFile => this.folder.File("model.safetensors");

    public void Dispose() => this.folder.Dispose();

    [Fact]
    public void A_model_of_several_networks_does_what_others_do()
    {
        Outcome trained = this.Train([.. Flat, "--epochs", "4", "--ensemble", "3", "--intervals", "0.9"]);
        Assert.Contains("training 3 networks of ", trained.Error, StringComparison.Ordinal);
        Assert.Equal(3, trained.Error.Split('\n').Count(line => line.Contains(" is trained, ", StringComparison.Ordinal)));
        Assert.Contains(", 3 of 3: epoch ", trained.Error, StringComparison.Ordinal);
        Assert.Contains("trained 3 networks in ", trained.Out, StringComparison.Ordinal);
        Assert.Contains("out of fold", trained.Out, StringComparison.Ordinal);
        Assert.Contains("intervals of 0.9 by 297 rows", trained.Out, StringComparison.Ordinal);

        string inspected = CommandLine.Succeed("inspect", this.ModelFile).Out;
        Assert.Contains("3, each of all folds but one", inspected, StringComparison.Ordinal);
        Assert.Contains("out of fold", inspected, StringComparison.Ordinal);
        JsonElement json = this.Inspected();
        Assert.Equal([0, 1, 2], json.GetProperty("members").EnumerateArray().Select(member => member.GetProperty("fold").GetInt32()));
        Assert.Equal(1, json.GetProperty("members").EnumerateArray().Sum(member => member.GetProperty("weight").GetDouble()), 1e-12);
        Assert.Equal((0.9, 297), (json.GetProperty("intervals").GetProperty("level").GetDouble(), json.GetProperty("intervals").GetProperty("rows").GetInt32()));
        string evaluated = CommandLine.Succeed("evaluate", this.ModelFile, Flats.File, "--part", "test").Out;
        Assert.Contains("covered, of 0.9 requested", evaluated, StringComparison.Ordinal);
        Assert.Contains("district=West", evaluated, StringComparison.Ordinal);
        using var scores = JsonDocument.Parse(CommandLine.Succeed("evaluate", this.ModelFile, Flats.File, "--part", "test", "--json").Out);
        Assert.Contains("\"coverage\"", scores.RootElement.GetRawText(), StringComparison.Ordinal);

        Assert.StartsWith("verified: trained again on", CommandLine.Succeed("verify", this.ModelFile, Flats.File).Out, StringComparison.Ordinal);
        CommandLine.Succeed("explain", this.ModelFile, Flats.File, "--repeats", "2");
        CommandLine.Succeed("explain", this.ModelFile, Flats.File, "--row", "3");
        CommandLine.Succeed("doctor", this.ModelFile, Flats.File);
        CommandLine.Succeed("export", this.ModelFile, "--output", this.folder.File("model.onnx"));
        string[] lines = CommandLine.Succeed("predict", this.ModelFile, Flats.File, "--intervals").Lines;
        Assert.Equal("predicted_rent,rent_low,rent_high", lines[0]);
        Assert.All(lines[1..], line =>
        {
            double[] values = [.. line.Split(',').Select(value => double.Parse(value, CultureInfo.InvariantCulture))];
            Assert.True(values[1] < values[2]);
        });
        Assert.Equal(CommandLine.Succeed("predict", this.ModelFile, Flats.File).Lines[1..], lines[1..].Select(line => line.Split(',')[0]));
        this.Refuses("a model of several networks cannot continue", "train", Flats.File, "--from", this.ModelFile);
        this.Refuses("--sets is for a model that was trained with sets", "predict", this.ModelFile, Flats.File, "--sets");
        this.Refuses("--intervals and --sets exclude each other", "predict", this.ModelFile, Flats.File, "--sets", "--intervals");
        this.Refuses("option '--verbose' shows one network", "train", "moons", "--hidden", "4", "--seeds", "2", "--verbose");
    }

    [Fact]
    public void A_report_shows_several_networks_and_coverage()
    {
        Assert.SkipUnless(Nabla.Reports.Report.CanDrawCharts, "built without Node: no charts");
        string html = this.folder.File("report.html");
        this.Train([.. Flat, "--epochs", "3", "--ensemble", "2", "--intervals", "0.8", "--report", html]);
        string page = File.ReadAllText(html);
        Assert.Contains("2 networks of ", page, StringComparison.Ordinal);
        Assert.Contains("The first of 2 networks.", page, StringComparison.Ordinal);
        Assert.Contains("id=\"coverage\"", page, StringComparison.Ordinal);
        Assert.Contains("district=West", page, StringComparison.Ordinal);
        this.Train("moons", "--rows", "100", "--epochs", "3", "--sets", "0.8", "--temperature");
        Assert.Contains("training 25 networks", CommandLine.Succeed("report", this.ModelFile, "moons", "--rows", "100", "--learning-curve", "--output", html).Error, StringComparison.Ordinal);
        Assert.Contains("sets hold the right class", File.ReadAllText(html), StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_about_uncertainty_is_in_the_JSON_of_a_model()
    {
        this.Train([.. Flat, "--epochs", "3", "--intervals", "0.8", "--adaptive-widths"]);
        JsonElement widths = this.Inspected().GetProperty("intervals").GetProperty("widths");
        Model model = Model.Load(this.ModelFile);
        Assert.Equal([64, 64, 1], widths.GetProperty("sizes").EnumerateArray().Select(size => size.GetInt32()).Skip(1));
        Assert.Equal(model.Info.Widths!.ChosenEpoch, widths.GetProperty("chosenEpoch").GetInt32());

        this.Train("moons", "--epochs", "20", "--sets", "0.9", "--temperature", "--threshold", "best", "--validation-size", "0.2");
        JsonElement json = this.Inspected();
        model = Model.Load(this.ModelFile);
        Assert.Equal("probability", json.GetProperty("sets").GetProperty("score").GetString());
        Assert.False(json.GetProperty("sets").GetProperty("byClass").GetBoolean());
        Assert.Equal(model.Info.Threshold, json.GetProperty("threshold").GetDouble());
        Assert.Equal(model.Info.Temperature is not null, json.TryGetProperty("temperature", out JsonElement temperature));
        if (model.Info.Temperature is { } scaling)
            Assert.Equal((scaling.Temperature, scaling.Rows), (temperature.GetProperty("value").GetDouble(), temperature.GetProperty("rows").GetInt32()));
    }

    [Fact]
    public void Sets_are_written_beside_the_class()
    {
        Outcome trained = this.Train("iris", "--epochs", "5", "--sets", "0.9", "--set-score", "adaptive", "--randomized-sets", "--calibration-size", "0.3");
        Assert.Contains("(and 34 for calibration)", trained.Error, StringComparison.Ordinal);
        string[] lines = CommandLine.Succeed("predict", this.ModelFile, "iris", "--sets").Lines;
        Assert.Equal("predicted_class,class_set", lines[0]);
        Assert.Contains(lines, line => line.Contains(';', StringComparison.Ordinal));
        string evaluated = CommandLine.Succeed("evaluate", this.ModelFile, "iris", "--part", "test").Out;
        Assert.Contains("classes in a set", evaluated, StringComparison.Ordinal);
        Assert.Contains("calibration error ", evaluated, StringComparison.Ordinal);
        this.Refuses("--intervals is for a model that was trained with intervals", "predict", this.ModelFile, "iris", "--intervals");
        this.Refuses("--probabilities and --sets exclude each other", "predict", this.ModelFile, "iris", "--sets", "--probabilities");
    }

    [Fact]
    public void A_model_that_goes_on_from_a_calibrated_one_says_that_it_is_not()
    {
        this.Train("moons", "--epochs", "3", "--sets", "0.9");
        string later = this.folder.File("later.safetensors");
        Outcome outcome = CommandLine.Succeed("train", "moons", "--from", this.ModelFile, "--epochs", "2", "--output", later);
        Assert.Contains("the new model has no temperature, intervals or sets", outcome.Error, StringComparison.Ordinal);
        Assert.Null(Model.Load(later).Info.Conformal);
        Assert.Null(Model.Load(later).Info.Settings.Uncertainty);
        this.Refuses("leave out --from", "train", "moons", "--from", this.ModelFile, "--sets", "0.9");
    }

    [Fact]
    public void An_ensemble_takes_a_threshold_and_goes_on_from_checkpoints()
    {
        string[] options = ["moons", "--epochs", "4", "--ensemble", "2", "--threshold", "best", "--checkpoint", this.folder.File("checkpoints"), "--checkpoint-every", "2"];
        this.Train(options);
        byte[] whole = File.ReadAllBytes(this.ModelFile);
        Assert.NotNull(Model.Load(this.ModelFile).Info.Threshold);
        this.Train([.. options, "--resume"]);
        Assert.Equal(whole, File.ReadAllBytes(this.ModelFile));
        Assert.StartsWith("verified: ", CommandLine.Succeed("verify", this.ModelFile, "moons").Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("option '--ensemble': '1' is not a whole number of 2 or more", "--ensemble", "1")]
    [InlineData("option '--ensemble': '0' is not a whole number of 2 or more", "--ensemble", "0")]
    [InlineData("option '--ensemble': '-2' is not a whole number of 2 or more", "--ensemble", "-2")]
    [InlineData("option '--ensemble': '2.5' is not a whole number of 2 or more", "--ensemble", "2.5")]
    [InlineData("option '--ensemble': 'two' is not a whole number of 2 or more", "--ensemble", "two")]
    [InlineData("an ensemble of 500 folds needs as many rows, and there are 112", "--ensemble", "500")]
    [InlineData("an ensemble of 5000 networks, expected at most 1000", "--ensemble", "5000")]
    [InlineData("leave out --validation-size", "--ensemble", "3", "--validation-size", "0.2")]
    [InlineData("option '--seeds': '0' is not a whole number of 1 or more", "--seeds", "0")]
    [InlineData("option '--seeds': 'x' is not a whole number of 1 or more", "--seeds", "x")]
    [InlineData("an ensemble of 2000 networks, expected at most 1000", "--seeds", "2000")]
    [InlineData("an ensemble of 2000 networks, expected at most 1000", "--seeds", "500", "--ensemble", "4")]
    [InlineData("an ensemble of 4294967294 networks, expected at most 1000", "--seeds", "2147483647", "--ensemble", "2")]
    [InlineData("exclude each other", "--temperature", "--no-temperature")]
    [InlineData("option '--sets': '1' is not a number between 0 and 1", "--sets", "1")]
    [InlineData("option '--sets': '0' is not a number between 0 and 1", "--sets", "0")]
    [InlineData("option '--sets': '-0.5' is not a number between 0 and 1", "--sets", "-0.5")]
    [InlineData("option '--sets': '90%' is not a number", "--sets", "90%")]
    [InlineData("option '--sets': 'NaN' is not a number", "--sets", "NaN")]
    [InlineData("option '--intervals': '1.5' is not a number between 0 and 1", "--intervals", "1.5")]
    [InlineData("option '--intervals': 'NaN' is not a number", "--intervals", "NaN")]
    [InlineData("intervals are for numbers, and the target is a class; use sets (--sets)", "--intervals", "0.9")]
    [InlineData("ask for one of them", "--intervals", "0.9", "--sets", "0.9")]
    [InlineData("option '--set-score': 'raps' is none of probability, adaptive", "--set-score", "raps", "--sets", "0.9")]
    [InlineData("give their level too (--sets 0.9)", "--set-score", "adaptive")]
    [InlineData("give their level too (--sets 0.9)", "--class-coverage")]
    [InlineData("give their level too (--sets 0.9)", "--randomized-sets")]
    [InlineData("only adaptive sets are randomized", "--sets", "0.9", "--randomized-sets")]
    [InlineData("option '--calibration-size': '0' is not a number between 0 and 1", "--sets", "0.9", "--calibration-size", "0")]
    [InlineData("option '--calibration-size': '1' is not a number between 0 and 1", "--sets", "0.9", "--calibration-size", "1")]
    [InlineData("option '--calibration-size': 'x' is not a number", "--sets", "0.9", "--calibration-size", "x")]
    [InlineData("there is nothing to calibrate: leave out --calibration-size", "--calibration-size", "0.3")]
    [InlineData("an ensemble of folds is calibrated by its folds", "--calibration-size", "0.3", "--sets", "0.9", "--ensemble", "3")]
    [InlineData("are too few for a level of 0.99: at least 99 are needed", "--sets", "0.99")]
    [InlineData("are too few for a level of 0.9: at least 9 are needed", "--sets", "0.9", "--calibration-size", "0.1", "--temperature")]
    [InlineData("at least 19 are needed in each class", "--sets", "0.95", "--class-coverage")]
    [InlineData("training rows are too few for a level of 0.999: at least 999 are needed", "--sets", "0.999", "--ensemble", "2")]
    public void What_cannot_be_is_refused_in_one_sentence(string sentence, params string[] options)
        => this.Refuses(sentence, ["train", "iris", "--epochs", "1", .. options, "--output", this.ModelFile]);

    [Fact]
    public void What_numbers_and_labels_do_not_have_is_refused_in_one_sentence()
    {
        this.Refuses("sets are for classes, and the target is a number; use intervals (--intervals)", ["train", .. Flat, "--sets", "0.9"]);
        this.Refuses("a temperature is for the probabilities of classes", ["train", .. Flat, "--temperature"]);
        this.Refuses("give their level too", ["train", .. Flat, "--intervals", "0.9", "--class-coverage"]);
        string labels = this.folder.File("labels.csv");
        File.WriteAllLines(labels, ["x,a,b", .. Enumerable.Range(0, 40).Select(i => $"{i},{i % 2},{i / 20}")]);
        string[] task = ["train", labels, "--target", "a,b", "--task", "multilabel", "--epochs", "1"];
        this.Refuses("train a model for one label to have sets", [.. task, "--sets", "0.9"]);
        this.Refuses("a temperature is for the probabilities of classes", [.. task, "--temperature"]);
        CommandLine.Succeed([.. task, "--ensemble", "2", "--output", this.ModelFile]);
        Assert.Equal(LearningTask.MultiLabel, Model.Load(this.ModelFile).Task);
    }

    [Fact]
    public void Several_targets_have_an_interval_each()
    {
        string numbers = this.folder.File("numbers.csv");
        File.WriteAllLines(numbers, ["x,a,b", .. Enumerable.Range(0, 80).Select(i => $"{i},{i % 7},{i * i}")]);
        this.Train(numbers, "--target", "a,b", "--task", "regression", "--epochs", "3", "--intervals", "0.8", "--ensemble", "2");
        string[] lines = CommandLine.Succeed("predict", this.ModelFile, numbers, "--intervals").Lines;
        Assert.Equal("predicted_a,a_low,a_high,predicted_b,b_low,b_high", lines[0]);
        Assert.Matches(@"\n *a .*\n *b ", CommandLine.Succeed("evaluate", this.ModelFile, numbers).Out);
    }

    private Outcome Train(params string[] args) => CommandLine.Succeed(["train", .. args, "--output", this.ModelFile]);

    private void Refuses(string sentence, params string[] args)
    {
        Outcome outcome = CommandLine.Run(args);
        Assert.True(outcome.ExitCode == 1, outcome.Error + outcome.Out);
        Assert.Contains(sentence, outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", outcome.Error, StringComparison.Ordinal);
    }

    private JsonElement Inspected() => JsonDocument.Parse(CommandLine.Succeed("inspect", this.ModelFile, "--json").Out).RootElement;
}
