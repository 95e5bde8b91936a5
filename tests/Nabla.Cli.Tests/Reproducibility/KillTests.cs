using System.Security.Cryptography;
using Nabla.Numerics;
using Nabla.Tests;
using Nabla.Tests.Data;

namespace Nabla.Cli.Tests.Reproducibility;

/// <summary>A run that is killed at any moment, again and again, and resumed, ends with the model file of the run without a break.</summary>
public sealed class KillTests : IDisposable
{
    private const int KillsOfEach = 6;

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Runs =>
    [
        "digits --epochs 40", // two runs
        "digits --hidden 32 --dropout 0.3 --input-noise 0.1 --normalization batch --epochs 60 --validation-size 0.2 --schedule warmup:5,cosine:55",
        "digits --hidden 24 --optimizer momentum:0.9 --learning-rate 0.01 --schedule plateau:0.5:2 --validation-size 0.2 --patience 5 --epochs 200 --max-norm 3",
        "digits --hidden 16 --optimizer lbfgs --l2 1 --epochs 150",
        "friedman1 --rows 400 --hidden 20,10 --optimizer scg --precision double --epochs 2000 --normalization layer",
        "digits --hidden 20,20 --optimizer clip-norm:1,nadam --batch-size 20 --label-smoothing 0.1 --class-weight balanced --weight-decay 0.01 --epochs 50",
    ];

    public void Dispose() => this.folder.Dispose();

    [Theory]
    [MemberData(nameof(Runs))]
    [Trait("Category", "Slow")]
    public void A_killed_run_ends_as_if_nothing_had_happened(string options)
    {
        SlowTests.SkipUnlessWanted();
        string[] run = ["train", .. options.Split(' '), "--threads", "2", "--report-every", "1"];
        Outcome whole = CommandProcess.Run(this.folder.Path, [.. run, "--output", "whole.safetensors"]);
        Assert.True(whole.ExitCode == 0, whole.Error);

        string[] resumed = [.. run, "--output", "resumed.safetensors", "--checkpoint", "checkpoints", "--checkpoint-every", "1", "--resume"];
        var random = new CounterRandom(1, 77, (uint)options.Length);
        int killed = 0;
        for (uint kill = 0; kill < KillsOfEach; kill++)
        {
            // At a moment of its own, from the start of the process to well into the run.
            using CommandProcess process = CommandProcess.Start(this.folder.Path, [], resumed);
            if (kill % 3 != 0)
                process.WaitFor("training ");
            Thread.Sleep(random.Below(kill % 3 == 2 ? 60 : 500, kill));
            killed += process.Kill() ? 1 : 0;
        }

        Assert.InRange(killed, 1, KillsOfEach); // a run may come to its end between two of them

        Outcome last = CommandProcess.Run(this.folder.Path, resumed);
        Assert.True(last.ExitCode == 0, last.Error);
        Assert.Equal(this.Digest("whole.safetensors"), this.Digest("resumed.safetensors"));
        Assert.DoesNotContain("cannot be used", last.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(this.folder.File("checkpoints"), "*.tmp"));
    }

    private string Digest(string name) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(this.folder.File(name))));
}
