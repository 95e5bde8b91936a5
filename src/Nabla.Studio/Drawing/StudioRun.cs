using Nabla.Data;
using Nabla.Models;

namespace Nabla.Studio;

/// <summary>A run and the parts of it that are drawn.</summary>
internal sealed class StudioRun
{
    /// <summary>Maximum number of drawn units of a layer, or inputs.</summary>
    public const int MostUnits = 12;

    /// <summary>Starts a run.</summary>
    /// <param name="number">The run's number in the session.</param>
    /// <param name="parts">The data.</param>
    /// <param name="settings">The settings of network and training.</param>
    /// <param name="host">The host's limits.</param>
    /// <param name="plane">The two features for maps; null for the only two of the data, or none.</param>
    public StudioRun(int number, DataParts parts, MlpSettings settings, StudioHost host, (int X, int Y)? plane)
    {
        this.Number = number;
        this.Parts = parts;
        this.Training = TrainingSession.Begin(TrainingPlan.Of(parts, settings), host.Threads);
        this.Rows = new RowSample(parts, host.MostDrawnRows);
        this.Plane = FeaturePlane.Of(parts, plane);
    }

    /// <summary>The run's number, from 1.</summary>
    public int Number { get; }

    /// <summary>The data.</summary>
    public DataParts Parts { get; }

    /// <summary>The training session.</summary>
    public TrainingSession Training { get; }

    /// <summary>The rows that are drawn.</summary>
    public RowSample Rows { get; }

    /// <summary>The plane that maps are drawn on; null for histograms.</summary>
    public FeaturePlane? Plane { get; set; }

    /// <summary>Training time so far, in seconds.</summary>
    public double Seconds { get; set; }

    /// <summary>The number of drawn units of each layer, inputs first.</summary>
    public IReadOnlyList<int> Drawn => [.. this.Training.Plan.Network.Sizes.Select(size => Math.Min(size, MostUnits))];
}
