using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Training;

namespace Nabla.Studio;

/// <summary>Makes the frames of a run, each with the changes since the last one.</summary>
internal sealed class RunPainter(StudioRun run, int threads)
{
    private const int MostRecords = 400;
    private const int MostTracedRows = 120;

    private readonly Matrix<double> sample = run.Rows.Training.Sample(MostTracedRows).Features;
    private int sent;

    /// <summary>A frame of the run's current state.</summary>
    public Frame Paint(bool isRunning, double speed, string command)
    {
        TrainingSession training = run.Training;
        Model model = training.Now();
        IReadOnlyList<int> drawn = run.Drawn;
        (List<float[]> weights, List<float[]> biases) = NetworkPictures.Parameters(model, drawn);
        IReadOnlyList<LayerTrace<double>> traces = model.Trace(run.Plane?.Rows ?? this.sample);
        (int from, List<double?[]> curves) = this.NewRecords();
        return new Frame
        {
            Run = run.Number,
            Epoch = training.Epoch,
            Step = training.Step,
            StepsPerEpoch = training.StepsPerEpoch,
            Epochs = training.Plan.Settings.Training.Epochs!.Value,
            IsRunning = isRunning,
            Stopped = training.StopMessage,
            Diverged = training.Divergence is not null,
            Best = run.Parts.Validation is null ? null : training.BestEpoch,
            Speed = double.Round(speed, 1),
            Seconds = double.Round(run.Seconds, 2),
            Weights = weights,
            Biases = biases,
            Units = NetworkPictures.Units(traces, drawn, run.Plane is not null),
            Outcome = Outcomes.Of(model, run.Rows, run.Plane is { IsAll: true } ? traces[^1] : null, threads),
            From = from,
            Curves = curves,
            Command = command,
        };
    }

    /// <summary>Makes the next frame contain the whole curve.</summary>
    public void Forget() => this.sent = 0;

    // The records since the last frame; above a limit, evenly spaced ones including the latest.
    private (int From, List<double?[]> Records) NewRecords()
    {
        IReadOnlyList<EpochRecord> history = run.Training.History;
        int from = this.sent > history.Count ? 0 : this.sent, count = history.Count - from;
        int stride = Math.Max(1, (count + MostRecords - 1) / MostRecords);
        var records = new List<double?[]>();
        for (int i = history.Count - 1; i >= from; i -= stride)
            records.Add(Row(history[i]));
        records.Reverse();
        this.sent = history.Count;
        return (from, records);
    }

    private static double?[] Row(EpochRecord record)
        => [record.Epoch, Finite(record.TrainingLoss), Finite(record.ValidationLoss), Finite(record.TrainingAccuracy), Finite(record.ValidationAccuracy)];

    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}
