using Microsoft.Extensions.Logging;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Optimization;
using Nabla.Training;

namespace Nabla.Logging;

/// <summary>
/// Logs the progress of a run: <c>new RunControl { Observer = new LoggerObserver(logger) }</c>. Epochs and the end are logged as information, a
/// divergence as a warning; steps are not logged.
/// </summary>
/// <param name="logger">The logger.</param>
/// <param name="every">The interval of logged epochs; default: 1.</param>
public sealed partial class LoggerObserver(ILogger logger, int every = 1) : ITrainingObserver
{
    private readonly ILogger logger = logger ?? throw new ArgumentNullException(nameof(logger));
    private readonly int every = every > 0 ? every : throw new ArgumentOutOfRangeException(nameof(every), every, "expected at least 1");

    /// <inheritdoc/>
    public void EpochEnded<T>(Network<T> network, Examples<T> training, EpochRecord record)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.Epoch % this.every != 0)
            return;
        if (record.ValidationLoss is { } validation)
            LogValidated(this.logger, record.Epoch, record.TrainingLoss, validation, record.ValidationAccuracy);
        else
            LogEpoch(this.logger, record.Epoch, record.TrainingLoss, record.TrainingAccuracy);
    }

    /// <inheritdoc/>
    public void Stopped<T>(Network<T> network, TrainingResult result)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(result);
        LogStopped(this.logger, result.Divergence is null ? LogLevel.Information : LogLevel.Warning, result.Stop, result.ChosenEpoch);
    }

    [LoggerMessage(1, LogLevel.Information, "epoch {Epoch}: training loss {TrainingLoss}, training accuracy {TrainingAccuracy}")]
    private static partial void LogEpoch(ILogger logger, int epoch, double trainingLoss, double? trainingAccuracy);

    [LoggerMessage(2, LogLevel.Information, "epoch {Epoch}: training loss {TrainingLoss}, validation loss {ValidationLoss}, validation accuracy {ValidationAccuracy}")]
    private static partial void LogValidated(ILogger logger, int epoch, double trainingLoss, double validationLoss, double? validationAccuracy);

    [LoggerMessage(EventId = 3, Message = "training stopped: {Reason}; the model is that of epoch {ChosenEpoch}")]
    private static partial void LogStopped(ILogger logger, LogLevel level, StopReason reason, int chosenEpoch);
}
