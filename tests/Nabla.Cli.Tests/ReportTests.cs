using System.Text.Json;
using Nabla.Reports;
using Nabla.Tests.Data;

namespace Nabla.Cli.Tests;

public sealed class ReportTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public ReportTests() => Assert.SkipUnless(Report.CanDrawCharts, "built without Node: no charts");

    public void Dispose() => this.folder.Dispose();

    [Fact]
    public void TrainWritesAReportOfTheRun()
    {
        string html = this.folder.File("moons.html");
        Outcome outcome = this.Train("--report", html);
        Assert.Contains($"saved {html}", outcome.Lines[^1], StringComparison.Ordinal);
        string page = File.ReadAllText(html);
        Assert.Contains("unseen rows classified correctly", page, StringComparison.Ordinal);
        Assert.All(["loss", "gradient-norms", "confusion", "decision-regions", "doctor"], name => Assert.Contains($"id=\"{name}\"", page, StringComparison.Ordinal));
    }

    [Fact]
    public void ATestPartIsDrawnAlongTheRunAndChangesNothing()
    {
        string html = this.folder.File("moons.html");
        this.Train("--hidden", "64");
        byte[] plain = File.ReadAllBytes(this.ModelFile);
        this.Train("--report", html, "--hidden", "64");
        Assert.Equal(plain, File.ReadAllBytes(this.ModelFile));
        Assert.Contains("test, for display only", File.ReadAllText(html), StringComparison.Ordinal);
        this.Train("--report", html, "--validation-size", "0.2");
        Assert.DoesNotContain("test, for display only", File.ReadAllText(html), StringComparison.Ordinal);
        this.Train("--report", html);
        Assert.Contains("The curves and the validation score are from a run that held out 23 rows of the training part", File.ReadAllText(html), StringComparison.Ordinal);
    }

    [Fact]
    public void ALearningCurveSaysWhetherMoreRowsWouldHelp()
    {
        this.Train();
        string html = this.folder.File("report.html");
        Outcome outcome = CommandLine.Succeed("report", this.ModelFile, "moons", "--part", "test", "--learning-curve", "--output", html);
        Assert.Contains("training 25 networks on 150 rows and fewer", outcome.Error, StringComparison.Ordinal);
        string page = File.ReadAllText(html);
        Assert.Contains("id=\"learning-curve\"", page, StringComparison.Ordinal);
        Assert.Contains("trained on 12 to 120 rows", page, StringComparison.Ordinal);
    }

    [Fact]
    public void JsonStaysJsonWithAReport()
    {
        Outcome outcome = this.Train("--report", this.folder.File("moons.html"), "--json");
        using JsonDocument json = JsonDocument.Parse(outcome.Out);
        Assert.Contains("moons.html", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void AReportOfAModelNamesTheRowsItIsJudgedBy()
    {
        this.Train();
        string html = this.folder.File("report.html");
        Assert.Contains("of 200 rows", CommandLine.Succeed("report", this.ModelFile, "moons", "--output", html).Out, StringComparison.Ordinal);
        Assert.Contains("unseen rows", CommandLine.Succeed("report", this.ModelFile, "moons", "--part", "test", "--output", html).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void PlotAloneShowsWhatPicturesThereAre() => GoldenText.Check("plot", CommandLine.Succeed("plot").Out);

    [Fact]
    public void PlotDrawsAPictureOfTheTutorials()
    {
        string html = this.folder.File("neuron.html");
        CommandLine.Succeed("plot", "sigmoid-weights", "--output", html);
        Assert.Contains("id=\"sigmoid-weights\"", File.ReadAllText(html), StringComparison.Ordinal);
    }

    [Fact]
    public void PlotDrawsWhatAModelMakesOfTwoFeatures()
    {
        this.Train();
        string html = this.folder.File("regions.html");
        CommandLine.Succeed("plot", this.ModelFile, "moons", "--output", html);
        Assert.Contains("id=\"decision-regions\"", File.ReadAllText(html), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unknown picture 'cricles'", "plot", "cricles")]
    [InlineData("there is no folder", "plot", "circles", "--output", "/nowhere/at/all.html")]
    [InlineData("option '--report': an empty path", "train", "moons", "--report", "")]
    public void WhatCannotBeWrittenIsRefusedInOneSentence(string sentence, params string[] args)
    {
        Outcome outcome = CommandLine.Run(args);
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(sentence, Assert.Single(outcome.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public void AModelWithoutItsDataIsNoPicture()
    {
        this.Train();
        Assert.Contains("is a file: expected a model file and data", CommandLine.Run("plot", this.ModelFile).Error, StringComparison.Ordinal);
    }

    private string ModelFile => this.folder.File("moons.safetensors");

    private Outcome Train(params string[] more) => CommandLine.Succeed(["train", "moons", "--epochs", "5", "--output", this.ModelFile, .. more]);
}
