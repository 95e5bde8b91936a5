using System.Globalization;
using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Optimization;
using Nabla.Tests.Numerics;

namespace Nabla.Tests.Training;

/// <summary>The messages and bytes of real runs against the formulas and the table of docs/decisions/distributed.md; .ci/checks/mpi.sh holds runs of MPI against it.</summary>
public class TrafficTests
{
    private const int Epochs = 2, Batch = 512, PieceRows = 32;

    private static readonly Document Page = Document.All.Single(document => document.Name == "docs/decisions/distributed.md");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void A_run_sends_what_the_formulas_say(int ranks)
    {
        Dataset training = Split.TrainTest(Datasets.Digits(), testFraction: 0.25, seed: 1).Train;
        var classifier = new MlpClassifier(new() { Network = new(200, 100), Training = new() { Optimizer = new Adam(), BatchSize = Batch, PieceRows = PieceRows, Epochs = Epochs } });

        (long Messages, long Bytes)[] sent = ThreadGroup.Run(ranks, group =>
        {
            classifier.Fit(training, control: new RunControl { Group = group });
            return (group.MessagesSent, group.BytesSent);
        });

        TrafficModel.Sent expected = new TrafficModel(ranks).Run(training.Rows, Batch, PieceRows, Epochs, parameters: (64 * 200) + 200 + (200 * 100) + 100 + (100 * 10) + 10, sizeof(float));
        Assert.Equal(expected, new TrafficModel.Sent(sent.Sum(rank => rank.Messages), sent.Sum(rank => rank.Bytes)));
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"| {ranks} | {expected.Messages:N0} | {expected.Bytes:N0} |\n"), Page.Text, StringComparison.Ordinal);
    }

    /// <summary>The table of predictions: how much of its speed alone a node keeps, with as many rows for each node.</summary>
    [Theory]
    [InlineData("1024-2048²-1000", 8_344_552, 512, 2_900)]
    [InlineData("784-512-512-10", 669_706, 1_024, 40_000)]
    public void A_node_keeps_so_much_of_its_speed(string network, int parameters, int rowsOfNode, double samplesPerSecond)
    {
        foreach (int nodes in (int[])[8, 64, 512])
        {
            string ethernet = Kept(30e-6, 1.1e9), infiniBand = Kept(2e-6, 23e9);
            Assert.Contains($"| {network}, {rowsOfNode} | {nodes} | {ethernet} | {infiniBand} |\n", Page.Text, StringComparison.Ordinal);

            string Kept(double latency, double bytesPerSecond)
            {
                double alone = rowsOfNode / samplesPerSecond;
                double messages = (2 * (new TrafficModel(nodes).Rounds + 1)) + nodes - 1, bytes = 2.0 * sizeof(float) * parameters * (nodes - 1) / nodes;
                return (alone / (alone + (messages * latency) + (bytes / bytesPerSecond))).ToString(".00", CultureInfo.InvariantCulture);
            }
        }
    }
}
