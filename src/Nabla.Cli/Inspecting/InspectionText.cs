using Nabla.Cli.Output;
using Nabla.Descriptions;
using Nabla.Models;

namespace Nabla.Cli.Inspecting;

/// <summary>Writes the contents of a model file as text.</summary>
internal static class InspectionText
{
    /// <summary>Writes facts, columns, layers and scores.</summary>
    public static void Write(Model model, Streams streams)
    {
        ModelSummary summary = model.Summary();
        foreach ((string name, string value) in summary.Facts)
            streams.Out.WriteLine($"{name,-12} {value}");
        foreach (TextTable table in summary.Tables)
        {
            streams.Out.WriteLine();
            new Table(table).Write(streams);
        }
    }
}
