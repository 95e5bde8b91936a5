using System.Globalization;
using System.Text.Json;
using Nabla.Models;
using Nabla.Reports;
using Nabla.Tests.Data;

namespace Nabla.Cli.Tests;

/// <summary>A threshold of two classes holds in every command that uses the model.</summary>
public sealed class ThresholdTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => this.folder.Dispose();

    [Theory]
    [InlineData("0.8")]
    [InlineData("best")]
    [InlineData("cost:FN=1,FP=20")]
    public void Commands_predict_by_it(string rule)
    {
        string model = this.folder.File("m.safetensors"), html = this.folder.File("r.html");
        string[] data = ["moons", "--rows", "200", "--noise", "0.4"];
        Outcome trained = CommandLine.Succeed(["train", .. data, "--epochs", "30", "--threshold", rule, "--output", model]);
        double threshold = Model.Load(model).Info.Threshold!.Value;
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"is predicted above a probability of {threshold:0.####}\n"), trained.Out, StringComparison.Ordinal);

        IReadOnlyList<string> classes = Model.Load(model).ClassNames;
        IEnumerable<double> probabilities = CommandLine.Succeed(["predict", model, .. data, "--probabilities"]).Lines.Skip(1).Select(line => double.Parse(line.Split(',')[^1], CultureInfo.InvariantCulture));
        string[] expected = [.. probabilities.Select(probability => probability > threshold ? classes[1] : classes[0])];
        Assert.Equal(expected, CommandLine.Succeed(["predict", model, .. data]).Lines);
        Assert.Equal(2, expected.Distinct().Count());

        using JsonDocument evaluated = JsonDocument.Parse(CommandLine.Succeed(["evaluate", model, .. data, "--part", "test", "--json"]).Out);
        Assert.Equal(Model.Load(model).Info.Scores.Test!.Accuracy!.Value, evaluated.RootElement.GetProperty("test").GetProperty("accuracy").GetDouble(), 12);
        Assert.Contains("a probability of", CommandLine.Succeed("inspect", model).Out, StringComparison.Ordinal);
        Assert.StartsWith("verified", CommandLine.Succeed(["verify", model, .. data]).Out, StringComparison.Ordinal);
        if (!Report.CanDrawCharts)
            return;
        CommandLine.Succeed(["report", model, .. data, "--output", html]);
        Assert.Contains("threshold", File.ReadAllText(html), StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_is_not_kept_is_said()
    {
        string model = this.folder.File("m.safetensors"), later = this.folder.File("later.safetensors");
        CommandLine.Succeed("train", "moons", "--epochs", "2", "--threshold", "0.3", "--output", model);
        foreach (string option in (string[])["--from", "--like"])
        {
            Outcome outcome = CommandLine.Succeed("train", "moons", option, model, "--epochs", "2", "--output", later);
            Assert.Contains("the earlier model has a threshold, 0.3, and this one predicts the more probable class: --threshold 0.3 keeps it\n", outcome.Error, StringComparison.Ordinal);
            Assert.Null(Model.Load(later).Info.Threshold);
            CommandLine.Succeed("train", "moons", option, model, "--epochs", "2", "--threshold", "0.3", "--output", later);
            Assert.Equal(0.3, Model.Load(later).Info.Threshold);
        }
    }

    [Theory]
    [InlineData("iris", "0.3", "option '--threshold' is for two classes")]
    [InlineData("sine", "0.3", "option '--threshold' is for two classes")]
    [InlineData("moons", "1", "--threshold")]
    [InlineData("moons", "cost:FN=5", "expected best, a number above 0 and below 1, or costs as in cost:FN=5,FP=1")]
    public void What_makes_no_sense_is_refused(string data, string rule, string sentence)
    {
        Outcome outcome = CommandLine.Run("train", data, "--threshold", rule, "--epochs", "1", "--output", this.folder.File("m.safetensors"));
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(sentence, outcome.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(this.folder.File("m.safetensors")));
    }
}
