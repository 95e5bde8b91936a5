using Nabla.Data;
using Nabla.Models;

namespace Nabla.Cli.Tables;

/// <summary>The columns of a file that a model looks for.</summary>
internal static class ModelColumns
{
    /// <summary>What goes in.</summary>
    public static TableSchema Schema(Model model) => TableSchema.OfNumbers(model.FeatureNames);

    /// <summary>What a column of predicted classes is named after.</summary>
    public static string TargetName(Model model) => "class";

    /// <summary>What it is judged by.</summary>
    /// <param name="model">The model.</param>
    /// <param name="names">The columns; null for those it was trained on.</param>
    /// <exception cref="ArgumentException">The model does not know in which column its classes stand.</exception>
    public static TargetSchema Target(Model model, IReadOnlyList<string>? names)
    {
        if (model.Task != LearningTask.Classification)
            return new TargetSchema(model.Task, [.. (names ?? model.Info.TargetNames).Select(ColumnSchema.Number)], []);
        return names is [var name]
            ? new TargetSchema(model.Task, [ColumnSchema.Category(name, [.. model.ClassNames])], [.. model.ClassNames])
            : throw new ArgumentException("option '--target' is missing: the model was not trained on a file, so which column has the classes?");
    }
}
