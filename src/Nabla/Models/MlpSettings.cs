using System.Text.Json.Serialization;
using Nabla.Data;
using Nabla.Training;

namespace Nabla.Models;

/// <summary>
/// All settings of a multilayer perceptron and its training. Equal by value, and stored in the model file. Threads and hardware are not part of the
/// settings, because they do not affect the model. Limits and observers of a run are in <see cref="RunControl"/>.
/// </summary>
public sealed record MlpSettings
{
    /// <summary>The network and its cost.</summary>
    public NetworkSettings Network { get; init; } = new();

    /// <summary>The training settings.</summary>
    public TrainingSettings Training { get; init; } = new();

    /// <summary>The preprocessing settings.</summary>
    public PreprocessingSettings Preprocessing { get; init; } = new();

    /// <summary>The ensemble settings; null, the default, for a single network.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public EnsembleSettings? Ensemble { get; init; }

    /// <summary>Whether each member of an ensemble is trained on all folds except one.</summary>
    internal bool HasFolds => this.Ensemble is { Folds: > 0 };

    /// <summary>The settings of calibration, intervals and sets; null, the default, to calibrate only an ensemble.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public UncertaintySettings? Uncertainty { get; init; }

    /// <summary>The weights of the classes in the cost; null, the default, for weights of 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ClassWeights? ClassWeights { get; init; }

    /// <summary>
    /// The fraction of the training rows, drawn at random, that an estimator holds out for early stopping if there is no validation part; 0 for none.
    /// Null, the default, is 0.15 with <see cref="Refit"/>, 0.1 with early stopping, otherwise 0.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double? ValidationFraction { get; init; }

    /// <summary>
    /// Whether the rows held out by <see cref="ValidationFraction"/> only choose the number of epochs, for which the model is then retrained on all
    /// training rows. Not with a given validation part, nor when continuing from a model. Null, the default, is false; <see cref="DefaultRecipe"/>
    /// sets it.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool? Refit { get; init; }

    /// <summary>The seed of all random numbers; 1 by default.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The number type; single by default.</summary>
    public Precision Precision { get; init; }

    /// <summary>
    /// These settings for continuing from a retrained model: it has seen all rows, so they get the chosen number of epochs, and its network if none
    /// is set. For other models, the settings are unchanged.
    /// </summary>
    /// <param name="from">The information on the model.</param>
    internal MlpSettings ToGoOn(ModelInfo from)
    {
        if (from.HeldOutRows is null)
            return this;
        return this with
        {
            Network = this.Network.Equals(new NetworkSettings()) ? from.Settings.Network : this.Network,
            Training = this.Training with { Epochs = this.Training.Epochs ?? Math.Max(1, from.ChosenEpoch) },
            ValidationFraction = this.Refit == true ? null : this.ValidationFraction,
            Refit = null,
        };
    }

    /// <summary>These settings with all open choices decided by the data, as stored in a model file.</summary>
    /// <param name="training">The training data.</param>
    public MlpSettings For(Dataset training)
    {
        ArgumentNullException.ThrowIfNull(training);
        return this with { Network = this.Network.For(training.Task), Training = this.Training.For(training.Rows) };
    }
}
