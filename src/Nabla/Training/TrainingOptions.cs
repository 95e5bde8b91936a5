using System.Globalization;
using Nabla.Optimization;

namespace Nabla.Training;

/// <summary>How a network is trained.</summary>
public sealed record TrainingOptions
{
    /// <summary>
    /// How parameters get better: a first-order rule, or a full-batch solver, to which batches and learning rate mean nothing and an
    /// epoch is an iteration. Adam unless said.
    /// </summary>
    public Optimizer Optimizer { get; init; } = new Adam();

    /// <summary>The learning rate, more than 0; .001 unless said.</summary>
    public double LearningRate { get; init; } = 0.001;

    /// <summary>The examples of a batch, 1 or more; null for all of them at once; 32 unless said.</summary>
    public int? BatchSize { get; init; } = 32;

    /// <summary>The most passes over the training part, 0 or more; 100 unless said.</summary>
    public int Epochs { get; init; } = 100;

    /// <summary>A full-batch solver stops when the largest entry of the gradient is at most this; 1e-5 unless said.</summary>
    public double Tolerance { get; init; } = 1e-5;

    /// <summary>A full-batch solver stops after so many evaluations of cost and gradient; no limit unless said.</summary>
    public int MaxEvaluations { get; init; } = int.MaxValue;

    /// <summary>What the order of the examples is drawn from; 1 unless said.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The most threads that work on a step; 1 unless said. The result does not depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Whether the training part is evaluated as a whole after each epoch, rather than by the batches as they come.</summary>
    public bool EvaluateTraining { get; init; }

    /// <summary>Refuses what makes no sense.</summary>
    internal void Validate()
    {
        if (this.LearningRate is not (> 0 and < double.PositiveInfinity))
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"a learning rate of {this.LearningRate}, wanted more than 0"));
        if (this.BatchSize < 1)
            throw new ArgumentException($"a batch size of {this.BatchSize}, wanted 1 or more");
        if (!(this.Tolerance >= 0))
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"a tolerance of {this.Tolerance}, wanted 0 or more"));
        if (this.MaxEvaluations < 1)
            throw new ArgumentException($"at most {this.MaxEvaluations} evaluations, wanted 1 or more");
        if (this.Epochs < 0)
            throw new ArgumentException($"{this.Epochs} epochs, wanted 0 or more");
        if (this.Threads < 1)
            throw new ArgumentException($"{this.Threads} threads, wanted 1 or more");
    }
}
