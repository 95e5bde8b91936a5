using System.Text.Json;
using Nabla.Data;
using Nabla.Models;

namespace Nabla.Cli.Output;

/// <summary>Writes the figures of an ensemble selection as JSON, alike for a search and for its model file.</summary>
internal static class SelectionJson
{
    /// <summary>Writes properties into the open object.</summary>
    public static void WriteSelection(this Utf8JsonWriter writer, SelectionInfo selection, LearningTask task)
    {
        writer.WriteNumber("candidates", selection.Candidates);
        writer.WriteNumber("steps", selection.Steps);
        writer.WriteNumber("folds", selection.Folds);
        writer.WriteScores("estimate", task, selection.Estimate);
        writer.WriteNumberOrNull("deviation", selection.Deviation);
        writer.WriteScores("onChoosingRows", task, selection.OnChoosingRows);
    }
}
