using Nabla.Descriptions;

namespace Nabla.Training;

/// <summary>The record of a run after an epoch; epoch 0 is before training.</summary>
/// <param name="Epoch">The epoch, from 0.</param>
/// <param name="TrainingLoss">
/// The cost of the training part, penalties included: the mean over the epoch's batches at the time they were trained on, or, for epoch 0
/// and where <see cref="TrainingSettings.EvaluateTraining"/> is set, of the whole part after the epoch.
/// </param>
/// <param name="TrainingAccuracy">The part of the training examples that were right, likewise; null without classes.</param>
/// <param name="ValidationLoss">The loss of the validation part after the epoch, without penalties; null if there is none, or none was made after this epoch.</param>
/// <param name="ValidationAccuracy">The part of the validation examples that are right; null without classes or validation part.</param>
/// <param name="LearningRate">The learning rate of the epoch's last step; 0 for epoch 0.</param>
public sealed record EpochRecord(
    int Epoch, double TrainingLoss, double? TrainingAccuracy, double? ValidationLoss, double? ValidationAccuracy, double LearningRate)
{
    /// <summary>‖∂C/∂W‖ of each layer's weights in the epoch's last step, or where a full-batch solver's iteration ends; null for epoch 0.</summary>
    public ValueList<double>? GradientNorms { get; init; }

    /// <summary>‖W‖ of each layer's weights after the epoch.</summary>
    public ValueList<double>? WeightNorms { get; init; }

    /// <summary>The evaluations of cost and gradient that a full-batch solver has made so far; null with a first-order rule.</summary>
    public int? Evaluations { get; init; }
}

/// <summary>A step that was taken.</summary>
/// <param name="Epoch">The epoch it belongs to, from 1.</param>
/// <param name="Step">Its number in the epoch, from 1.</param>
/// <param name="Cost">The cost of its batch before it.</param>
/// <param name="LearningRate">Its learning rate; 0 for a full-batch solver.</param>
public readonly record struct StepRecord(int Epoch, int Step, double Cost, double LearningRate);

/// <summary>How far a run is.</summary>
/// <param name="Epoch">The epochs that are complete.</param>
/// <param name="Epochs">The epochs asked for.</param>
/// <param name="Step">The steps taken in the epoch that runs; 0 at the end of one.</param>
/// <param name="StepsPerEpoch">The steps of an epoch.</param>
/// <param name="Latest">The latest complete epoch.</param>
public sealed record TrainingProgress(int Epoch, int Epochs, int Step, int StepsPerEpoch, EpochRecord Latest)
{
    /// <summary>Whether it is the second run, on all training rows, after one that chose the number of epochs.</summary>
    public bool IsRefit { get; init; }

    /// <summary>The part of the run that is done, from 0 to 1.</summary>
    public double Fraction => this.Epochs == 0 ? 1 : (this.Epoch + ((double)this.Step / this.StepsPerEpoch)) / this.Epochs;
}
