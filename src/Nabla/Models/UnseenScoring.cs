using System.Numerics;
using Nabla.Data;
using Nabla.Networks;
using Nabla.Training;

namespace Nabla.Models;

/// <summary>The scores of a network on unseen rows after an epoch.</summary>
/// <param name="Epoch">The epoch, from 0.</param>
/// <param name="Loss">The loss, without penalties.</param>
/// <param name="Accuracy">The fraction of correct rows; null without classes.</param>
public sealed record UnseenScore(int Epoch, double Loss, double? Accuracy);

/// <summary>
/// Scores rows during a run, for a curve beside that of training. It does not affect the model.
/// </summary>
/// <param name="plan">The plan of the run.</param>
/// <param name="rows">The rows, such as the test part.</param>
public sealed class UnseenScoring(TrainingPlan plan, Dataset rows) : ITrainingObserver
{
    private const int AllUpTo = 50;
    private const double Growth = 1.02;

    // Of two runs, the one whose history is stored.
    private readonly TrainingPlan watched = plan.Choosing ?? plan;
    private readonly List<UnseenScore> scores = [];
    private object? examples;

    /// <summary>The scores so far: of all the first 50 epochs, then at increasing intervals, so that a long run is not slowed down.</summary>
    public IReadOnlyList<UnseenScore> Scores => this.scores;

    /// <inheritdoc/>
    public void EpochEnded<T>(Network<T> network, Examples<T> training, EpochRecord record)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(record);
        if (this.scores.Count > 0 && record.Epoch > AllUpTo && record.Epoch < Growth * this.scores[^1].Epoch && record.Epoch != this.watched.Settings.Training.Epochs)
            return;
        this.examples ??= Preparation.Examples<T>(rows, this.watched.Preprocessor, this.watched.TargetScaler, this.watched.Network.Outputs);
        Evaluation found = Scoring.Evaluate(network, (Examples<T>)this.examples, threads: 1, new(this.watched.Settings.Training.PieceRows));
        this.scores.Add(new UnseenScore(record.Epoch, Cost.Scale(network.Spec.Reduction, found.Weight) * found.Loss, record.TrainingAccuracy is null ? null : found.Accuracy));
    }
}
