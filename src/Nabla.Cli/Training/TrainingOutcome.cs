using Nabla.Cli.Files;
using Nabla.Data;
using Nabla.Models;
using Nabla.Training;

namespace Nabla.Cli.Training;

/// <summary>A finished run with its saved model.</summary>
/// <param name="Model">The model.</param>
/// <param name="Result">The training result.</param>
/// <param name="Parts">The data it was trained and evaluated on.</param>
/// <param name="Time">The time of training and evaluation.</param>
/// <param name="File">The model file.</param>
internal sealed record TrainingOutcome(Model Model, TrainingResult Result, DataParts Parts, TimeSpan Time, WrittenFile File)
{
    /// <summary>The messages of each rank; null for a run in one process.</summary>
    public Traffic? Traffic { get; init; }

    /// <summary>The number of rows in all parts.</summary>
    public int Rows => this.Parts.Train.Rows + (this.Parts.Validation?.Rows ?? 0) + (this.Parts.Test?.Rows ?? 0);
}
