using System.Globalization;
using System.Numerics;
using Nabla.Networks;
using Nabla.Training;

namespace Nabla.Models;

/// <summary>
/// Writes a CSV line after each epoch: <c>new RunControl { Observer = new CsvObserver(File.CreateText("run.csv")) }</c>.
/// Unknown values are empty fields.
/// </summary>
/// <param name="writer">The writer; it stays open.</param>
public sealed class CsvObserver(TextWriter writer) : ITrainingObserver
{
    private const string Names = "epoch,training_loss,training_accuracy,validation_loss,validation_accuracy,learning_rate";

    private readonly TextWriter writer = writer ?? throw new ArgumentNullException(nameof(writer));
    private bool begun;

    /// <inheritdoc/>
    public void EpochEnded<T>(Network<T> network, Examples<T> training, EpochRecord record)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(record);
        if (!this.begun)
            this.writer.WriteLine(Names);
        this.begun = true;
        this.writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{record.Epoch},{record.TrainingLoss:R},{record.TrainingAccuracy:R},{record.ValidationLoss:R},{record.ValidationAccuracy:R},{record.LearningRate:R}"));
        this.writer.Flush(); // a killed run leaves the lines so far
    }
}
