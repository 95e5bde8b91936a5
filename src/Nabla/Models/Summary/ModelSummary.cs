using System.Globalization;
using System.Text;
using Nabla.Data;
using Nabla.Descriptions;
using Nabla.Networks;
using Nabla.Optimization;

namespace Nabla.Models;

/// <summary>A readable summary of a model: facts, columns, layers and scores, as shown by <c>nabla inspect</c>.</summary>
public sealed class ModelSummary
{
    internal ModelSummary(Model model)
    {
        this.Facts = [.. FactsOf(model)];
        TextTable[] columns = model.Preprocessor.IsPlain ? [] : [ColumnsOf(model.Preprocessor)];
        PartScores scores = model.Info.Scores;
        TextTable[] parts = scores is { Training: null, Validation: null, Test: null } ? [] : [ScoresOf(model.Task, ("train", null, scores.Training), (model.Info.Members?[0].Fold is null ? "validation" : "out of fold", null, scores.Validation), ("test", null, scores.Test))];
        this.Tables = [.. columns, LayersOf(model), .. parts];
    }

    /// <summary>Names and values.</summary>
    public IReadOnlyList<(string Name, string Value)> Facts { get; }

    /// <summary>The tables: columns (unless they are plain numbers), layers and scores (if known).</summary>
    public IReadOnlyList<TextTable> Tables { get; }

    /// <summary>A table of scores with the columns of the task; without row counts if they are unknown.</summary>
    public static TextTable ScoresOf(LearningTask task, params IReadOnlyList<(string Part, int? Rows, Scores? Scores)> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        string[] rows = parts.Any(part => part.Rows is not null) ? ["rows"] : [];
        string[] numbers = task switch
        {
            LearningTask.Classification => ["loss", "accuracy"],
            LearningTask.MultiLabel => ["loss", "all labels right", "labels right"],
            _ => ["loss", "R²", "RMSE", "MAE"],
        };
        var table = new TextTable(["part", .. rows, .. numbers]);
        foreach ((string part, int? count, Scores? scores) in parts)
        {
            if (scores is null)
                continue;
            double?[] values = task switch
            {
                LearningTask.Classification => [scores.Loss, scores.Accuracy],
                LearningTask.MultiLabel => [scores.Loss, scores.Accuracy, scores.LabelAccuracy],
                _ => [scores.Loss, scores.RSquared, scores.RootMeanSquaredError, scores.MeanAbsoluteError],
            };
            table.Add([part, .. count is { } n ? (string[])[Figures.Count(n)] : [], .. values.Select(Figures.Number)]);
        }

        return table;
    }

