using System.Text.Json.Serialization;

namespace Nabla.Models;

/// <summary>The settings of an ensemble: the number of networks that a model averages.</summary>
public sealed record EnsembleSettings
{
    /// <summary>Maximum number of networks of a model.</summary>
    public const int MostMembers = 1000;

    /// <summary>
    /// The folds of cross-validated bagging, 2 or more: each member trains on all folds except one, which is used for early stopping
    /// (Krogh and Vedelsby, 1995). 0 by default: members train on all rows.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Folds { get; init; }

    /// <summary>The number of seeds per fold, or for all rows, 1 or more; 1 by default.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Seeds { get; init; } = 1;

    /// <summary>The number of members.</summary>
    internal long Count => (long)Math.Max(1, this.Folds) * this.Seeds;

    /// <summary>Validates the settings for a number of rows.</summary>
    /// <exception cref="ArgumentException">A setting is invalid.</exception>
    internal void Validate(int rows)
    {
        if (this.Folds is not (0 or >= 2))
            throw new ArgumentException($"an ensemble of {this.Folds} folds, expected 2 or more (--ensemble)");
        if (this.Seeds < 1)
            throw new ArgumentException($"an ensemble of {this.Seeds} seeds, expected 1 or more (--seeds)");
        if (this.Count > MostMembers)
            throw new ArgumentException($"an ensemble of {this.Count} networks, expected at most {MostMembers} (--ensemble, --seeds)");
        if (this.Folds > rows)
            throw new ArgumentException($"an ensemble of {this.Folds} folds needs as many rows, and there are {rows}; take fewer folds (--ensemble)");
    }
}
