using System.CommandLine;
using Nabla.Cli.Output;
using Nabla.Cli.Tables;
using Nabla.Csv;
using Nabla.Data;
using Nabla.Models;

namespace Nabla.Cli.Options;

/// <summary>Options for splitting rows into parts.</summary>
internal sealed class SplitOptions
{
    private readonly Option<double?> testSize = Define.Option(
        "--test-size",
        "PART",
        $"fraction of the rows held out for testing, 0 for none (default {Split.UsualTestFraction}, or the test part that the data has)",
        Define.Fraction);

    private readonly Option<double?> validationSize = Define.Option(
        "--validation-size", "PART", "fraction of the rows held out to choose the best epoch; trained on only with --refit; 0 for none (default 0.15 with --refit, otherwise 0)", Define.Fraction);

    private readonly Option<bool> refit = Define.Flag(
        "--refit", "hold out some training rows to choose the number of epochs, then retrain on all of them (default, unless network or regularization options, a validation part or a full-batch solver are given)");

    private readonly Option<string?> group = Define.Option<string?>(
        "--group", "COLUMN", "column of a CSV file that groups rows, such as a patient or household ID; rows of a group stay in one part; not a feature", Column)
        .Offering(Completions.Columns);

    private readonly Option<string?> time = Define.Option<string?>(
        "--split-by-time", "COLUMN", "column of dates or numbers of a CSV file with the time of each row; the test part gets the latest rows", Column)
        .Offering(Completions.Columns);

    private readonly PartFileOptions ownParts;

    /// <param name="files">The format of CSV files, from the command line.</param>
    public SplitOptions(Func<ParseResult, CsvOptions> files) => this.ownParts = new PartFileOptions { Files = files };

    /// <summary>The options, grouped as in help.</summary>
    public OptionGroup Group => new("Parts", this.testSize, this.validationSize, this.refit, this.group, this.time, this.ownParts.Validation, this.ownParts.Test);

    /// <summary>The options for row groups and time, for a file to pack.</summary>
    public OptionGroup GroupToPack => new("Parts", this.group, this.time);

    /// <summary>The columns used to split rows.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="like">A model whose columns are the defaults; null for no defaults.</param>
    public ColumnRoles Columns(ParseResult parsed, Model? like = null)
    {
        (string? group, string? time) = (parsed.GetValue(this.group), parsed.GetValue(this.time));
        if (group is not null && time is not null)
            throw new ArgumentException("options '--group' and '--split-by-time' exclude each other");
        var roles = ColumnRoles.Of(like);
        return group is null && time is null ? roles : roles with { Group = group, Time = time };
    }

    /// <summary>Whether retraining on all rows is requested.</summary>
    public bool SaysRefit(ParseResult parsed) => parsed.GetValue(this.refit);

    /// <summary>The settings with the options for choosing the number of epochs applied.</summary>
    public MlpSettings Apply(ParseResult parsed, MlpSettings settings)
    {
        double? size = parsed.GetValue(this.validationSize);
        if (parsed.GetValue(this.refit))
        {
            if (parsed.GetValue(this.ownParts.Validation) is not null)
                throw new ArgumentException($"options '{this.refit.Name}' and '{this.ownParts.Validation.Name}' exclude each other: retraining holds out rows of the training part");
            return size == 0
                ? throw new ArgumentException($"option '{this.refit.Name}' needs held-out rows to choose the number of epochs: leave out '{this.validationSize.Name} 0'")
                : settings with { ValidationFraction = size ?? settings.ValidationFraction, Refit = true };
        }

        if (size is not null || parsed.GetValue(this.ownParts.Validation) is not null || settings.Ensemble is { Folds: > 0 })
            settings = settings.Refit == true ? settings with { ValidationFraction = null, Refit = null } : settings;
        return size == 0 ? DefaultRecipe.Without(settings) : settings;
    }

    /// <summary>Splits data, stratified by class; existing parts stay unless a size is given.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="data">The data.</param>
    /// <param name="seed">The seed of the random split.</param>
    /// <param name="streams">The streams for remarks.</param>
    /// <param name="like">A model whose part sizes are the defaults; null for the usual defaults.</param>
    /// <param name="heldOut">The default validation fraction, of the rows that are not in the test part; null (the default) for none.</param>
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
