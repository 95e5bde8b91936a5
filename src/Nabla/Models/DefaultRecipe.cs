using Nabla.Networks;
using Nabla.Optimization;
using Nabla.Training;

namespace Nabla.Models;

/// <summary>
/// What <c>nabla train</c>, <see cref="MlpClassifier"/> and <see cref="MlpRegressor"/> train where a person names nothing of network and
/// regularization: two hidden layers of 64 units with dropout 0.1, Glorot weights and biases uniform by fan-in; 15 % of the training
/// rows choose the number of epochs, and a second training has all of them for as many. Measured in docs/guide/tables.md.
/// </summary>
public static class DefaultRecipe
{
    /// <summary>The part of the training rows that chooses the number of epochs.</summary>
    internal const double HeldOut = 0.15;

    private const int LeastRows = 50;
    private const double Dropout = 0.1;
    private const int LeastEpochs = 300;
    private const double LeastSteps = 6000;
    private const int LeastPatience = 20;
    private const double PatientSteps = 500;

    /// <summary>
    /// The settings with the recipe, if they leave all of it open and there are 50 rows or more: network, regularization and what chooses the
    /// epochs are not named, and the optimizer is a first-order rule. Otherwise the settings as they are.
    /// </summary>
    /// <param name="settings">The settings.</param>
    /// <param name="rows">The training rows.</param>
    public static MlpSettings Apply(MlpSettings settings, int rows)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (rows < LeastRows || !IsOpen(settings))
            return settings;
        double steps = settings.Training.BatchSize is { } batch ? Math.Ceiling((1 - HeldOut) * rows / batch) : 1;
        return settings with
        {
            Network = new NetworkSettings(64, 64) { WeightInitializer = new GlorotUniform(), BiasInitializer = new UniformFanIn(), Dropout = [Dropout] },
            Training = settings.Training with
            {
                Epochs = settings.Training.Epochs ?? AsManyAs(LeastSteps, LeastEpochs),
                Patience = AsManyAs(PatientSteps, LeastPatience),
            },
            ValidationFraction = HeldOut,
            Refit = true,
        };

        int AsManyAs(double least, int epochs) => Math.Max(epochs, (int)Math.Ceiling(least / steps));
    }

    private static bool IsOpen(MlpSettings settings)
        => settings is { ClassWeights: null, ValidationFraction: null, Refit: null }
            && settings.Network.Equals(new NetworkSettings())
            && settings.Training is
            {
                Optimizer: null or UpdateRule, WeightDecay: 0, MaxNorm: null, ClipNorm: null, Frozen: null, RateFactors: null,
                EarlyStopping: null, Patience: null, MinChange: 0, CostTolerance: null,
            };
}
