namespace Nabla.Optimization;

/// <summary>The reason why a minimization or a training run ended.</summary>
public enum StopReason
{
    /// <summary>The largest entry of the gradient is at most the tolerance.</summary>
    GradientTolerance,

    /// <summary>An iteration changed the cost by at most the tolerance, relative to max(1, |cost|).</summary>
    CostTolerance,

    /// <summary>An iteration moved no parameter by more than the tolerance, relative to max(1, largest |parameter|).</summary>
    StepTolerance,

    /// <summary>The iteration limit was reached.</summary>
    MaxIterations,

    /// <summary>The evaluation limit was reached.</summary>
    MaxEvaluations,

    /// <summary>No step lowers the cost, not even along the negative gradient: rounding, a discontinuity or a wrong gradient.</summary>
    NoDecrease,

    /// <summary>The cost is unbounded below.</summary>
    Unbounded,

    /// <summary>Cost or gradient at the starting point is not a finite number.</summary>
    NonFiniteStart,

    /// <summary>The epoch limit was reached.</summary>
    MaxEpochs,

    /// <summary>A cost, a gradient or a parameter was no longer a finite number.</summary>
    Diverged,

    /// <summary>The caller's function asked to stop.</summary>
    StoppedByCaller,

    /// <summary>The cancellation token was set.</summary>
    Cancelled,

    /// <summary>The validation loss has not improved for the tolerated number of epochs.</summary>
    EarlyStopping,

    /// <summary>The learning rate schedule has ended.</summary>
    ScheduleEnded,

    /// <summary>The time limit was reached.</summary>
    TimeBudget,
}

/// <summary>Texts of stop reasons.</summary>
public static class StopReasonExtensions
{
    /// <summary>The text, a sentence without a full stop.</summary>
    public static string Message(this StopReason reason) => reason switch
    {
        StopReason.GradientTolerance => "gradient tolerance reached",
        StopReason.CostTolerance => "cost tolerance reached",
        StopReason.StepTolerance => "step tolerance reached",
        StopReason.MaxIterations => "iteration limit reached",
        StopReason.MaxEvaluations => "evaluation limit reached",
        StopReason.NoDecrease => "no step lowers the cost further",
        StopReason.Unbounded => "the cost is unbounded below",
        StopReason.NonFiniteStart => "cost or gradient is not finite at the start",
        StopReason.MaxEpochs => "epoch limit reached",
        StopReason.Diverged => "diverged: cost or parameters are not finite",
        StopReason.StoppedByCaller => "stopped by the caller",
        StopReason.Cancelled => "cancelled",
        StopReason.EarlyStopping => "the validation loss no longer improves",
        StopReason.ScheduleEnded => "the learning rate schedule has ended",
        StopReason.TimeBudget => "time limit reached",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "not a stop reason"),
    };
}
