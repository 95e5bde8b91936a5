using System.Text.Json;

namespace Nabla.Cli.Tests;

public sealed class ExplainTests(TrainedModels models)
{
    [Fact]
    public void EachQuestionHasItsAnswer()
    {
        GoldenText.Check("explain-moons", CommandLine.Succeed("explain", models.Moons, "moons").Out);
        GoldenText.Check("explain-moons-feature", CommandLine.Succeed("explain", models.Moons, "moons", "--feature", "x", "--points", "5").Out);
        GoldenText.Check("explain-moons-row", CommandLine.Succeed("explain", models.Moons, "moons", "--row", "3", "--class", "upper").Out);
        GoldenText.Check("explain-sine-row", CommandLine.Succeed("explain", models.Sine, "sine", "--row", "3", "--part", "train").Out);
    }

    [Fact]
    public void JsonHasAllFeatures()
    {
        using var importance = JsonDocument.Parse(CommandLine.Succeed("explain", models.Digits, "digits", "--repeats", "1", "--json").Out);
        Assert.Equal(64, importance.RootElement.GetProperty("features").GetArrayLength());
        using var row = JsonDocument.Parse(CommandLine.Succeed("explain", models.Digits, "digits", "--row", "0", "--references", "2", "--json").Out);
        Assert.Equal(64, row.RootElement.GetProperty("features").GetArrayLength());
        using var feature = JsonDocument.Parse(CommandLine.Succeed("explain", models.Moons, "moons", "--feature", "y", "--json").Out);
        Assert.Equal(["upper", "lower"], feature.RootElement.GetProperty("points")[0].GetProperty("predictions").EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public void WhatCannotBeExplainedIsRefused()
    {
        Refuses("--row and --feature exclude each other", "moons", "--row", "1", "--feature", "x");
        Refuses("there is no feature 'z'; the first ones are x, y", "moons", "--feature", "z");
        Refuses("there is no 'middle', known are upper, lower", "moons", "--row", "1", "--class", "middle");
        Refuses("option '--class' is for '--row'", "moons", "--class", "upper");
        Refuses("option '--points' is for '--feature'", "moons", "--row", "1", "--points", "3");
        Refuses("option '--repeats' is for importance, not for '--row' or '--feature'", "moons", "--row", "1", "--repeats", "3");
        Refuses("row 200: expected 0 to 199", "moons", "--row", "200");
        Refuses("has the classes", "circles");

        void Refuses(string sentence, params string[] args)
        {
            Outcome outcome = CommandLine.Run(["explain", models.Moons, .. args]);
            Assert.Contains(sentence, outcome.Error, StringComparison.Ordinal);
            Assert.Equal(1, outcome.ExitCode);
            Assert.Single(outcome.Error.TrimEnd('\n').Split('\n'));
        }
    }
}