    /// <summary>The summary as text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach ((string name, string value) in this.Facts)
            text.AppendLine(CultureInfo.InvariantCulture, $"{name,-12} {value}");
        foreach (TextTable table in this.Tables)
            text.AppendLine().Append(table);
        return text.ToString();
    }

    private static IEnumerable<(string Name, string Value)> FactsOf(Model model)
    {
        (ModelInfo info, MlpSettings settings) = (model.Info, model.Info.Settings);
        string[] regularizers = [.. Regularizers.Of(settings, info.Scores.Validation is not null).Select(one => $"{one.Name} {one.Value}")];
        yield return ("data", $"{info.DataName} ({Task(model.Task)})");
        yield return (model.Preprocessor.IsPlain ? "features" : "columns", Names(info.FeatureNames));
        yield return model.Task switch
        {
            LearningTask.Classification => ("classes", Names(info.ClassNames)),
            LearningTask.MultiLabel => ("labels", Names(info.TargetNames)),
            _ => ("targets", Names(info.TargetNames)),
        };
        if (model.Task == LearningTask.Classification && model.Target is { } target)
            yield return ("target", Names(target.Names));
        yield return ("network", $"{model.Network}, {Figures.Count(model.ParameterCount, "parameter")}");
        if (LayerFacts.OfInputs(model) is { Length: > 0 } inputs)
            yield return ("inputs", inputs);
        yield return ("precision", (model.Precision == Precision.Double ? "double" : "float"));
        yield return ("scaler", info.Scaler.Method.ToString().ToLowerInvariant());
        yield return ("regularizers", regularizers.Length == 0 ? "none" : string.Join(", ", regularizers));
        bool byBatch = settings.Training.Optimizer is UpdateRule;
        yield return ("optimizer", byBatch ? $"{settings.Training.Optimizer}, learning rate {settings.Training.EffectiveLearningRate}" : $"{settings.Training.Optimizer}");
        yield return ("batches", byBatch && settings.Training.BatchSize is { } size ? $"of {Figures.Count(size, "example")}" : "of all examples");
        yield return ("seed", settings.Seed.ToString(CultureInfo.InvariantCulture));
        if (info.Split is { } split)
            yield return ("parts", FormattableString.Invariant($"{split.ValidationFraction} for validation and {split.TestFraction} for test, of {Figures.Count(split.Rows, "row")}"));
        if (info.HeldOutRows is { } heldOut)
            yield return ("held out", $"{Figures.Count(heldOut, "row")} of training, to choose the number of epochs; {(!info.IsRefit ? "the model was not retrained on all rows" : info.Members is null ? "history and validation score are of that run" : "each network has its own and is retrained on all rows")}");
        if (info.Members is { } members)
            yield return ("members", $"{members.Count}{(members[0].Fold is null ? string.Empty : ", each of all folds but one")}, epochs {string.Join(", ", members.Select(member => Figures.Count(member.ChosenEpoch)))}");
        if (info.Selection is { } selection)
            yield return ("chosen", $"of {Figures.Count(selection.Candidates, "trial")}, weights {string.Join(", ", info.Members!.Select(member => Figures.Number(member.Weight)))}; for new rows, by {selection.Folds} nested folds: {(info.Task == LearningTask.Regression ? $"R² {Figures.Number(selection.Estimate.RSquared)}" : $"accuracy {Figures.Number(selection.Estimate.Accuracy)}")} ± {Figures.Number(selection.Deviation)}, loss {Figures.Number(selection.Estimate.Loss)}");
        if (info.Threshold is { } threshold)
            yield return ("threshold", FormattableString.Invariant($"{info.ClassNames[1]} is predicted above a probability of {threshold:0.####}"));
        if (info.Temperature is { } scaling)
            yield return ("temperature", FormattableString.Invariant($"{scaling.Temperature:0.###}, by {Figures.Count(scaling.Rows, "row")}"));
        if (info.Conformal is { } conformal)
            yield return (conformal.SetScore is null ? "intervals" : "sets", FormattableString.Invariant($"{conformal.Level}, by {Figures.Count(conformal.Rows, "row")}{(model.Widths is { } widths ? $"; their widths by a second network, {string.Join('-', widths.Spec.Sizes)}" : string.Empty)}"));
        if (info.History.Count > 0)
            yield return ("epochs", $"{Figures.Count(info.History[^1].Epoch)} of {Figures.Count(settings.Training.Epochs!.Value)}, {(info.IsRefit ? "the model is retrained on all training rows for the best number of epochs," : "the model is that of epoch")} {info.ChosenEpoch}: {info.Stop.Message()}");
        yield return ("version", $"Nabla {info.LibraryVersion}");
        if (info.Provenance is not { } provenance)
            yield break;
        string start = provenance.StartingModel is { } hash ? $", continued from the model SHA-256 {Short(hash)}" : string.Empty;
        yield return ("made from", $"training rows SHA-256 {Short(provenance.Training.Sha256)}, settings SHA-256 {Short(provenance.SettingsSha256 ?? "none")}{start}");
        yield return ("parameters", $"SHA-256 {Short(provenance.ParametersSha256)}");
        yield return ("verifiable", provenance.Repeatable ? "yes, by 'nabla verify' and the data" : $"no: {info.Stop.Message()}");
    }

    private static string Short(string hash) => $"{hash[..Math.Min(12, hash.Length)]}…";

    private static TextTable ColumnsOf(Preprocessor preprocessor)
    {
        var table = new TextTable("column", "kind", "features", "levels", "a missing value is");
        for (int i = 0; i < preprocessor.ColumnCount; i++)
        {
            var fact = ColumnFact.Of(preprocessor, i);
            table.Add(fact.Name, fact.Kind, Figures.Count(fact.Features.Count), fact.Levels is { } levels ? Figures.Count(levels) : "-", fact.Missing ?? "-");
        }

        return table;
    }

    private static TextTable LayersOf(Model model)
    {
        string[] facts = [.. model.Network.NumberedLayers.Select((layer, l) => LayerFacts.Of(layer, l + 1, model.Info.Settings))];
        bool hasFacts = facts.Any(fact => fact.Length > 0);
        var table = new TextTable(["layer", "units", "activation", "weights", "biases", "weights start as", "biases start as", .. hasFacts ? (string[])["with"] : []]);
        IReadOnlyList<NumberedLayer> layers = model.Network.NumberedLayers;
        for (int l = 0; l < layers.Count; l++)
        {
            NumberedLayer layer = layers[l];
            ParameterSlice weights = model.Slices.First(slice => slice.Layer == l + 1 && slice.IsWeight);
            table.Add([
                (l + 1).ToString(CultureInfo.InvariantCulture),
                layer.Units.ToString(CultureInfo.InvariantCulture),
                layer.Activation.ToString(),
                $"{weights.Rows} × {weights.Columns}",
                layer.Bias ? layer.Units.ToString(CultureInfo.InvariantCulture) : "none",
                (layer.Dense.WeightInitializer ?? layer.Activation.DefaultInitializer).ToString(),
                layer.Bias ? layer.BiasInitializer.ToString() : "-",
                .. hasFacts ? (string[])[facts[l]] : [],
            ]);
        }

        return table;
    }

    private static string Names(IReadOnlyList<string> names)
    {
        const int Shown = 10;
        return names.Count <= Shown ? string.Join(", ", names) : $"{string.Join(", ", names.Take(Shown))}, … ({Figures.Count(names.Count)})";
    }

    private static string Task(LearningTask task) => task switch
    {
        LearningTask.Classification => "classification",
        LearningTask.Regression => "regression",
        _ => "multilabel",
    };
}
