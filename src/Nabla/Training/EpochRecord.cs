using Nabla.Descriptions;

namespace Nabla.Training;

/// <summary>The record of a run after an epoch; epoch 0 is before training.</summary>
/// <param name="Epoch">The epoch, from 0.</param>
/// <param name="TrainingLoss">
/// The cost of the training part, including penalties: the mean over the epoch's batches during training, or, for epoch 0 and with <see
/// cref="TrainingSettings.EvaluateTraining"/>, of the whole part after the epoch.
/// </param>
/// <param name="TrainingAccuracy">The accuracy on the training part, likewise; null without classes.</param>
/// <param name="ValidationLoss">The loss of the validation part after the epoch, without penalties; null without a validation part or evaluation.</param>
/// <param name="ValidationAccuracy">The accuracy on the validation part; null without classes or validation part.</param>
/// <param name="LearningRate">The learning rate of the epoch's last step; 0 for epoch 0.</param>
public sealed record EpochRecord(
    int Epoch, double TrainingLoss, double? TrainingAccuracy, double? ValidationLoss, double? ValidationAccuracy, double LearningRate)
{
    /// <summary>‖∂C/∂W‖ of each layer's weights in the epoch's last step, or at the end of a full-batch solver's iteration; null for epoch 0.</summary>
    public ValueList<double>? GradientNorms { get; init; }

    /// <summary>‖W‖ of each layer's weights after the epoch.</summary>
    public ValueList<double>? WeightNorms { get; init; }

    /// <summary>The number of evaluations of cost and gradient by a full-batch solver so far; null with a first-order rule.</summary>
    public int? Evaluations { get; init; }
}

/// <summary>The record of a training step.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Step">The number of the step in the epoch, from 1.</param>
/// <param name="Cost">The cost of the batch before the step.</param>
/// <param name="LearningRate">The learning rate; 0 for a full-batch solver.</param>
public readonly record struct StepRecord(int Epoch, int Step, double Cost, double LearningRate);

/// <summary>The progress of a run.</summary>
/// <param name="Epoch">The number of complete epochs.</param>
/// <param name="Epochs">The maximum number of epochs.</param>
/// <param name="Step">The number of steps taken in the current epoch; 0 at the end of an epoch.</param>
/// <param name="StepsPerEpoch">The number of steps per epoch.</param>
/// <param name="Latest">The latest complete epoch.</param>
public sealed record TrainingProgress(int Epoch, int Epochs, int Step, int StepsPerEpoch, EpochRecord Latest)
{
    /// <summary>Whether it is the second run, on all training rows, after one that chose the number of epochs.</summary>
    public bool IsRefit { get; init; }

    /// <summary>The completed fraction of the run, from 0 to 1.</summary>
    public double Fraction => this.Epochs == 0 ? 1 : (this.Epoch + ((double)this.Step / this.StepsPerEpoch)) / this.Epochs;
}
