using System.Globalization;
using System.Numerics;
using Nabla.Networks;
using Nabla.Training;

namespace Nabla.Models;

/// <summary>
/// Writes a line of CSV for each epoch as it ends: <c>new RunControl { Observer = new CsvObserver(File.CreateText("run.csv")) }</c>.
/// What is not known is an empty field.
/// </summary>
/// <param name="writer">Where to; it stays open.</param>
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
        this.writer.Flush(); // a run that is killed leaves what it did
    }
}
