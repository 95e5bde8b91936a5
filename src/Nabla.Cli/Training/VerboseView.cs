using System.Globalization;
using System.Numerics;
using Nabla.Cli.Output;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Training;

namespace Nabla.Cli.Training;

/// <summary>Weights, updates and first outputs of a tiny network as it learns.</summary>
internal sealed class VerboseView(TextWriter writer, int every, int epochs) : IEpochObserver
{
    /// <summary>What a person can still look at.</summary>
    public const int MostParameters = 200;

    private const int FirstExamples = 3;

    private double[] previous = [];
    private int previousEpoch;

    /// <inheritdoc/>
    public void EpochEnded<T>(Network<T> network, Examples<T> training, EpochRecord record)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int count = network.Parameters.Length;
        if (count > MostParameters)
            throw new ArgumentException($"option '--verbose': a network of {Texts.Count(count)} parameters, wanted at most {MostParameters} to look at");
        if (record.Epoch % every != 0 && record.Epoch != epochs)
            return;

        var current = new double[count];
        for (int i = 0; i < count; i++)
            current[i] = double.CreateTruncating(network.Parameters[i]);
        bool first = this.previous.Length == 0;
        writer.WriteLine();
        writer.WriteLine($"epoch {record.Epoch} of {epochs}: {ProgressText.Scores(record)}");
        foreach (ParameterSlice slice in network.Slices)
        {
            string size = slice.Kind == ParameterKind.Weights ? $"[{slice.Rows} × {slice.Columns}]" : $"[{slice.Columns}]";
            writer.WriteLine($"  {slice.Name} {size}{(first ? string.Empty : $", and what changed since epoch {this.previousEpoch}")}");
            for (int row = 0; row < slice.Rows; row++)
            {
                var values = new ArraySegment<double>(current, slice.Offset + (row * slice.Columns), slice.Columns);
                string updates = first ? string.Empty : $"   |{Numbers(values.Select((value, i) => value - this.previous[values.Offset + i]))}";
                writer.WriteLine($"   {Numbers(values)}{updates}");
            }
        }

        WriteOutputs(network, training);
        (this.previous, this.previousEpoch) = (current, record.Epoch);

        void WriteOutputs(Network<T> trained, Examples<T> examples)
        {
            Matrix<T> outputs = trained.Trace(examples.X.View.RowRange(0, Math.Min(FirstExamples, examples.Count)))[^1].A;
            writer.WriteLine("  outputs of the first examples");
            for (int row = 0; row < outputs.Rows; row++)
                writer.WriteLine($"   {Numbers([.. outputs.Row(row).ToArray().Select(double.CreateTruncating)])}");
        }
    }

    private static string Numbers(IEnumerable<double> values)
        => string.Concat(values.Select(value => value.ToString(" 0.0000;-0.0000", CultureInfo.InvariantCulture).PadLeft(9)));
}
