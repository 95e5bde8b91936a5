using Nabla.Tests.Data;

namespace Nabla.Cli.Tests;

public sealed class ShardTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => this.folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(40)]
    public void PartsOfPredictionsMergeToTheSameBytes(int shards)
    {
        string model = this.Model(), rows = this.Rows();
        string[] options = ["--keep", "note,x", "--probabilities"];
        CommandLine.Succeed(["predict", model, rows, .. options, "--output", this.folder.File("whole.csv")]);
        string[] parts = [.. Enumerable.Range(1, shards).Select(shard => this.Part(model, rows, $"{shard}/{shards}", options))];

        CommandLine.Succeed(["merge", .. parts.Reverse(), "--output", this.folder.File("merged.csv")]);

        Assert.Equal(File.ReadAllBytes(this.folder.File("whole.csv")), File.ReadAllBytes(this.folder.File("merged.csv")));
    }

    [Fact]
    public void PartsOfBuiltInDataMergeToTheSameBytes()
    {
        string model = this.Model();
        string whole = CommandLine.Succeed("predict", model, "moons", "--rows", "2500").Out;
        string[] parts = [.. Enumerable.Range(1, 3).Select(shard => this.Part(model, "moons", $"{shard}/3", ["--rows", "2500"]))];
        CommandLine.Succeed(["merge", .. parts, "--output", this.folder.File("merged.csv")]);
        Assert.Equal(whole, File.ReadAllText(this.folder.File("merged.csv")));
    }

    [Fact]
    public void SharesOfASearchMergeToTheSameLogAndModel()
    {
        string[] search = ["tune", "iris", "--try", "hidden=2;4;8", "--search", "random", "--trials", "5", "--epochs", "4", "--folds", "2"];
        string whole = this.folder.File("whole.jsonl"), merged = this.folder.File("merged.jsonl");
        CommandLine.Succeed([.. search, "--log", whole, "--output", this.folder.File("whole.safetensors")]);
        string[] logs = [.. Enumerable.Range(1, 3).Select(shard => this.folder.File($"{shard}.jsonl"))];
        for (int shard = 1; shard <= 3; shard++)
            CommandLine.Succeed([.. search, "--shard", $"{shard}/3", "--log", logs[shard - 1]]);

        CommandLine.Succeed(["merge", .. logs.Reverse(), "--output", merged]);

        Assert.Equal(File.ReadAllText(whole), File.ReadAllText(merged));
        CommandLine.Succeed([.. search, "--log", merged, "--resume", "--output", this.folder.File("merged.safetensors")]);
        Assert.Equal(File.ReadAllBytes(this.folder.File("whole.safetensors")), File.ReadAllBytes(this.folder.File("merged.safetensors")));
        Refused("trial 1 is in none of the 2 logs", ["merge", logs[0], logs[2], "--output", merged]);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void SharesOfMembersMakeTheModelOfOneProcess(int shards)
    {
        string[] train = ["train", "iris", "--ensemble", "3", "--seeds", "2", "--epochs", "20", "--early-stopping", "--patience", "5"];
        string members = this.folder.File("members");
        CommandLine.Succeed([.. train, "--output", this.folder.File("whole.safetensors")]);
        for (int shard = shards; shard >= 1; shard--)
            CommandLine.Succeed([.. train, "--checkpoint", members, "--shard", $"{shard}/{shards}"]);
        Assert.Equal(6, Directory.GetDirectories(members).Length);

        CommandLine.Succeed([.. train, "--checkpoint", members, "--resume", "--output", this.folder.File("merged.safetensors")]);

        Assert.Equal(File.ReadAllBytes(this.folder.File("whole.safetensors")), File.ReadAllBytes(this.folder.File("merged.safetensors")));
    }

    [Fact]
    public void AShareOfMembersNeedsAnEnsembleAndAFolder()
    {
        string members = this.folder.File("members");
        Refused("it needs '--ensemble' or '--seeds', and '--checkpoint'", ["train", "iris", "--shard", "1/2", "--checkpoint", members]);
        Refused("it needs '--ensemble' or '--seeds', and '--checkpoint'", ["train", "iris", "--shard", "1/2", "--seeds", "2"]);
        foreach (string[] option in (string[][])[["--output", "x"], ["--report", "x"], ["--json"], ["--threshold", "0.5"], ["--time-budget", "5"]])
            Refused($"options '--shard' and '{option[0]}' exclude each other: a share makes no model", ["train", "moons", "--shard", "1/2", "--seeds", "2", "--checkpoint", members, .. option]);
        Assert.False(Directory.Exists(members));
    }

    [Fact]
    public void WhatCannotBeMergedIsRefused()
    {
        string model = this.Model(), rows = this.Rows();
        string first = this.Part(model, rows, "1/2", []), second = this.Part(model, rows, "2/2", []), other = this.Part(model, rows, "2/2", ["--probabilities"]);
        string output = this.folder.File("merged.csv");
        Refused("share 2/2 is not among the 1 parts", ["merge", first, "--output", output]);
        Refused("are both share 1/2", ["merge", first, first, second, "--output", output]);
        Refused("is from another run", ["merge", first, other, "--output", output]);
        Refused("is not a part written by", ["merge", rows, "--output", output]);
        Refused("there is no file", ["merge", this.folder.File("none"), "--output", output]);
        File.WriteAllBytes(second, File.ReadAllBytes(second)[..^20]);
        Refused("is truncated", ["merge", first, second, "--output", output]);
        Assert.False(File.Exists(output));
    }

    [Fact]
    public void SharesThatMakeNoSenseAreRefused()
    {
        string model = this.Model(), rows = this.Rows();
        Refused("'3/2' is not a share of the work, expected i/n with i from 1 to n", ["predict", model, rows, "--shard", "3/2", "--output", "x"]);
        Refused("'--shard' needs '--output FILE'", ["predict", model, rows, "--shard", "1/2"]);
        Refused("not for standard input", ["predict", model, "-", "--shard", "1/2", "--output", "x"]);
        Refused("a search by halving chooses its later trials by the earlier ones", ["tune", "iris", "--shard", "1/2", "--log", this.folder.File("log")]);
        Refused("cannot have a time budget", ["tune", "iris", "--search", "random", "--seconds", "5", "--shard", "1/2", "--log", this.folder.File("log")]);
        Refused("option '--mpi' is for training: the trials of a search need no messages", ["tune", "iris", "--mpi"]);
        Refused("a share of a search has a log and no result", ["tune", "iris", "--search", "random", "--json", "--shard", "1/2", "--log", this.folder.File("log")]);
    }

    private static void Refused(string message, string[] args)
    {
        Outcome outcome = CommandLine.Run(args);
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
        Assert.Single(outcome.Error.TrimEnd('\n').Split('\n'), line => line.StartsWith("nabla: ", StringComparison.Ordinal));
    }

    private string Part(string model, string rows, string shard, string[] options)
    {
        string part = this.folder.File($"{shard.Replace('/', '-')}{options.Length}.part");
        CommandLine.Succeed(["predict", model, rows, .. options, "--shard", shard, "--output", part]);
        return part;
    }

    private string Model()
    {
        string model = this.folder.File("moons.safetensors");
        CommandLine.Succeed("train", "moons", "--rows", "200", "--epochs", "3", "--output", model);
        return model;
    }

    // Several blocks of rows, and texts that need quotes.
    private string Rows()
    {
        string rows = this.folder.File("rows.csv");
        File.WriteAllLines(rows, Enumerable.Range(0, 150_000).Select(i => i % 1000 == 7 ? $"{i * .001},\"a \"\"b\"\"\nc, {i}\",1" : $"{i * -.0001},plain,{i % 3}").Prepend("x,note,y"));
        return rows;
    }
}
