using Nabla.Cli.Output;
using Nabla.Cli.Tables;
using Nabla.Csv;
using Nabla.Data;
using Nabla.Models;
using Nabla.Numerics;

namespace Nabla.Cli.Predicting;

/// <summary>Predicts the rows of a file block by block, with memory for one block regardless of the file size.</summary>
internal static class FilePrediction
{
    /// <summary>The number of values in a block of rows.</summary>
    private const int BlockSize = 1 << 17;

    /// <summary>Maximum number of columns named in warnings of clipped values.</summary>
    private const int MostClipped = 5;

    /// <summary>Writes a line for each row, in the order of the file, after a header line if the file has one.</summary>
    /// <param name="file">The file.</param>
    /// <param name="model">The model.</param>
    /// <param name="columns">The columns to write.</param>
    /// <param name="keep">Columns of the file to write before the prediction.</param>
    /// <param name="share">The share to write; null for all rows.</param>
    /// <param name="target">The stream to write to.</param>
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

    /// <summary>Predicts rows and writes a line for each.</summary>
    /// <param name="features">Raw features [rows × features].</param>
    /// <param name="count">The number of rows to predict.</param>
    /// <param name="columns">The columns to write.</param>
    /// <param name="kept">The kept texts of each row; null for none.</param>
    /// <param name="writer">The writer.</param>
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

    /// <summary>Warns of columns with values far outside their training range.</summary>
    public static void SayClipped(Model model, IEnumerable<long> clipped, Streams streams)
    {
        (ColumnSchema Column, long Count)[] found = [.. model.Preprocessor.Schema.Columns.Zip(clipped).Where(column => column.Second > 0).OrderByDescending(column => column.Second)];
        foreach ((ColumnSchema column, long count) in found.Take(MostClipped))
            streams.Say($"warning: column '{Excerpt.Of(column.Name)}' is far outside its training range in {Texts.Count(count, "row")}; the values are clipped");
        if (found.Length > MostClipped)
            streams.Say($"warning: the same holds for {Texts.Count(found.Length - MostClipped, "other column")}");
    }

    private static void SayUnknown(TableSchema schema, long[] unknown, Streams streams)
    {
        foreach ((ColumnSchema column, long count) in schema.Columns.Zip(unknown))
        {
            if (count > 0)
                streams.Say($"warning: column '{Excerpt.Of(column.Name)}' has a text not seen in training in {Texts.Count(count, "row")}");
        }
    }
}
