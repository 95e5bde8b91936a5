using Nabla.Tests.Data;

namespace Nabla.Cli.Tests;

public sealed class ConfigTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => this.folder.Dispose();

    [Fact]
    public void AFileHasTheOptionsOfTheCommandLine()
    {
        string config = this.Config(
            """
            {
              "epochs": 2, // few
              "hidden": [5, 4],
              "activation": "tanh",
              "l2": 1e-3,
              "no-bias": true,
              "no-shuffle": false,
            }
            """);
        Assert.Equal(
            this.Sha("iris", "--epochs", "2", "--hidden", "5,4", "--activation", "tanh", "--l2", "1e-3", "--no-bias"),
            this.Sha("iris", "--config", config));
    }

    [Fact]
    public void OtherNamesOfAnOptionAreUnderstood()
    {
        string config = this.Config("""{ "solver": "sgd", "lr": 0.2, "epochs": 2, "loss": "log-likelihood" }""");
        Assert.Equal(this.Sha("iris", "--optimizer", "sgd", "--learning-rate", "0.2", "--epochs", "2", "--loss", "cross-entropy"), this.Sha("iris", "--config", config));
        Assert.Equal(this.Sha("iris", "--optimizer", "adam", "--learning-rate", "0.2", "--epochs", "2", "--loss", "cross-entropy"), this.Sha("iris", "--solver", "adam", "--config", config));
    }

    [Fact]
    public void TheCommandLineWins()
    {
        string config = this.Config("""{ "epochs": 2, "early-stopping": true, "hidden": "5" }""");
        Assert.Equal(
            this.Sha("iris", "--epochs", "3", "--no-early-stopping", "--hidden", "5"),
            this.Sha("iris", "--epochs", "3", "--no-early-stopping", "--config", config));
    }

    [Fact]
    public void AnOptionThatMayStandSeveralTimesTakesAList()
    {
        string config = this.Config("""{ "try": ["hidden=3;4", "l2=0;1"], "search": "grid", "epochs": 2, "folds": 2 }""");
        Outcome outcome = CommandLine.Succeed(
            "tune", "iris", "--config", config, "--output", this.folder.File("m.safetensors"), "--log", this.folder.File("log.jsonl"));
        Assert.StartsWith("tried 4 candidates", outcome.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("line 2: there is no option 'epoch': did you mean epochs?", "{\n\"epoch\": 3}")]
    [InlineData("line 1: there is no option 'frobnicate': see nabla train --help", """{"frobnicate": 3}""")]
    [InlineData("line 1: there is no option 'config'", """{"config": "other.json"}""")]
    [InlineData("line 3: option '--epochs': 'ten' is not a whole number of 0 or more", "{\n\"l2\": 1,\n\"epochs\": \"ten\"}")]
    [InlineData("line 1: 'epochs': expected a text, a number, or a list of them", """{"epochs": true}""")]
    [InlineData("line 1: 'epochs': expected a text, a number, or a list of them", """{"epochs": null}""")]
    [InlineData("line 1: 'hidden': expected a text, a number, or a list of them", """{"hidden": [[3]]}""")]
    [InlineData("line 1: 'no-bias': expected true or false", """{"no-bias": "yes"}""")]
    [InlineData("line 2: 'epochs' is given twice", "{\"epochs\": 1,\n\"epochs\": 2}")]
    [InlineData("line 2: 'solver' is given twice, it is optimizer", "{\"optimizer\": \"sgd\",\n\"solver\": \"adam\"}")]
    [InlineData("line 1: this is not a JSON object of options", "[1]")]
    [InlineData("line 1: this is not a JSON object of options", "")]
    [InlineData("line 2: this is not a JSON object of options", "{\"epochs\": 1\n")]
    [InlineData("line 1: this is not a JSON object of options", "{} more")]
    [InlineData("a text is not UTF-8", "{\"activation\": \"\u0080\"}")]
    public void WhatMakesNoSenseIsRefusedByNameAndPlace(string sentence, string json)
    {
        string config = this.folder.File("config.json");
        File.WriteAllBytes(config, [.. json.Select(c => (byte)c)]);
        Outcome outcome = CommandLine.Run("train", "iris", "--config", config);
        Assert.StartsWith($"nabla: {config}: {sentence}", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(1, outcome.ExitCode);
        Assert.Single(outcome.Error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void AFileThatIsNotThereIsRefused()
        => Assert.Matches("^nabla: [^\n]*nowhere.json[^\n]*\n$", CommandLine.Run("train", "iris", "--config", this.folder.File("nowhere.json")).Error);

    private string Config(string json)
    {
        string path = this.folder.File("config.json");
        File.WriteAllText(path, json);
        return path;
    }

    private string Sha(params string[] args)
    {
        string path = this.folder.File("m.safetensors");
        CommandLine.Succeed(["train", .. args, "--output", path]);
        return Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)));
    }
}
