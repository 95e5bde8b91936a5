using System.Text.Json;
using Nabla.Cli.Output;
using Nabla.Tests.Data;

namespace Nabla.Cli.Tests;

public sealed class TuneTests : IDisposable
{
    private static readonly string[] Search = ["--try", "hidden=2;12", "--try", "learning-rate=0.001..0.05:log", "--epochs", "9", "--folds", "3", "--trials", "9"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => this.folder.Dispose();

    [Fact]
    public void TheBestIsShownConfirmedAndSaved()
    {
        Outcome outcome = CommandLine.Succeed([.. this.Tune("a"), .. Search]);
        GoldenText.Check("tune-iris", outcome.Out.Replace(this.folder.Path, "FOLDER", StringComparison.Ordinal));
        GoldenText.Check("tune-iris-progress", outcome.Error.Replace(this.folder.Path, "FOLDER", StringComparison.Ordinal));
        Assert.Contains("hidden=12", outcome.Out, StringComparison.Ordinal);
        Assert.Equal(0, CommandLine.Succeed("inspect", this.folder.File("a.safetensors")).ExitCode);
    }

    [Fact]
    public void JsonHasEveryTrial()
    {
        using var json = JsonDocument.Parse(CommandLine.Succeed([.. this.Tune("j"), "--json", "--try", "no-bias=true;false", "--search", "grid", "--epochs", "2", "--folds", "2"]).Out);
        Assert.Equal(2, json.RootElement.GetProperty("trials").GetArrayLength()); // no-bias=false is as given
        Assert.Equal("true", json.RootElement.GetProperty("trials")[1].GetProperty("settings").GetProperty("no-bias").GetString());
        Assert.True(json.RootElement.GetProperty("test").GetProperty("loss").GetDouble() > 0);
    }

    [Fact]
    public void PreprocessingIsTriedLikeAnyOption()
    {
        using var json = JsonDocument.Parse(CommandLine.Succeed([.. this.Tune("p"), "--json", "--try", "scale=minmax;robust;none", "--search", "grid", "--epochs", "2", "--folds", "2"]).Out);
        JsonElement[] trials = [.. json.RootElement.GetProperty("trials").EnumerateArray()];
        Assert.Equal(["minmax", "robust", "none"], trials.Skip(1).Select(trial => trial.GetProperty("settings").GetProperty("scale").GetString()));
        Assert.NotEqual(trials[1].GetProperty("score").GetDouble(), trials[3].GetProperty("score").GetDouble());
    }

    [Fact]
    public void ATerminalShowsTheTrialsInATableAsTheyCome()
    {
        using StringWriter output = new(), error = new();
        Assert.Equal(0, Program.Run([.. this.Tune("t"), .. Search], new Streams(output, error, ErrorIsTerminal: true)));
        Assert.Contains("╭", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("14 trials, the latest", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ASearchThatIsKilledGoesOnToTheSameEnd()
    {
        string[] options = ["--try", "hidden=2;12", "--trials", "9", "--folds", "3", "--epochs", "200"];
        CommandLine.Succeed([.. this.Tune("whole"), .. options]);
        string[] args = [.. this.Tune("killed"), .. options];
        using (CommandProcess process = CommandProcess.Start(this.folder.Path, [], args))
        {
            process.WaitFor("trial 2, ");
            process.Signal(9);
            process.End();
        }

        Assert.False(File.Exists(this.folder.File("killed.safetensors")));
        CommandLine.Succeed([.. args, "--resume"]);
        Assert.Equal(File.ReadAllBytes(this.folder.File("whole.safetensors")), File.ReadAllBytes(this.folder.File("killed.safetensors")));
        Assert.Equal(File.ReadAllBytes(this.folder.File("whole.jsonl")), File.ReadAllBytes(this.folder.File("killed.jsonl")));
    }

    [Fact]
    public void AnEnsembleOfTrialsIsOneModelWithAnEstimateByNestedFolds()
    {
        string[] options = ["--try", "hidden=2;6;12", "--try", "scale=standard;minmax", "--search", "grid", "--epochs", "10", "--folds", "3", "--ensemble"];
        Outcome outcome = CommandLine.Succeed([.. this.Tune("e"), .. options]);
        Assert.Contains("chosen greedily with replacement in 25 steps by out-of-fold log-loss: trial ", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("estimate for new rows, by nested folds: accuracy 0.", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("best trial, nested folds", outcome.Out, StringComparison.Ordinal);
        string model = this.folder.File("e.safetensors");
        Assert.StartsWith("verified: trained again on", CommandLine.Succeed("verify", model, "iris").Out, StringComparison.Ordinal);
        Assert.Contains("by 3 nested folds: accuracy 0.", CommandLine.Succeed("inspect", model).Out, StringComparison.Ordinal);
        using (var inspected = JsonDocument.Parse(CommandLine.Succeed("inspect", model, "--json").Out))
            Assert.Equal(3, inspected.RootElement.GetProperty("selection").GetProperty("folds").GetInt32());
        CommandLine.Succeed("evaluate", model, "iris");
        CommandLine.Succeed("explain", model, "iris", "--row", "3");
        CommandLine.Succeed("export", model, "--output", this.folder.File("e.onnx"));
        Assert.Contains("the members of that model have settings of their own", CommandLine.Run("train", "iris", "--like", model, "--output", this.folder.File("l.safetensors")).Error, StringComparison.Ordinal);

        using var json = JsonDocument.Parse(CommandLine.Succeed([.. this.Tune("j"), .. options, "4", "--json"]).Out);
        JsonElement ensemble = json.RootElement.GetProperty("ensemble");
        Assert.Equal((4, 7), (ensemble.GetProperty("steps").GetInt32(), ensemble.GetProperty("candidates").GetInt32()));
        Assert.Equal(1, ensemble.GetProperty("members").EnumerateArray().Sum(member => member.GetProperty("weight").GetDouble()), 12);
        Assert.InRange(ensemble.GetProperty("estimate").GetProperty("accuracy").GetDouble(), 0, 1);
        Assert.Contains("nested folds", ensemble.GetProperty("estimateBy").GetString(), StringComparison.Ordinal);

        // The file has the same numbers, written in the same order.
        using var file = JsonDocument.Parse(CommandLine.Succeed("inspect", this.folder.File("j.safetensors"), "--json").Out);
        string[] numbers = [.. file.RootElement.GetProperty("selection").EnumerateObject().Select(number => $"{number.Name} {number.Value.GetRawText()}")];
        Assert.Equal(6, numbers.Length);
        Assert.Equal(numbers, ensemble.EnumerateObject().Select(number => $"{number.Name} {number.Value.GetRawText()}").Where(numbers.Contains));
    }

    [Fact]
    public void SharesOfASearchForAnEnsembleMergeAndGoOnToTheSameModel()
    {
        string[] search = ["tune", "iris", "--try", "hidden=2;4;8", "--trials", "3", "--epochs", "4", "--folds", "3", "--ensemble", "5"];
        CommandLine.Succeed([.. search, "--log", this.folder.File("whole.jsonl"), "--output", this.folder.File("whole.safetensors")]);
        string[] logs = [this.folder.File("1.jsonl"), this.folder.File("2.jsonl")];
        for (int shard = 1; shard <= 2; shard++)
            CommandLine.Succeed([.. search, "--shard", $"{shard}/2", "--log", logs[shard - 1]]);
        CommandLine.Succeed(["merge", .. logs, "--output", this.folder.File("merged.jsonl")]);
        CommandLine.Succeed([.. search, "--log", this.folder.File("merged.jsonl"), "--resume", "--output", this.folder.File("merged.safetensors")]);
        Assert.Equal(File.ReadAllBytes(this.folder.File("whole.jsonl")), File.ReadAllBytes(this.folder.File("merged.jsonl")));
        Assert.Equal(File.ReadAllBytes(this.folder.File("whole.safetensors")), File.ReadAllBytes(this.folder.File("merged.safetensors")));
    }

    [Fact]
    public void WhatCannotBeTriedIsRefusedAtOnce()
    {
        Refuses("option '--try': there is no training option 'hiden', known are hidden, activation", "--try", "hiden=3");
        Refuses("option '--activation': unknown activation 'rellu'", "--try", "activation=relu;rellu");
        Refuses("option '--no-bias' takes no value: try true;false, not 'yes'", "--try", "no-bias=yes");
        Refuses("'hidden' is not of the form NAME=V1;V2", "--try", "hidden");
        Refuses("halving varies the number of epochs", "--try", "epochs=3;4");
        Refuses("'hidden' is to be tried twice", "--try", "hidden=3", "--try", "hidden=4");
        Refuses("200 folds", "--folds", "200");
        Refuses("option '--trials' is for search by halving or random", "--search", "grid", "--trials", "3");
        Refuses("option '--ensemble': '0' is not a whole number of 1 or more", "--ensemble", "0");
        Refuses("an ensemble of 2000 choices, expected 1 to 1000", "--ensemble", "2000");
        Refuses("a search by halving trains most candidates for a part of their epochs", "--ensemble", "--search", "halving");
        Refuses("use 3 or more (--folds)", "--ensemble", "--folds", "2");
        Refuses("leave out --repeats", "--ensemble", "--repeats", "2");
        Refuses("a validation part has no effect", "--ensemble", "--validation-size", "0.2");
        Refuses("preset 'best' averages networks with the same settings: use --preset realmlp", "--ensemble", "--preset", "best");
        Refuses("option '--early-stopping' needs a validation part, and folds have none", "--early-stopping", "--validation-size", "0.2");

        void Refuses(string sentence, params string[] args)
        {
            Outcome outcome = CommandLine.Run([.. this.Tune("refused"), .. args]);
            Assert.Contains(sentence, outcome.Error, StringComparison.Ordinal);
            Assert.Equal(1, outcome.ExitCode);
            Assert.False(File.Exists(this.folder.File("refused.safetensors")));
        }
    }

    private string[] Tune(string name)
        => ["tune", "iris", "--log", this.folder.File($"{name}.jsonl"), "--output", this.folder.File($"{name}.safetensors")];
}
