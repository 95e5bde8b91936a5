using System.CommandLine;
using Nabla.Cli.Output;
using Nabla.Cli.Tables;
using Nabla.Csv;
using Nabla.Data;
using Nabla.Models;

namespace Nabla.Cli.Options;

/// <summary>Which rows are kept from training.</summary>
internal sealed class SplitOptions
{
    /// <summary>How CSV files are written, by the command line.</summary>
    public required Func<ParseResult, CsvOptions> Files { get; init; }

    private readonly Option<double?> testSize = Define.Option(
        "--test-size",
        "PART",
        $"part of the rows that training never sees, 0 for none (default {Split.UsualTestFraction}, or the test part that the data come with)",
        Define.Fraction);

    private readonly Option<double?> validationSize = Define.Option(
        "--validation-size", "PART", "part of the rows that says which epoch was best, and is trained on only with --refit; 0 for none (default 0.15 with --refit, else 0)", Define.Fraction);

    private readonly Option<bool> refit = Define.Flag(
        "--refit", "hold out a part of the training rows to choose the number of epochs, then train anew on all of them (default, unless options of network or regularization, a validation part or a full-batch optimizer are given)");

    private readonly Option<string?> group = Define.Option<string?>(
        "--group", "COLUMN", "column of a CSV file whose equal values belong together, such as a patient or a household: all of them are in one part, and none is a feature", Column)
        .Offering(Completions.Columns);

    private readonly Option<string?> time = Define.Option<string?>(
        "--split-by-time", "COLUMN", "column of dates or numbers of a CSV file that says when a row was: the test part has the latest rows", Column)
        .Offering(Completions.Columns);

    private readonly Option<string?> validation = Define.Input(
        "--validation", "FILE", "CSV file that is the validation part, with the columns of DATA");

    private readonly Option<string?> test = Define.Input(
        "--test", "FILE", "CSV file that is the test part, with the columns of DATA");

    /// <summary>The options as help shows them.</summary>
    public OptionGroup Group => new("Parts", this.testSize, this.validationSize, this.refit, this.group, this.time, this.validation, this.test);

    /// <summary>What parts are made by.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="like">A split whose columns are the defaults; null for none.</param>
    public PartColumns Columns(ParseResult parsed, SplitSettings? like = null)
    {
        (string? group, string? time) = (parsed.GetValue(this.group), parsed.GetValue(this.time));
        if (group is not null && time is not null)
            throw new ArgumentException("options '--group' and '--split-by-time' exclude each other");
        return group is null && time is null ? PartColumns.Of(like) : new PartColumns(group, time);
    }

    /// <summary>Whether the command line asks for a second training.</summary>
    public bool SaysRefit(ParseResult parsed) => parsed.GetValue(this.refit);

    /// <summary>The settings with what the command line says of the part that chooses the number of epochs.</summary>
    public MlpSettings Apply(ParseResult parsed, MlpSettings settings)
    {
        double? size = parsed.GetValue(this.validationSize);
        if (parsed.GetValue(this.refit))
        {
            if (parsed.GetValue(this.validation) is not null)
                throw new ArgumentException($"options '{this.refit.Name}' and '{this.validation.Name}' exclude each other: what is trained anew has its own part of the training rows");
            return size == 0
                ? throw new ArgumentException($"option '{this.refit.Name}' needs a part of the rows that chooses the number of epochs: leave out '{this.validationSize.Name} 0'")
                : settings with { ValidationFraction = size ?? settings.ValidationFraction, Refit = true };
        }

        if (size is not null || parsed.GetValue(this.validation) is not null || settings.Ensemble is not null || settings.Uncertainty is not null)
            settings = settings.Refit == true ? settings with { ValidationFraction = null, Refit = null } : settings;
        return size == 0 ? DefaultRecipe.Without(settings) : settings;
    }

    /// <summary>Splits data, with the classes in proportion; data that come with a test part keep it unless a size is given.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="data">The data.</param>
    /// <param name="seed">What the rows are drawn from.</param>
    /// <param name="streams">Where remarks go.</param>
    /// <param name="like">A split whose sizes are the defaults; null for the usual ones.</param>
    public DataParts Apply(ParseResult parsed, DataParts data, ulong seed, Streams streams, SplitSettings? like = null)
    {
        Dataset? ownValidation = this.Part(parsed, this.validation, this.validationSize, data.Train, streams);
        if (this.Part(parsed, this.test, this.testSize, data.Train, streams) is { } ownTest)
            data = data with { Test = ownTest };
        double? testFraction = parsed.GetValue(this.testSize) ?? (data.Test is null ? like?.TestFraction : null);
        double validationFraction = ownValidation is not null || this.SaysRefit(parsed) ? 0 : parsed.GetValue(this.validationSize) ?? like?.ValidationFraction ?? 0;
        DataParts parts = Split.Parts(data, validationFraction, testFraction, seed);
        PartColumns columns = this.Columns(parsed, like);
        return parts with { Split = parts.Split! with { Group = columns.Group, Time = columns.Time }, Validation = ownValidation ?? parts.Validation };
    }

    private static string Column(string text) => text.Length > 0 ? text : throw new FormatException("an empty name");

    private Dataset? Part(ParseResult parsed, Option<string?> file, Option<double?> size, Dataset training, Streams streams)
    {
        if (parsed.GetValue(file) is not { } path)
            return null;
        if (parsed.GetValue(size) is not null)
            throw new ArgumentException($"options '{file.Name}' and '{size.Name}' exclude each other");
        if (training.Schema is not { } schema || training.Target is not { } target)
            throw new ArgumentException($"option '{file.Name}' is for CSV files, not for '{training.Name}'");
        return TableData.ToJudge(new TableFile(path, this.Files(parsed), streams), schema, target);
    }
}

/// <summary>Columns that say which rows belong together, or when they were.</summary>
/// <param name="Group">Rows with the same value are in one part; null for none.</param>
/// <param name="Time">The test part has the latest rows; null for none.</param>
internal sealed record PartColumns(string? Group, string? Time)
{
    /// <summary>Parts are made of any rows.</summary>
    public static PartColumns None { get; } = new(null, null);

    /// <summary>Those of a split; none if it is not known.</summary>
    public static PartColumns Of(SplitSettings? split) => new(split?.Group, split?.Time);
}
