using System.Text.Json.Serialization;
using Nabla.Descriptions;

namespace Nabla.Optimization;

/// <summary>
/// An immutable description of a learning rate schedule. Time is the number of completed epochs, of steps inside <see cref="PerStep"/>, or the
/// completed fraction of the run inside <see cref="WholeRun"/>.
/// </summary>
[JsonConverter(typeof(ScheduleJsonConverter))]
public abstract record Schedule
{
    /// <summary>All schedules, by name.</summary>
    public static Catalog<Schedule> All => Known.All;

    /// <summary>The text form; enclosing schedules come first, separated by commas.</summary>
    public abstract Notation Notation { get; }

    /// <summary>Reads a schedule from its text form.</summary>
    /// <param name="text">The text, such as <c>cosine:50</c>, <c>warmup:5,cosine:45</c> or <c>per-step,warmup:500,exponential:0.999</c>.</param>
    /// <param name="catalog">The known schedules; <see cref="All"/> by default.</param>
    /// <exception cref="FormatException">A name is unknown or the numbers are invalid; the message lists the known names.</exception>
    public static Schedule Parse(string text, Catalog<Schedule>? catalog = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Split(',');
        Schedule schedule = (catalog ?? All).Parse(parts[^1]);
        foreach (string part in parts.Reverse().Skip(1))
            schedule = Around(schedule).Parse(part);
        return schedule;
    }

    /// <inheritdoc/>
    public sealed override string ToString() => this.Notation.ToString();

    /// <summary>The learning rate of the next step.</summary>
    /// <param name="baseRate">The base learning rate.</param>
    /// <param name="epoch">The number of completed epochs.</param>
    /// <param name="step">The number of completed steps, in all epochs.</param>
    /// <param name="state">The observations so far.</param>
    public double Rate(double baseRate, long epoch, long step, ScheduleState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return baseRate * this.Factor(this.Time(epoch, step), state);
    }

    /// <summary>Whether it depends on losses, which is only allowed for a learning rate; false by default.</summary>
    public virtual bool LooksAtLosses => false;

    /// <summary>Updates the state by the loss of an epoch: of the validation part if there is one.</summary>
    /// <param name="state">The state to update.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="baseRate">The base learning rate.</param>
    public virtual void Observe(ScheduleState state, double loss, double baseRate)
    {
    }

    /// <summary>The factor of the base rate.</summary>
    /// <param name="time">The number of completed epochs or steps.</param>
    /// <param name="state">The observations so far.</param>
    public abstract double Factor(double time, ScheduleState state);

    /// <summary>Selects the time.</summary>
    public virtual double Time(long epoch, long step) => epoch;

    private static Catalog<Schedule> Around(Schedule inner) => new(
        "prefix of a schedule",
        new("warmup", [("duration", 5)], a => new WarmUp(a[0], inner)),
        new("per-step", new PerStep(inner)),
        new("whole-run", new WholeRun(inner)));

    // Created on first use, so that the order of type initialization does not matter.
    private static class Known
    {
        public static readonly Catalog<Schedule> All = new(
            "schedule",
            new("constant", new ConstantRate()),
            new("step", [("every", 10), ("factor", .1)], a => new StepDecay(a[0], a[1])),
            new("exponential", [("factor", .95)], a => new ExponentialDecay(a[0])),
            new("inverse-scaling", [("power", .5)], a => new InverseScaling(a[0])),
            new("cosine", [("duration", 100), ("floor", 0)], a => new CosineDecay(a[0], a[1])),
            new("coslog", [("duration", 100), ("waves", 4)], a => new CosLog(a[0], a[1])),
            new("flat-cosine", [("duration", 100), ("flat", .5)], a => new FlatCosine(a[0], a[1])),
            new("one-cycle", [("duration", 100), ("rise", .3), ("start", .04), ("end", 4e-6)], a => new OneCycle(a[0], a[1], a[2], a[3])),
            new(
                "plateau",
                [("factor", .1), ("patience", 10), ("threshold", 1e-4), ("floor", 0)],
                a => new ReduceOnPlateau(a[0], Require.Whole(a[1], 0, int.MaxValue, "patience"), a[2], a[3])),
            new("adaptive", [("tolerance", 1e-4), ("patience", 10)], a => new AdaptiveRate(a[0], Require.Whole(a[1], 0, int.MaxValue, "patience"))));
    }
}

/// <summary>The state of a schedule that depends on losses, for checkpoints.</summary>
public sealed class ScheduleState
{
    /// <summary>The number of steps of the whole run unless it ends early; 1 or more if a schedule needs it.</summary>
    public long StepsOfRun { get; init; }

    /// <summary>The factor of the base rate so far.</summary>
    public double Factor { get; set; } = 1;

    /// <summary>The lowest loss so far.</summary>
    public double Best { get; set; } = double.PositiveInfinity;

    /// <summary>The number of epochs without improvement.</summary>
    public int Waiting { get; set; }

    /// <summary>Whether the schedule has ended, so that training should stop.</summary>
    public bool IsExhausted { get; set; }
}

/// <summary>Writes a schedule as its text form and reads it with a catalog.</summary>
internal sealed class ScheduleJsonConverter(Catalog<Schedule> catalog) : NotationJsonConverter<Schedule>(catalog)
{
    private readonly Catalog<Schedule> catalog = catalog;

    public ScheduleJsonConverter()
        : this(Schedule.All)
    {
    }

    /// <inheritdoc/>
    protected override Schedule Parse(string text) => Schedule.Parse(text, this.catalog);
}
