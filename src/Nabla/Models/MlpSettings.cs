using System.Text.Json.Serialization;
using Nabla.Data;
using Nabla.Training;

namespace Nabla.Models;

/// <summary>
/// All settings of a multilayer perceptron and its training. Equal by value; it travels in the model file.
/// Threads and hardware are not among it: they change no bit. What bounds or watches a run is in <see cref="RunControl"/>.
/// </summary>
public sealed record MlpSettings
{
    /// <summary>The network and its cost.</summary>
    public NetworkSettings Network { get; init; } = new();

    /// <summary>How it is trained.</summary>
    public TrainingSettings Training { get; init; } = new();

    /// <summary>How columns become features.</summary>
    public PreprocessingSettings Preprocessing { get; init; } = new();

    /// <summary>How many networks the model averages; null, the default, for one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public EnsembleSettings? Ensemble { get; init; }

    /// <summary>Whether each member of an ensemble is trained on all folds but one.</summary>
    internal bool HasFolds => this.Ensemble is { Folds: > 0 };

    /// <summary>How probabilities are calibrated, and intervals or sets made; null, the default, for the calibration of an ensemble only.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public UncertaintySettings? Uncertainty { get; init; }

    /// <summary>The weights of the classes in the cost: one weight for all examples of a class; null, the default, for 1 each.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ClassWeights? ClassWeights { get; init; }

    /// <summary>
    /// The part of the training rows, drawn at random by the seed, that an estimator holds out for early stopping if it is given no
    /// validation part; 0 for none. Null, the default, is 0.15 for <see cref="Refit"/>, 0.1 where early stopping is asked for, otherwise 0.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double? ValidationFraction { get; init; }

    /// <summary>
    /// Whether the part that <see cref="ValidationFraction"/> holds out only chooses the number of epochs: the model is then retrained
    /// on all training rows for that number. Not with a validation part that is given, nor when a model is continued from. Null, the default,
    /// is false; <see cref="DefaultRecipe"/> sets it.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool? Refit { get; init; }

    /// <summary>The seed of all random numbers; 1 by default.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The number type; single by default.</summary>
    public Precision Precision { get; init; }

    /// <summary>
    /// These settings to continue from a model that was trained twice: no part of the rows is unknown to it, so they have as many epochs as were
    /// chosen, and its network where none is named. For other models they are as they are.
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

    /// <summary>These settings with all open choices decided by the data, as a model file keeps them.</summary>
    /// <param name="training">The training data.</param>
    public MlpSettings For(Dataset training)
    {
        ArgumentNullException.ThrowIfNull(training);
        return this with { Network = this.Network.For(training.Task), Training = this.Training.For(training.Rows) };
    }
}
