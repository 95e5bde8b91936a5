using Nabla.Data;
using Nabla.Models;
using Nabla.Training;

namespace Nabla.Cli.Training;

/// <summary>A run that is over and saved.</summary>
/// <param name="Model">The model.</param>
/// <param name="Result">How training went.</param>
/// <param name="Parts">What it was trained and judged on.</param>
/// <param name="Time">How long training and scoring took.</param>
/// <param name="Path">The model file.</param>
/// <param name="Sha256">The SHA-256 of the model file.</param>
internal sealed record TrainingOutcome(Model Model, TrainingResult Result, DataParts Parts, TimeSpan Time, string Path, string Sha256)
{
    /// <summary>What each rank sent; null for a run of one process.</summary>
    public Traffic? Traffic { get; init; }

    /// <summary>All rows, whatever part they are in.</summary>
    public int Rows => this.Parts.Train.Rows + (this.Parts.Validation?.Rows ?? 0) + (this.Parts.Test?.Rows ?? 0);
}
