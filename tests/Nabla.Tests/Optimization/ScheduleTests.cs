using System.Text.Json;
using Nabla.Optimization;

namespace Nabla.Tests.Optimization;

public class ScheduleTests
{
    private static readonly JsonElement Reference = Fixture.Json("Optimization/schedules.json");

    public static TheoryData<string> ReferenceSchedules => [.. Reference.GetProperty("rates").EnumerateObject().Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(ReferenceSchedules))]
    public void The_rates_are_those_of_PyTorch_and_scikit_learn(string text)
    {
        Schedule schedule = Schedule.Parse(text), perStep = Schedule.Parse("per-step," + text);
        double[] losses = Reference.GetProperty("losses").Doubles(), rates = Reference.GetProperty("rates").GetProperty(text).Doubles();
        double baseRate = Reference.GetProperty("base").GetDouble();
        ScheduleState state = new(), stepState = new();
        for (int epoch = 0; epoch < rates.Length; epoch++)
        {
            Assert.False(state.IsExhausted);
            Assert.Equal(rates[epoch], schedule.Rate(baseRate, epoch, 0, state), 1e-14);
            Assert.Equal(rates[epoch], perStep.Rate(baseRate, 0, epoch, stepState), 1e-14);
            schedule.Observe(state, losses[epoch], baseRate);
            perStep.Observe(stepState, losses[epoch], baseRate);
        }

        Assert.Equal(rates.Length < losses.Length, state.IsExhausted);
    }

    public static TheoryData<string> EverySchedule => [.. Schedule.All.Select(entry => entry.Name)];

    [Theory]
    [MemberData(nameof(EverySchedule))]
    public void A_warm_up_goes_before_any_schedule(string name)
    {
        Schedule schedule = Schedule.Parse(name), behind = Schedule.Parse("warmup:4," + name);
        ScheduleState state = new(), stateBehind = new();
        for (int epoch = 0; epoch < 4; epoch++)
            Assert.Equal((epoch + 1) / 4.0 * schedule.Rate(.5, 0, 0, state), behind.Rate(.5, epoch, 0, stateBehind), 1e-15);
        for (int epoch = 0; epoch < 40; epoch++)
        {
            Assert.Equal(schedule.Rate(.5, epoch, 0, state), behind.Rate(.5, epoch + 4, 0, stateBehind));
            schedule.Observe(state, 1, .5);
            behind.Observe(stateBehind, 1, .5);
        }
    }

    [Fact]
    public void Every_schedule_of_the_catalog_is_held_against_a_reference()
        => Assert.Empty(Schedule.All.Select(e => e.Name).Except(ReferenceSchedules.SelectMany(r => r.Data.Split(',')).Select(r => r.Split(':')[0])));

    [Fact]
    public void The_time_of_a_whole_run_goes_from_0_to_1()
    {
        var state = new ScheduleState { StepsOfRun = 80 };
        Schedule whole = Schedule.Parse("whole-run,coslog:1"), steps = Schedule.Parse("per-step,coslog:80");
        for (int step = 0; step <= 80; step++)
            Assert.Equal(steps.Rate(0.5, step / 8, step, new ScheduleState()), whole.Rate(0.5, step / 8, step, state), 1e-14);
    }

    [Theory]
    [InlineData("whole-run,warmup:0.1,flat-cosine:1:0.5")]
    [InlineData("warmup:5,cosine:45:0.1")]
    [InlineData("per-step,warmup:500,exponential:0.999")]
    [InlineData("adaptive")]
    [InlineData("plateau:0.5:3")]
    public void The_text_form_reads_back_to_an_equal_schedule(string text)
    {
        Schedule schedule = Schedule.Parse(text);
        Assert.Equal(schedule, Schedule.Parse(schedule.ToString()));
    }

    [Theory]
    [InlineData("cosine:0")]
    [InlineData("plateau:0.1:2.5")]
    [InlineData("cosine:10,warmup:5")]
    [InlineData("sawtooth")]
    public void A_wrong_text_is_refused(string text) => Assert.Throws<FormatException>(() => Schedule.Parse(text));

    [Fact]
    public void A_loss_that_is_not_a_number_is_no_improvement()
    {
        var state = new ScheduleState();
        var schedule = new ReduceOnPlateau(Patience: 1);
        foreach (double loss in (double[])[1, double.NaN, double.NaN])
            schedule.Observe(state, loss, 1);
        Assert.Equal(.1, state.Factor);
        Assert.Equal(1, state.Best);
    }

    [Fact]
    public void Outside_their_duration_schedules_stay_at_their_ends()
    {
        var state = new ScheduleState();
        Assert.Equal(.25, new CosineDecay(10, .25).Rate(1, 1000, 0, state));
        Assert.Equal(4e-6, new OneCycle(10).Rate(1, 1000, 0, state), 1e-15);
    }
}
