using Nabla.Data;
using Nabla.Descriptions;

namespace Nabla.Models;

/// <summary>Checks that data matches a model.</summary>
internal static class DataKind
{
    /// <summary>The data with features and targets in the model's order; refuses data that does not match.</summary>
    /// <exception cref="ArgumentException">It has other features, classes or targets, or they are encoded differently.</exception>
    public static Dataset Aligned(Dataset dataset, Model model)
    {
        Dataset aligned = dataset.InOrder(model.FeatureNames, model.Info.TargetNames);
        Check(aligned, model);
        return aligned;
    }

    /// <summary>Refuses data that does not match a model, or is in another order.</summary>
    /// <exception cref="ArgumentException">It has other features, classes or targets, or they are encoded differently.</exception>
    public static void Check(Dataset dataset, Model model) => Check(dataset, model.Info, model.Preprocessor);

    /// <summary>Refuses data that does not match a model.</summary>
    /// <exception cref="ArgumentException">It has other features, classes or targets, or they are encoded differently.</exception>
    public static void Check(Dataset dataset, ModelInfo info, Preprocessor preprocessor)
    {
        if (dataset.Source.Columns != info.FeatureNames.Count)
            throw new ArgumentException($"data set '{dataset.Name}' has {Sentence.Count(dataset.Source.Columns, "feature")}, the model was trained on {info.FeatureNames.Count}");
        CheckNames(dataset, info.FeatureNames);
        if (dataset.Task != info.Task)
            throw new ArgumentException($"data set '{dataset.Name}' is for {dataset.Task.InWords()}, the model for {info.Task.InWords()}");
        if (info.Task == LearningTask.Classification && !dataset.ClassNames.SequenceEqual(info.ClassNames, StringComparer.Ordinal))
            throw new ArgumentException($"data set '{dataset.Name}' has the classes {Short(dataset.ClassNames)}, the model {Short(info.ClassNames)}");
        if (info.Task != LearningTask.Classification && dataset.Targets!.Columns != info.TargetNames.Count)
            throw new ArgumentException($"data set '{dataset.Name}' has {Sentence.Count(dataset.Targets.Columns, "target")}, the model {info.TargetNames.Count}");
        CheckColumns(dataset, preprocessor);

        static string Short(IReadOnlyList<string> names)
            => names.Count <= 12 ? string.Join(", ", names) : $"{string.Join(", ", names.Take(12))}, … ({names.Count})";
    }

    /// <summary>A task, for texts such as "a model of …".</summary>
    public static string InWords(this LearningTask task) => task switch
    {
        LearningTask.Classification => "classification",
        LearningTask.MultiLabel => "labels",
        _ => "regression",
    };

    // Generated names have no meaning.
    private static void CheckNames(Dataset dataset, IReadOnlyList<string> names)
    {
        IReadOnlyList<string> unnamed = FeatureNames.For(names.Count);
        if (unnamed.SequenceEqual(dataset.FeatureNames, StringComparer.Ordinal) || unnamed.SequenceEqual(names, StringComparer.Ordinal))
            return;
        int other = Enumerable.Range(0, names.Count).FirstOrDefault(i => dataset.FeatureNames[i] != names[i], -1);
        if (other >= 0)
            throw new ArgumentException($"feature {other} of data set '{dataset.Name}' is '{Excerpt.Of(dataset.FeatureNames[other])}', of the model '{Excerpt.Of(names[other])}': expected the same names");
    }

    // A code or a missing value has a meaning only if model and data encode the column alike.
    private static void CheckColumns(Dataset dataset, Preprocessor preprocessor)
    {
        ValueList<ColumnSchema> known = preprocessor.Schema.Columns;
        for (int i = 0; i < known.Count; i++)
        {
            ColumnSchema? found = dataset.Schema?.Columns[i];
            if (found is null ? known[i].Kind != ColumnKind.Number : found.Kind != known[i].Kind || (!preprocessor.IsPlain && !found.Equals(known[i])))
                throw new ArgumentException($"column '{Excerpt.Of(found?.Name ?? dataset.FeatureNames[i])}' of data set '{dataset.Name}' is not encoded as column '{Excerpt.Of(known[i].Name)}' of the model: encode the table by the model's schema");
        }

        var buffer = new double[dataset.Source.BufferLength];
        for (int row = 0; preprocessor.IsPlain && row < dataset.Rows; row++)
        {
            int column = dataset.Source.Row(row, buffer).IndexOf(double.NaN);
            if (column < 0)
                continue;
            throw new ArgumentException($"row {row}, column '{Excerpt.Of(dataset.FeatureNames[column])}' of data set '{dataset.Name}' is missing, and the model was trained on numbers without missing values");
        }
    }
}
