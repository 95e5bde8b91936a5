using System.Text.Json;
using Nabla.Data;
using Nabla.Models;

namespace Nabla.Cli.Output;

/// <summary>The numbers of a choice of members as JSON, the same for the search and for the file that it made.</summary>
internal static class SelectionJson
{
    /// <summary>Writes the members of an object that is open.</summary>
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
