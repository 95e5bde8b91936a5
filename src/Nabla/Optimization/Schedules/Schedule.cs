using System.Text.Json.Serialization;
using Nabla.Descriptions;

namespace Nabla.Optimization;

/// <summary>
/// How the learning rate changes during training: an immutable description. Time counts what is done: epochs,
/// steps inside <see cref="PerStep"/>, or the part of the run inside <see cref="WholeRun"/>.
/// </summary>
[JsonConverter(typeof(ScheduleJsonConverter))]
public abstract record Schedule
{
    /// <summary>All schedules, by name.</summary>
    public static Catalog<Schedule> All => Known.All;

    /// <summary>The text form; what stands around a schedule comes before it, with commas between.</summary>
    public abstract Notation Notation { get; }

    /// <summary>Reads a schedule from its text form.</summary>
    /// <param name="text">As in <c>cosine:50</c>, <c>warmup:5,cosine:45</c> or <c>per-step,warmup:500,exponential:0.999</c>.</param>
    /// <param name="catalog">The schedules that can be named; <see cref="All"/> by default.</param>
    /// <exception cref="FormatException">A name is unknown or the numbers do not fit; the message names the known ones.</exception>
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
    /// <param name="baseRate">The learning rate that was asked for.</param>
    /// <param name="epoch">Epochs done.</param>
    /// <param name="step">Steps done, in all epochs.</param>
    /// <param name="state">The observations so far.</param>
    public double Rate(double baseRate, long epoch, long step, ScheduleState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return baseRate * this.Factor(this.Time(epoch, step), state);
    }

    /// <summary>Whether it depends on losses, so that it can be the schedule of a learning rate alone; it does not by default.</summary>
    public virtual bool LooksAtLosses => false;

    /// <summary>Passes the loss of an epoch: of the validation part if there is one.</summary>
    /// <param name="state">Receives what follows from it.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="baseRate">The learning rate that was asked for.</param>
    public virtual void Observe(ScheduleState state, double loss, double baseRate)
    {
    }

    /// <summary>The factor of the base rate.</summary>
    /// <param name="time">Epochs or steps done.</param>
    /// <param name="state">The observations so far.</param>
    public abstract double Factor(double time, ScheduleState state);

    /// <summary>Which of the two counts.</summary>
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
    /// <summary>The steps of the whole run, if it is not ended early; 1 or more where a schedule needs it.</summary>
    public long StepsOfRun { get; init; }

    /// <summary>The factor of the base rate so far.</summary>
    public double Factor { get; set; } = 1;

    /// <summary>The lowest loss so far.</summary>
    public double Best { get; set; } = double.PositiveInfinity;

    /// <summary>Epochs without an improvement.</summary>
    public int Waiting { get; set; }

    /// <summary>Whether the schedule has come to its end, where training should stop.</summary>
    public bool IsExhausted { get; set; }
}

/// <summary>Writes a schedule as its text form and reads it by a catalog.</summary>
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
