using System.CommandLine;
using Nabla.Cli.Files;
using Nabla.Cli.Options;
using Nabla.Cli.Output;
using Nabla.Cli.Predicting;
using Nabla.Cli.Tables;
using Nabla.Csv;
using Nabla.Data;
using Nabla.Descriptions;
using Nabla.Models;
using Nabla.Numerics;

namespace Nabla.Cli.Commands;

/// <summary><c>nabla predict</c>.</summary>
internal sealed class PredictCommand : NablaSubcommand
{
    private const int RowsAtOnce = 1024;

    private readonly ModelArgument model = new();
    private readonly DataOptions data = new("seed of generated data");
    private readonly Option<bool> probabilities = Define.Flag("--probabilities", "print the probability of each class, as comma-separated columns");
    private readonly Option<bool> oneHot = Define.Flag("--one-hot", "print 1 for the predicted class and 0 for the others, as comma-separated columns; a single output is 1 above .5");
    private readonly Option<bool> intervals = Define.Flag("--intervals", "also print the prediction interval of each value, for a model trained with --intervals");
    private readonly Option<bool> sets = Define.Flag("--sets", "also print the prediction set of each row, its classes separated by ;, for a model trained with --sets");
    private readonly Option<ValueList<string>?> keep = Define.Names("--keep", "COLUMNS", "columns of the file to write before the prediction")
        .Offering(Completions.Columns);

    private readonly PathOption output = Define.Output(
        "--output", "the file to write; it appears when it is complete (default: standard output)");

    private readonly Option<Shard?> shard = ShardOption.Of("the rows");

    public PredictCommand(Streams streams)
        : base(
            streams,
            "predict",
            "Predict with a model: prints one line for each row of the data, with its class or values. Columns of a CSV file are found by name, in any order; others are ignored.",
            new("nabla predict digits.safetensors digits", "the digit in each image"),
            new("nabla predict digits.safetensors digits --probabilities > digits.csv", "class probabilities"),
            new("nabla predict people.safetensors new.csv --keep id --output predicted.csv", "each person's id and prediction"),
            new("nabla predict people.safetensors - --probabilities", "read standard input, write standard output"),
            new("nabla predict people.safetensors new.csv --shard 2/16 --output 2.part", "the second of sixteen jobs"))
    {
        this.Add(this.model);
        this.Add(this.data.Data);
        this.Add(new OptionGroup("Output", this.probabilities, this.oneHot, this.intervals, this.sets, this.keep, this.shard, this.output));
        this.Add(this.data.GroupsToPredict);
    }

    /// <inheritdoc/>
    protected override int Run(ParseResult parsed, Interruption interruption)
    {
        (Option<bool> Option, PredictionForm Form)[] asked =
        [
            .. new[] { (this.probabilities, PredictionForm.Probabilities), (this.oneHot, PredictionForm.OneHot), (this.intervals, PredictionForm.Intervals), (this.sets, PredictionForm.Sets) }
                .Where(form => parsed.GetValue(form.Item1)),
        ];
        if (asked.Length > 1)
            throw new ArgumentException($"{asked[0].Option.Name} and {asked[1].Option.Name} exclude each other");
        PredictionForm form = asked.Length == 0 ? PredictionForm.Plain : asked[0].Form;
        Model loaded = this.model.Load(parsed);
        var columns = new PredictedColumns(loaded, form);
        ValueList<string>? kept = parsed.GetValue(this.keep);
        string name = parsed.GetRequiredValue(this.data.Data);
        using SharedPrediction? share = this.Share(parsed, name);
        TableFile? file = this.data.File(parsed, this.Streams);
        if (file is null && kept is not null)
            throw new ArgumentException($"option '--keep' is for CSV files, not for '{name}'");
        Dataset? rows = file is null ? this.data.LoadFor(loaded, parsed, this.Streams).Train : null;
        ResultStream.Write(this.output.In(parsed), this.Streams, target =>
        {
            share?.Begin(target, SharedPrediction.RunOf(loaded, name, $"{form} {string.Join(',', kept ?? [])}"));
            if (file is not null)
                FilePrediction.Run(file, loaded, columns, kept ?? [], share, target);
            else
                Write(rows!.Features, columns, named: form != PredictionForm.Plain, share, target);
        });
        if (rows is { Image: null })
        {
            // Pixels brighter than in training are not worth a warning.
            var clipped = new long[rows.Features.Columns];
            loaded.Preprocessor.CountClipped(rows.Features, clipped);
            FilePrediction.SayClipped(loaded, clipped, this.Streams);
        }

        return 0;
    }

    private SharedPrediction? Share(ParseResult parsed, string name)
    {
        if (parsed.GetValue(this.shard) is not { } number)
            return null;
        if (this.output.In(parsed) is null)
            throw new ArgumentException("option '--shard' needs '--output FILE': a part is not a table of its own, 'nabla merge' makes one of all");
        if (name == TableFile.StandardInput)
            throw new ArgumentException("option '--shard' is for data that every share can read, not for standard input");
        return new SharedPrediction(number);
    }

    private static void Write(Matrix<double> features, PredictedColumns columns, bool named, SharedPrediction? share, Stream target)
    {
        using CsvTableWriter? whole = share is null ? new CsvTableWriter(target) : null;
        Write(writer =>
        {
            if (!named)
                return;
            writer.Write(columns.Names);
            writer.EndRow();
        });
        for (int start = 0; start < features.Rows; start += RowsAtOnce)
        {
            (int first, int count) = (start, Math.Min(RowsAtOnce, features.Rows - start));
            Write(writer => FilePrediction.WriteRows(features.View.RowRange(first, count), count, columns, kept: null, writer));
        }

        void Write(Action<CsvTableWriter> write)
        {
            if (share is null)
                write(whole!);
            else
                share.Next(target, write);
        }
    }
}
