using Nabla.Data;
using Nabla.Models;

namespace Nabla.Studio;

/// <summary>A run with all that is drawn of it.</summary>
internal sealed class StudioRun
{
    /// <summary>The most units of a layer, or inputs, that are drawn.</summary>
    public const int MostUnits = 12;

    /// <summary>Begins a run.</summary>
    /// <param name="number">Its number in the session.</param>
    /// <param name="parts">The data.</param>
    /// <param name="settings">What is trained, and how.</param>
    /// <param name="host">What the host bounds.</param>
    /// <param name="plane">Which two features maps go over; null for the two that there are, or none.</param>
    public StudioRun(int number, DataParts parts, MlpSettings settings, StudioHost host, (int X, int Y)? plane)
    {
        this.Number = number;
        this.Parts = parts;
        this.Training = TrainingSession.Begin(TrainingPlan.Of(parts, settings), host.Threads);
        this.Rows = new RowSample(parts, host.MostDrawnRows);
        this.Plane = FeaturePlane.Of(parts, plane);
    }

    /// <summary>The number, from 1.</summary>
    public int Number { get; }

    /// <summary>The data.</summary>
    public DataParts Parts { get; }

    /// <summary>The run itself.</summary>
    public TrainingSession Training { get; }

    /// <summary>The rows that are drawn.</summary>
    public RowSample Rows { get; }

    /// <summary>The plane that maps go over; null for histograms.</summary>
    public FeaturePlane? Plane { get; set; }

    /// <summary>Seconds of training so far.</summary>
    public double Seconds { get; set; }

    /// <summary>The drawn units of each layer, the inputs first.</summary>
    public IReadOnlyList<int> Drawn => [.. this.Training.Plan.Network.Sizes.Select(size => Math.Min(size, MostUnits))];
}
