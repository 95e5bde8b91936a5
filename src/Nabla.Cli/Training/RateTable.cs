using Nabla.Cli.Output;
using Nabla.Training;

namespace Nabla.Cli.Training;

/// <summary>Writes the result of a learning rate search as text.</summary>
internal static class RateTable
{
    private const int Lines = 20;

    /// <summary>Writes a selection of rates with their losses, and the proposal.</summary>
    public static void Write(RateSearch search, Streams streams)
    {
        var table = new Table("learning rate", "loss");
        int distance = Math.Max(1, search.Points.Count / Lines);
        for (int i = 0; i < search.Points.Count; i += distance)
            table.Add(Texts.Number(search.Points[i].LearningRate), Texts.Number(search.Points[i].Loss));
        table.Write(streams);
        streams.Out.WriteLine();
        streams.Out.WriteLine(search.Proposal is { } rate
            ? FormattableString.Invariant($"proposal: --learning-rate {rate:0.0e-0}")
            : "no proposal: the loss did not fall at any rate");
    }
}
