using Nabla.Cli.Output;
using Nabla.Cli.Tables;
using Nabla.Csv;
using Nabla.Data;
using Nabla.Models;
using Nabla.Numerics;

namespace Nabla.Cli.Predicting;

/// <summary>Predictions for the rows of a file, as they are read: the memory is that of a block of rows, however long the file.</summary>
internal static class FilePrediction
{
    /// <summary>Values in a block of rows.</summary>
    private const int BlockSize = 1 << 17;

    /// <summary>Columns with values that are clipped that are named.</summary>
    private const int MostClipped = 5;

    /// <summary>Writes a line for each row, in the order of the file; under a line with names if the file has one.</summary>
    /// <param name="file">The file.</param>
    /// <param name="model">The model.</param>
    /// <param name="columns">What is written of each prediction.</param>
    /// <param name="keep">Columns of the file to write before it.</param>
    /// <param name="share">The share that is written; null for the whole.</param>
    /// <param name="target">Where to.</param>
    public static void Run(TableFile file, Model model, PredictedColumns columns, IReadOnlyList<string> keep, SharedPrediction? share, Stream target)
    {
        TableSchema schema = model.Preprocessor.Schema;
        using FileRows rows = file.Open(schema, keep);
        using CsvTableWriter? whole = share is null ? new CsvTableWriter(target) : null;
        Write(writer =>
        {
            if (!rows.HasHeader)
                return;
            writer.Write([.. keep, .. columns.Names]);
            writer.EndRow();
        });

        var unknown = new long[schema.Columns.Count];
        var clipped = new long[schema.Columns.Count];
        var block = new Matrix<double>(Math.Max(1, BlockSize / schema.Columns.Count), schema.Columns.Count);
        for (int count = rows.Source.Read(block); count > 0; count = rows.Source.Read(block))
        {
            ReadOnlyMatrixView<double> features = block.View.RowRange(0, count);
            model.Preprocessor.CountClipped(features, clipped);
            int[] inBlock = model.Preprocessor.CountUnknown(features);
            for (int i = 0; i < unknown.Length; i++)
                unknown[i] += inBlock[i];
            Write(writer => WriteRows(block, count, columns, keep.Count > 0 ? rows : null, writer));
        }

        file.SaySkipped(rows.Skipped());
        SayUnknown(schema, unknown, file.Streams);
        SayClipped(model, clipped, file.Streams);

        void Write(Action<CsvTableWriter> write)
        {
            if (share is null)
                write(whole!);
            else
                share.Next(target, write);
        }
    }

    /// <summary>Predicts rows, and writes a line for each.</summary>
    /// <param name="features">Raw features [rows × features].</param>
    /// <param name="count">How many of the rows.</param>
    /// <param name="columns">What is written of each prediction.</param>
    /// <param name="kept">Where what is kept of each row comes from; null for nothing.</param>
    /// <param name="writer">Where to.</param>
    public static void WriteRows(ReadOnlyMatrixView<double> features, int count, PredictedColumns columns, FileRows? kept, CsvTableWriter writer)
    {
        Action<int, CsvTableWriter> write = columns.Predict(features.RowRange(0, count));
        for (int row = 0; row < count; row++)
        {
            if (kept is not null)
                writer.Write(kept.Kept(row));
            write(row, writer);
            writer.EndRow();
        }
    }

    /// <summary>Says which columns had values far outside their range in training.</summary>
    public static void SayClipped(Model model, IEnumerable<long> clipped, Streams streams)
    {
        (ColumnSchema Column, long Count)[] found = [.. model.Preprocessor.Schema.Columns.Zip(clipped).Where(column => column.Second > 0).OrderByDescending(column => column.Second)];
        foreach ((ColumnSchema column, long count) in found.Take(MostClipped))
            streams.Say($"warning: column '{Excerpt.Of(column.Name)}' is far outside its training range in {Texts.Count(count, "row")}, and taken for the end of that range");
        if (found.Length > MostClipped)
            streams.Say($"warning: the same holds for {Texts.Count(found.Length - MostClipped, "other column")}");
    }

    private static void SayUnknown(TableSchema schema, long[] unknown, Streams streams)
    {
        foreach ((ColumnSchema column, long count) in schema.Columns.Zip(unknown))
        {
            if (count > 0)
                streams.Say($"warning: column '{Excerpt.Of(column.Name)}' has a text that the model was not trained on in {Texts.Count(count, "row")}");
        }
    }
}
