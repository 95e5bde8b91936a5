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
    private readonly Option<double?> testSize = Define.Option(
        "--test-size",
        "PART",
        $"part of the rows that training never sees, 0 for none (default {Split.UsualTestFraction}, or the test part that the data come with)",
        Define.Fraction);

    private readonly Option<double?> validationSize = Define.Option(
        "--validation-size", "PART", "part of the rows that chooses the best epoch; trained on only with --refit; 0 for none (default 0.15 with --refit, else 0)", Define.Fraction);

    private readonly Option<bool> refit = Define.Flag(
        "--refit", "hold out a part of the training rows to choose the number of epochs, then retrain on all of them (default, unless options of network or regularization, a validation part or a full-batch optimizer are given)");

    private readonly Option<string?> group = Define.Option<string?>(
        "--group", "COLUMN", "column of a CSV file that groups rows, such as a patient or a household: a group stays in one part; the column is not a feature", Column)
        .Offering(Completions.Columns);

    private readonly Option<string?> time = Define.Option<string?>(
        "--split-by-time", "COLUMN", "column of dates or numbers of a CSV file that gives the time of a row: the test part has the latest rows", Column)
        .Offering(Completions.Columns);

    private readonly PartFileOptions ownParts;

    /// <param name="files">How CSV files are written, by the command line.</param>
    public SplitOptions(Func<ParseResult, CsvOptions> files) => this.ownParts = new PartFileOptions { Files = files };

    /// <summary>The options as help shows them.</summary>
    public OptionGroup Group => new("Parts", this.testSize, this.validationSize, this.refit, this.group, this.time, this.ownParts.Validation, this.ownParts.Test);

    /// <summary>The options that say which rows belong together, for a file to be packed.</summary>
    public OptionGroup GroupToPack => new("Parts", this.group, this.time);

    /// <summary>What parts are made by.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="like">A model whose columns are the defaults; null for none.</param>
    public ColumnRoles Columns(ParseResult parsed, Model? like = null)
    {
        (string? group, string? time) = (parsed.GetValue(this.group), parsed.GetValue(this.time));
        if (group is not null && time is not null)
            throw new ArgumentException("options '--group' and '--split-by-time' exclude each other");
        var roles = ColumnRoles.Of(like);
        return group is null && time is null ? roles : roles with { Group = group, Time = time };
    }

    /// <summary>Whether the command line asks for a second training.</summary>
    public bool SaysRefit(ParseResult parsed) => parsed.GetValue(this.refit);

    /// <summary>The settings with what the command line says of the part that chooses the number of epochs.</summary>
    public MlpSettings Apply(ParseResult parsed, MlpSettings settings)
    {
        double? size = parsed.GetValue(this.validationSize);
        if (parsed.GetValue(this.refit))
        {
            if (parsed.GetValue(this.ownParts.Validation) is not null)
                throw new ArgumentException($"options '{this.refit.Name}' and '{this.ownParts.Validation.Name}' exclude each other: what is trained anew has its own part of the training rows");
            return size == 0
                ? throw new ArgumentException($"option '{this.refit.Name}' needs a part of the rows that chooses the number of epochs: leave out '{this.validationSize.Name} 0'")
                : settings with { ValidationFraction = size ?? settings.ValidationFraction, Refit = true };
        }

        if (size is not null || parsed.GetValue(this.ownParts.Validation) is not null || settings.Ensemble is { Folds: > 0 })
            settings = settings.Refit == true ? settings with { ValidationFraction = null, Refit = null } : settings;
        return size == 0 ? DefaultRecipe.Without(settings) : settings;
    }

    /// <summary>Splits data, with the classes in proportion; parts that the data come with stay unless a size is given.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="data">The data.</param>
    /// <param name="seed">The seed of the rows.</param>
    /// <param name="streams">Where remarks go.</param>
    /// <param name="like">A model whose parts are the defaults; null for the usual ones.</param>
    /// <param name="heldOut">The validation part where none is given, as a part of the rows that are not for testing; null, the default, for none.</param>
    public DataParts Apply(ParseResult parsed, DataParts data, ulong seed, Streams streams, Model? like = null, double? heldOut = null)
    {
        (double? validation, double? test) = (parsed.GetValue(this.validationSize), parsed.GetValue(this.testSize));
        RefuseBoth(parsed, this.ownParts.Validation, validation, this.validationSize);
        RefuseBoth(parsed, this.ownParts.Test, test, this.testSize);
        data = this.ownParts.Apply(parsed, data, streams);
        SplitSettings? before = like?.Info.Split;
        double forTest = test ?? (data.Test is null ? Split.UsualTestFraction : 0);
        if (data.Validation is null && !this.SaysRefit(parsed))
            validation ??= heldOut * (1 - forTest);
        DataParts parts = Split.Parts(
            data, this.SaysRefit(parsed) ? null : validation ?? (data.Validation is null ? before?.ValidationFraction : null), test ?? (data.Test is null ? before?.TestFraction : null), seed);
        ColumnRoles roles = this.Columns(parsed, like);
        return parts with { Split = parts.Split! with { Group = roles.Group ?? data.Train.GroupColumn, Time = roles.Time ?? data.Train.TimeColumn } };
    }

    private static string Column(string text) => text.Length > 0 ? text : throw new FormatException("an empty name");

    private static void RefuseBoth(ParseResult parsed, Option<string?> file, double? fraction, Option size)
    {
        if (fraction is not null && parsed.GetValue(file) is not null)
            throw new ArgumentException($"options '{file.Name}' and '{size.Name}' exclude each other");
    }
}
