using System.Diagnostics;
using Nabla.Cli.Output;
using Nabla.Training;

namespace Nabla.Cli.Training;

/// <summary>Formats the progress of a run.</summary>
internal sealed class ProgressText
{
    private readonly long start = Stopwatch.GetTimestamp();

    /// <summary>Loss and accuracy of the latest epoch.</summary>
    public static string Scores(EpochRecord record)
    {
        string text = Part(record.TrainingLoss, record.TrainingAccuracy);
        return record.ValidationLoss is { } loss ? $"{text}; validation {Part(loss, record.ValidationAccuracy)}" : text;

        static string Part(double loss, double? accuracy)
            => accuracy is null ? $"loss {Texts.Number(loss)}" : $"loss {Texts.Number(loss)}, accuracy {Texts.Number(accuracy)}";
    }

    /// <summary>The estimated time left, at the present speed; empty at the end.</summary>
    public string TimeLeft(TrainingProgress progress)
    {
        double done = progress.Fraction;
        return done is 0 or 1 ? string.Empty : $"{Texts.Duration(Stopwatch.GetElapsedTime(this.start) * ((1 - done) / done))} left";
    }
}
