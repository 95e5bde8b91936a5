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
    private readonly ModelArgument model = new();
    private readonly DataOptions data = new("what generated data is drawn from");
    private readonly Option<bool> probabilities = Define.Flag("--probabilities", "the probability of each class, as comma-separated columns");
    private readonly Option<bool> oneHot = Define.Flag("--one-hot", "1 for the class and 0 for the others, as comma-separated columns; a single output is 1 above .5");
    private readonly Option<bool> intervals = Define.Flag("--intervals", "the interval of each value beside it, of a model that was trained with --intervals");
    private readonly Option<bool> sets = Define.Flag("--sets", "the classes of each set beside the class, with ; between them, of a model that was trained with --sets");
    private readonly Option<ValueList<string>?> keep = Define.Names("--keep", "COLUMNS", "columns of the file to write before the prediction")
        .Offering(Completions.Columns);

    private readonly PathOption output = Define.Output(
        "--output", "the file to write to, which appears when it is complete (default: standard output)");

    public PredictCommand(Streams streams)
        : base(
            streams,
            "predict",
            "Predict with a model: a line for each row of the data, its class or its values. Of a CSV file the columns are found by name, in any order; others are not looked at.",
            new("nabla predict digits.safetensors digits", "the digit in each image"),
            new("nabla predict digits.safetensors digits --probabilities > digits.csv", "how sure the model is"),
            new("nabla predict people.safetensors new.csv --keep id --output predicted.csv", "each person's id and prediction"),
            new("nabla predict people.safetensors - --probabilities", "from a pipe to a pipe"))
    {
        this.Add(this.model);
        this.Add(this.data.Data);
        this.Add(new OptionGroup("Output", this.probabilities, this.oneHot, this.intervals, this.sets, this.keep, this.output));
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
        if (this.data.File(parsed, this.Streams) is { } file)
        {
            ResultStream.Write(this.output.In(parsed), this.Streams, target => FilePrediction.Run(file, loaded, columns, kept ?? [], target));
            return 0;
        }

        if (kept is not null)
            throw new ArgumentException($"option '--keep' is for CSV files, not for '{parsed.GetRequiredValue(this.data.Data)}'");
        Dataset rows = this.data.LoadFor(loaded, parsed, this.Streams).Train;
        Matrix<double> features = rows.Features;
        ResultStream.Write(this.output.In(parsed), this.Streams, target => Write(features, columns, named: form != PredictionForm.Plain, target));
        if (rows.Image is null)
        {
            // A pixel that is brighter than in training is no news.
            var clipped = new long[features.Columns];
            loaded.Preprocessor.CountClipped(features, clipped);
            FilePrediction.SayClipped(loaded, clipped, this.Streams);
        }

        return 0;
    }

    private static void Write(Matrix<double> features, PredictedColumns columns, bool named, Stream target)
    {
        using var writer = new CsvTableWriter(target);
        if (named)
        {
            writer.Write(columns.Names);
            writer.EndRow();
        }

        Action<int, CsvTableWriter> write = columns.Predict(features);
        for (int row = 0; row < features.Rows; row++)
        {
            write(row, writer);
            writer.EndRow();
        }
    }
}
