using Nabla.Cli.Files;
using Nabla.Data;
using Nabla.Models;
using Nabla.Training;

namespace Nabla.Cli.Training;

/// <summary>A run that is over and saved.</summary>
/// <param name="Model">The model.</param>
/// <param name="Result">How training went.</param>
/// <param name="Parts">What it was trained and judged on.</param>
/// <param name="Time">How long training and scoring took.</param>
/// <param name="File">The model file.</param>
internal sealed record TrainingOutcome(Model Model, TrainingResult Result, DataParts Parts, TimeSpan Time, WrittenFile File)
{
    /// <summary>What each rank sent; null for a run of one process.</summary>
    public Traffic? Traffic { get; init; }

    /// <summary>All rows, whatever part they are in.</summary>
    public int Rows => this.Parts.Train.Rows + (this.Parts.Validation?.Rows ?? 0) + (this.Parts.Test?.Rows ?? 0);
}
