using System.Runtime.InteropServices;
using System.Text.Json;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Data;

/// <summary>
/// Packs a table from any source in two passes: the first finds columns, levels and target, the second writes the rows. It needs memory for a block
/// and for the target.
/// </summary>
public static class PackedTableWriter
{
    /// <summary>Packs a table.</summary>
    /// <param name="target">The output stream, written sequentially; <c>AtomicFile.Write</c> makes a file that appears only when it is
    /// complete.</param>
    /// <param name="name">The name of the source, for messages.</param>
    /// <param name="open">Opens the source; called twice, and the result is disposed of if disposable.</param>
    /// <param name="settings">The settings of the columns.</param>
    /// <returns>The result of packing.</returns>
    /// <exception cref="ArgumentException">The target does not match the task.</exception>
    /// <exception cref="InvalidDataException">A row cannot be read, a column is missing or of another kind, a row has no weight or time, or the two
    /// passes read different data.</exception>
    public static PackResult Write(Stream target, string name, Func<ITableSource> open, PackSettings settings)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(open);
        ArgumentNullException.ThrowIfNull(settings);
        PackSurvey survey = With(open, source => PackSurvey.Of(source, settings));
        if (survey.Rows == 0)
            throw new InvalidDataException("a table of 0 rows: expected at least one");
        TaskInference? inference = settings.Task is null ? TaskInference.Of(survey.Targets.Columns) : null;
        var columns = new PackedColumns(survey, settings, TargetSchema.Of(survey.Targets, settings.Targets, settings.Task ?? inference!.Task));
        Table complete = survey.Targets.WithoutMissing(settings.Targets);
        if (complete.Rows == 0)
            throw new InvalidDataException($"no row has {Excerpt.Of(settings.Targets)}: expected at least one");
        (string fingerprint, long bytes) = With(open, source => Write(target, name, source, settings, survey, columns, complete));
        return new PackResult(complete.Rows, survey.Rows - complete.Rows, survey.Counters, columns.Target, columns.Schema, fingerprint, bytes) { Inference = inference };
    }

    /// <summary>A block of rows that fits in the second-level cache.</summary>
    internal static Matrix<double> Block(int width)
    {
        const int BlockSize = 1 << 15;
        return new Matrix<double>(Math.Max(1, BlockSize / width), width);
    }

    private static (string Fingerprint, long Bytes) Write(Stream target, string name, ITableSource source, PackSettings settings, PackSurvey survey, PackedColumns columns, Table complete)
    {
        bool classes = columns.Target.Task == LearningTask.Classification;
        int[] labels = classes ? columns.Target.Labels(complete.Columns[0]) : [];
        double[] values = classes ? [] : columns.Target.Values(complete).Data, weights = columns.Weight is null ? [] : new double[complete.Rows];
        using var fingerprint = new DataFingerprint(columns.Schema.Names, columns.Target.ClassNames, classes ? [] : columns.Target.Names, complete.Rows);
        var layout = new PackedLayout(complete.Rows, columns.Places.Count);
        target.Write(layout.Header());
        var statistics = new ColumnSums[layout.Width];
        Matrix<double> block = Block(source.Columns.Count), packed = new(block.Rows, layout.Width);
        (int read, int written) = (0, 0);
        for (int count = block.Rows; count == block.Rows; read = checked(read + count))
        {
            settings.Cancellation.ThrowIfCancellationRequested();
            count = source.Read(block);
            int kept = 0;
            for (int row = 0; row < count; row++)
            {
                Span<double> from = block.Row(row), to = packed.Row(kept);
                if (!columns.TryPack(from, to))
                    continue;
                if (written + kept >= complete.Rows)
                    throw Changed();
                columns.Check(to, written + kept);
                for (int i = 0; i < to.Length; i++)
                    statistics[i].Add(to[i]);
                fingerprint.AddRows(to[..columns.Schema.Columns.Count]);
                if (columns.Weight is { } weight)
                    weights[written + kept] = to[weight];
                kept++;
            }

            target.Write(MemoryMarshal.AsBytes(packed.Data.AsSpan(0, kept * layout.Width)));
            written += kept;
        }

        if (read != survey.Rows || written != complete.Rows || !source.Columns.SequenceEqual(survey.Schema.Columns))
            throw Changed();
        string hash = fingerprint.End(labels, values, weights, columns.Schema);
        byte[] metadata = JsonSerializer.SerializeToUtf8Bytes(columns.Metadata(name, hash, statistics), PackedJson.Default.PackedMetadata);
        target.Write(metadata);
        target.Write(PackedLayout.End(metadata));
        return (hash, layout.MetadataOffset + metadata.Length + PackedLayout.EndLength);

        InvalidDataException Changed() => new($"{name} changed while it was packed: pack it again");
    }

    private static TResult With<TResult>(Func<ITableSource> open, Func<ITableSource, TResult> use)
    {
        ITableSource source = open();
        using (source as IDisposable)
            return use(source);
    }
}
