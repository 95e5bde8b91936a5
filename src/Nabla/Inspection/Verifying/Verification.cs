using System.Globalization;
using Nabla.Data;
using Nabla.Models;
using Nabla.Optimization;

namespace Nabla.Inspection;

/// <summary>
/// Verifies that a model results from its data, settings and seed, by training again and comparing bit for bit, or by comparing only hashes.
/// </summary>
/// <param name="IsVerified">Whether the model is verified.</param>
/// <param name="Sentence">The comparison, or the first difference and its cause.</param>
public sealed record Verification(bool IsVerified, string Sentence)
{
    /// <summary>Checks the hashes of data and settings, trains again and compares the whole contents of the model file, with the file's threshold.</summary>
    /// <param name="model">The model, as loaded from its file.</param>
    /// <param name="data">The training data before the split, or in parts if the model file does not record the split.</param>
    /// <param name="from">The model that the training continued from; null, the default, for none.</param>
    /// <param name="control">Threads, progress and cancellation.</param>
    /// <exception cref="ArgumentException">The data has other columns than the model's, or a model to continue from is given although the training
    /// had none.</exception>
    public static Verification Of(Model model, DataParts data, Model? from = null, RunControl? control = null)
    {
        Verification hashes = OfHashes(model, data, from);
        if (!hashes.IsVerified)
            return hashes;
        DataParts parts = PartsOf(model, data);
        var plan = TrainingPlan.Of(parts, model.Info.Settings, from);
        Model again = model.Info.Selection is null ? ModelTrainer.Train(plan, control).Model : ChosenMembers.Again(model, parts, control ?? new RunControl());
        if (model.Info.Threshold is { } threshold)
            again = ModelScoring.WithThreshold(again, threshold, plan.Parts, (control ?? new RunControl()).ThreadCount);
        if (ModelDifference.Between(model, again) is { } difference)
            return new Verification(false, Explained(model, difference));
        string rows = parts.Train.Rows.ToString("N0", CultureInfo.InvariantCulture);
        string chosen = model.Info.Selection is null ? string.Empty : "; which members it has, their weights and what is estimated stand in the file as the search found them";
        return new Verification(true, $"trained again on {rows} rows of {parts.Train.Name}, the model is the same to the last bit{chosen}");
    }

    /// <summary>Checks only hashes: of the data, the settings, the parameters and the model that the training continued from.</summary>
    /// <inheritdoc cref="Of"/>
    public static Verification OfHashes(Model model, DataParts data, Model? from = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        string? difference = model.Info.Provenance is { } provenance
            ? OfFile(model, provenance) ?? OfStart(provenance, from) ?? OfData(model, provenance, data)
            : $"the model file has no provenance, because Nabla {model.Info.LibraryVersion} did not write it; train the model again to record it";
        return difference is null
            ? new Verification(true, "the hashes of data, settings and parameters match the model file; it was not trained again")
            : new Verification(false, difference);
    }

    private static string? OfFile(Model model, Provenance provenance)
    {
        if (!provenance.Repeatable)
            return $"the model cannot be verified: its run ended early ({model.Info.Stop.Message()}), and training again would end at another point";
        if (Provenance.HashOf(model.Info.Settings) != provenance.SettingsSha256)
            return "the settings in the model file are not those that it was trained with: their hash differs";
        return model.ParametersSha256() == provenance.ParametersSha256 ? null : "the parameters in the model file are not those that training ended with: their hash differs";
    }

    private static string? OfStart(Provenance provenance, Model? from) => (provenance.StartingModel, from) switch
    {
        (null, null) => null,
        (null, _) => throw new ArgumentException("a model to continue from is given, but the training did not continue from another model"),
        (_, null) => "the training continued from another model, which is needed to verify this one",
        var (wanted, given) => given.ParametersSha256() == wanted ? null : "the training did not continue from the model that is given",
    };

    private static string? OfData(Model model, Provenance provenance, DataParts data)
    {
        DataKind.Check(data.Train, model);
        if (model.Info.Split is { } split && data.Train.Rows != split.Rows)
            return string.Create(CultureInfo.InvariantCulture, $"other data: {data.Train.Name} has {data.Train.Rows:N0} rows, the model's data had {split.Rows:N0}");
        DataParts parts = PartsOf(model, data);
        return DataDifference.In("training", provenance.Training, parts.Train)
            ?? DataDifference.In("validation", provenance.Validation, parts.Validation)
            ?? DataDifference.In("test", provenance.Test, parts.Test);
    }

    private static DataParts PartsOf(Model model, DataParts data)
        => data.Split is null && model.Info.Split is { } split ? split.Apply(data) : data;

    private static string Explained(Model model, string difference)
    {
        string now = ModelInfo.CurrentVersion;
        string cause = model.Info.LibraryVersion == now
            ? "data and settings are the same, so the file was changed or this machine does not give the expected bits ('nabla doctor --machine' tests it)"
            : $"the model was trained by Nabla {model.Info.LibraryVersion}, and this is {now}, which may give other bits";
        return $"trained again, {difference}: {cause}";
    }
}
