using System.Numerics;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;

namespace Nabla.Training;

/// <summary>A learning rate and the loss it gave.</summary>
/// <param name="LearningRate">The rate.</param>
/// <param name="Loss">The cost of the batches so far, smoothed.</param>
public readonly record struct RatePoint(double LearningRate, double Loss);

/// <summary>The result of a search for a learning rate.</summary>
/// <param name="Points">Rates and losses, ascending by rate, up to the point where the loss exploded.</param>
/// <param name="Proposal">A rate at which the loss falls fast and safely; null if the loss never fell.</param>
public sealed record RateSearch(IReadOnlyList<RatePoint> Points, double? Proposal);

/// <summary>
/// Finds a learning rate: a short training whose rate increases from step to step shows at which rates the loss falls, and where it explodes (Smith,
/// <i>Cyclical Learning Rates for Training Neural Networks</i>, 2017, section 3.3).
/// </summary>
public sealed record LearningRateFinder
{
    // The smoothing factor of the loss, and the multiple of its minimum so far at which the search ends.
    private const double Smoothing = 0.9, Explosion = 4;

    // The rates at the edges of the fall are not useful; the proposal stays below the rate of the lowest loss by this factor.
    private const double Safety = 10;

    /// <summary>The first rate; 1e-6 by default.</summary>
    public double Lowest { get; init; } = 1e-6;

    /// <summary>The last rate; 10 by default.</summary>
    public double Highest { get; init; } = 10;

    /// <summary>The number of steps from the first to the last rate, 10 or more; 200 by default.</summary>
    public int Steps { get; init; } = 200;

    /// <summary>Tries learning rates. The network does not change.</summary>
    /// <param name="network">The network, at the starting point of training.</param>
    /// <param name="training">The training examples.</param>
    /// <param name="settings">The settings of training, with a first-order rule; rate, schedule and epochs are ignored.</param>
    /// <param name="seed">The seed of all random numbers; 1 by default.</param>
    /// <param name="threads">The maximum number of threads; 1 by default.</param>
    /// <param name="cancellation">Cancels the search.</param>
    /// <exception cref="ArgumentException">A setting is invalid, or the optimizer has no learning rate.</exception>
    public RateSearch Run<T>(
        Network<T> network, Examples<T> training, TrainingSettings settings, ulong seed = 1, int threads = 1, CancellationToken cancellation = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(settings);
        if (!(this.Lowest > 0 && this.Highest > this.Lowest && double.IsFinite(this.Highest)))
            throw new ArgumentException(FormattableString.Invariant($"rates from {this.Lowest} to {this.Highest}, expected two ascending numbers above 0"));
        if (this.Steps < 10)
            throw new ArgumentException($"{this.Steps} steps, expected 10 or more");
        if (settings.Optimizer is FullBatchSolver solver)
            throw new ArgumentException($"{solver.Notation.Name} has no learning rate to look for");
        settings.Validate();

        var points = new List<RatePoint>();
        var start = new Snapshot<T>(network);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        double average = 0, lowest = double.PositiveInfinity;
        var rising = new PerStep(new Rising(this.Highest / this.Lowest, this.Steps));
        int stepsOfEpoch = (training.Count + (settings.BatchSize ?? training.Count) - 1) / (settings.BatchSize ?? training.Count);
        var trainer = new Trainer<T>(network, training, null, settings with
        {
            LearningRate = this.Lowest,
            Schedule = rising,
            Epochs = ((this.Steps - 1) / stepsOfEpoch) + 1,
            EarlyStopping = false,
        }, seed, threads)
        {
            StepEnded = (_, step) => Add(step),
        };
        trainer.Run(cancellation: end.Token);
        start.Restore();
        return new RateSearch(points, Propose(points));

        void Add(StepRecord step)
        {
            if (end.IsCancellationRequested)
                return;
            average = (Smoothing * average) + ((1 - Smoothing) * step.Cost);
            double smooth = average / (1 - Elementary.Pow(Smoothing, points.Count + 1));
            points.Add(new RatePoint(step.LearningRate, smooth));
            lowest = Math.Min(lowest, smooth);
            if (points.Count == this.Steps || smooth > Explosion * lowest)
                end.Cancel();
        }
    }

    // A tenth of the rate at which the loss was lowest, if it fell at all.
    private static double? Propose(List<RatePoint> points)
    {
        if (points.Count == 0)
            return null;
        RatePoint best = points.MinBy(point => point.Loss);
        return best.Loss < points[0].Loss ? best.LearningRate / Safety : null;
    }

    /// <summary>Rises from 1 to a factor, by the same ratio at each step.</summary>
    private sealed record Rising(double Whole, int Steps) : Schedule
    {
        public override Descriptions.Notation Notation => new("rising", this.Whole, this.Steps);

        public override double Factor(double time, ScheduleState state) => Elementary.Pow(this.Whole, time / (this.Steps - 1));
    }
}
