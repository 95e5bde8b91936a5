using System.Globalization;
using System.Numerics;
using Nabla.Cli.Output;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Training;

namespace Nabla.Cli.Training;

/// <summary>Prints weights, updates and first outputs of a small network during training.</summary>
internal sealed class VerboseView : ITrainingObserver
{
    /// <summary>Limits of what is readable.</summary>
    public const int MostParameters = 200;

    private const int FirstExamples = 10;

    private readonly TextWriter writer;
    private readonly int every;
    private readonly int epochs;
    private double[]? previous;
    private int previousEpoch;

    /// <summary>Creates a view that prints at an interval of epochs and for the last one.</summary>
    /// <exception cref="ArgumentException">The network is too large to print.</exception>
    public VerboseView(NetworkSpec spec, TextWriter writer, int every, int epochs)
    {
        if (spec.ParameterCount > MostParameters)
            throw new ArgumentException($"option '--verbose': a network of {Texts.Count(spec.ParameterCount)} parameters, expected at most {MostParameters}");
        this.writer = writer;
        this.every = every;
        this.epochs = epochs;
    }

    /// <inheritdoc/>
    public void EpochEnded<T>(Network<T> network, Examples<T> training, EpochRecord record)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (record.Epoch % this.every != 0 && record.Epoch != this.epochs)
            return;

        double[] current = Doubles<T>(network.Parameters);
        this.writer.WriteLine();
        this.writer.WriteLine($"epoch {record.Epoch} of {this.epochs}: {ProgressText.Scores(record)}");
        foreach (ParameterSlice slice in network.Slices)
            this.WriteSlice(slice, current);
        (this.previous, this.previousEpoch) = (current, record.Epoch);

        this.writer.WriteLine("  outputs of the first examples");
        Matrix<T> outputs = network.Trace(training.X.View.RowRange(0, Math.Min(FirstExamples, training.Count)))[^1].A;
        for (int row = 0; row < outputs.Rows; row++)
            this.writer.WriteLine($"   {Numbers(Doubles<T>(outputs.Row(row)))}");
    }

    private void WriteSlice(ParameterSlice slice, double[] current)
    {
        string size = slice.IsWeight ? $"[{slice.Rows} × {slice.Columns}]" : $"[{slice.Columns}]";
        string updates = this.previous is null ? string.Empty : $", and changes since epoch {this.previousEpoch}";
        this.writer.WriteLine($"  {slice.Name} {size}{updates}");
        for (int row = 0; row < slice.Rows; row++)
        {
            Range range = new(slice.Offset + (row * slice.Columns), slice.Offset + ((row + 1) * slice.Columns));
            double[] values = current[range];
            this.writer.WriteLine(this.previous is null
                ? $"   {Numbers(values)}"
                : $"   {Numbers(values)}   |{Numbers(values.Zip(this.previous[range], (now, before) => now - before))}");
        }
    }

    private static double[] Doubles<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var doubles = new double[values.Length];
        for (int i = 0; i < doubles.Length; i++)
            doubles[i] = double.CreateTruncating(values[i]);
        return doubles;
    }

    private static string Numbers(IEnumerable<double> values)
        => string.Concat(values.Select(value => value.ToString("0.0000", CultureInfo.InvariantCulture).PadLeft(9)));
}
