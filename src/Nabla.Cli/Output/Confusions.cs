using Nabla.Data;
using Nabla.Metrics;
using Nabla.Models;

namespace Nabla.Cli.Output;

/// <summary>The most frequent confusions between classes.</summary>
internal static class Confusions
{
    private const int Most = 5;

    /// <summary>Writes the most frequent confusions, if there are any.</summary>
    public static void Write(Model model, Dataset data, Streams streams)
    {
        int[] predictions = model.PredictClassIndices(data, Environment.ProcessorCount);
        IReadOnlyList<ConfusedPair> pairs = ConfusionMatrix.Of(data.Labels, predictions, data.ClassNames.Count).MostConfused(Most);
        if (pairs.Count == 0)
            return;
        var table = new Table("most confused", "taken for", "times", "of the class");
        foreach (ConfusedPair pair in pairs)
            table.Add(data.ClassNames[pair.Actual], data.ClassNames[pair.Predicted], Texts.Count((long)pair.Count), Texts.Number(pair.Share));
        streams.Out.WriteLine();
        table.Write(streams);
    }
}
