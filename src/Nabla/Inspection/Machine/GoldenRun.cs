using Nabla.Data;
using Nabla.Models;

namespace Nabla.Inspection;

/// <summary>
/// A short training run whose result is known to the bit. Together, the runs cover everything that can affect a model: families of optimizers,
/// losses, normalization, dropout, both number types, tables with categories and missing values. They are data: golden-runs.json describes them,
/// golden-hashes.txt contains their results, and every platform reads both from the library.
/// </summary>
public sealed record GoldenRun
{
    /// <summary>The name in lists and in the file of hashes.</summary>
    public required string Name { get; init; }

    /// <summary>The settings.</summary>
    public required MlpSettings Settings { get; init; }

    /// <summary>Its data.</summary>
    public required DataParts Parts { get; init; }

    /// <summary>The expected SHA-256 hash of parameters and statistics.</summary>
    public required string Hash { get; init; }

    /// <summary>All golden runs.</summary>
    public static IReadOnlyList<GoldenRun> All => GoldenRuns.Read();

    /// <summary>Runs the training.</summary>
    /// <param name="threads">The maximum number of threads; 1 by default, 0 for one for each processor.</param>
    /// <returns>The SHA-256 of the model's parameters and statistics, in lower-case hexadecimal.</returns>
    public string Run(int threads = 1)
        => ModelTrainer.Train(this.Parts, this.Settings, new RunControl { Threads = threads }).Model.ParametersSha256();
}
