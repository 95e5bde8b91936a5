using System.Text.Json;
using Nabla.Tests.Data;

namespace Nabla.Cli.Tests;

public sealed class DoctorTests(TrainedModels models) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => this.folder.Dispose();

    [Fact]
    public void FindingsAreAdviceAndNoFailure()
    {
        GoldenText.Check("doctor-moons", CommandLine.Succeed("doctor", "moons", "--optimizer", "adam", "--learning-rate", "10", "--epochs", "60").Out);
        Assert.Equal("a run of 750 epochs on 112 rows of iris: nothing found\n", CommandLine.Succeed("doctor", "iris").Out);
        Assert.Empty(Directory.GetFiles(Environment.CurrentDirectory, "*.safetensors"));
    }

    [Fact]
    public void JsonHasTheParts()
    {
        using var json = JsonDocument.Parse(CommandLine.Succeed("doctor", "moons", "--learning-rate", "10", "--json").Out);
        JsonElement finding = json.RootElement.GetProperty("findings").EnumerateArray().Last();
        Assert.Equal("learning-rate-too-high", finding.GetProperty("kind").GetString());
        Assert.Equal(["kind", "severity", "subject", "observation", "advice"], finding.EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public void AModelIsHeldAgainstItsOwnDataOrNewData()
    {
        string model = this.folder.File("gaussians.safetensors");
        CommandLine.Succeed("train", "gaussians", "--output", model);
        Assert.Equal("the model and gaussians, the data it was trained on: nothing found\n", CommandLine.Succeed("doctor", model, "gaussians").Out);
        Assert.Equal("the model and 300 new rows of gaussians: nothing found\n", CommandLine.Succeed("doctor", model, "gaussians", "--seed", "5").Out);
        GoldenText.Check("doctor-drift", CommandLine.Succeed("doctor", model, "gaussians", "--factor", "9").Out);
    }

    [Fact]
    public void FewNewRowsAreNoRareClasses()
    {
        string model = this.folder.File("m.safetensors"), rows = this.folder.File("one.csv");
        File.WriteAllLines(rows, ["x,empty,y", .. Enumerable.Range(0, 40).Select(row => $"{row % 7},,{(row % 2 == 0 ? "a" : "b")}")]);
        CommandLine.Succeed("train", rows, "--target", "y", "--epochs", "2", "--output", model);
        Assert.Contains("feature 'empty' is missing in all rows", CommandLine.Run("explain", model, rows, "--feature", "empty").Error, StringComparison.Ordinal);
        File.WriteAllLines(rows, ["x,empty,y", "3,,a"]);
        Assert.DoesNotContain("class '", CommandLine.Succeed("doctor", model, rows).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatMakesNoSenseIsRefused()
    {
        Refuses("option '--hidden' is for training, and the model is trained already", models.Moons, "moons", "--hidden", "3");
        Refuses("data set 'iris' has 4 features, the model was trained on 2", models.Moons, "iris");
        Refuses("MODEL is an empty path, expected a file", "", "moons");
        Refuses("[MODEL] DATA is missing");
        Refuses("unexpected argument 'c'", "a", "b", "c");

        static void Refuses(string sentence, params string[] args)
        {
            Outcome outcome = CommandLine.Run(["doctor", .. args]);
            Assert.Contains(sentence, outcome.Error, StringComparison.Ordinal);
            Assert.Equal(1, outcome.ExitCode);
        }
    }
}
