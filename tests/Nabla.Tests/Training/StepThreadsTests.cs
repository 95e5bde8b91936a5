using Nabla.Training;

namespace Nabla.Tests.Training;

public class StepThreadsTests
{
    [Theory]
    [InlineData(40, 100)]
    [InlineData(100, 40)]
    [InlineData(500, 300)]
    public void Most_steps_have_the_faster_number_of_threads(double one, double all)
    {
        var clock = new Clock();
        var threads = new StepThreads(4, clock);
        int faster = one < all ? 1 : 4;
        Run(threads, clock, 0.2, one, all);
        (int right, int steps) = Run(threads, clock, 5, one, all, faster);
        Assert.Equal(faster, threads.Threads);
        Assert.True(right > 0.98 * steps, $"{right} of {steps}");
    }

    [Fact]
    public void What_becomes_faster_later_is_found_within_two_seconds()
    {
        var clock = new Clock();
        var threads = new StepThreads(2, clock);
        Run(threads, clock, 10, one: 100, all: 60);
        Assert.Equal(2, threads.Threads);
        Run(threads, clock, 2, one: 100, all: 250);
        Assert.Equal(1, threads.Threads);
        Run(threads, clock, 2, one: 100, all: 60);
        Assert.Equal(2, threads.Threads);
    }

    // Of 100 µs with one thread and 60 with both: a trial of 16 steps, beside 4 that do not count, when both have had 0.05 s; then 0.1 s and so on up to 1.6.
    [Fact]
    public void Trials_that_change_nothing_become_rarer()
    {
        var clock = new Clock();
        var threads = new StepThreads(2, clock);
        foreach (double hold in (double[])[0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 1.6])
        {
            Assert.Equal(4 + (int)Math.Ceiling(hold / 60e-6), StepsWith(2));
            Assert.Equal(4 + 16, StepsWith(1));
        }

        int StepsWith(int count)
        {
            int steps = 0;
            for (; threads.Threads == count; steps++)
                Run(threads, clock, 0, one: 100, all: 60, once: true);
            return steps;
        }
    }

    // A change that brought something is looked at again as soon as the first.
    [Fact]
    public void A_trial_that_changed_something_is_followed_by_another_soon()
    {
        var clock = new Clock();
        var threads = new StepThreads(2, clock);
        Run(threads, clock, 3, one: 100, all: 60);
        while (threads.Threads == 2)
            Run(threads, clock, 0, one: 50, all: 60, once: true);
        int steps = 0;
        for (; threads.Threads == 1; steps++)
            Run(threads, clock, 0, one: 50, all: 60, once: true);
        Assert.Equal(4 + 16 + 4 + 1000, steps); // the trial, and then 0.05 s of 50 µs
    }

    [Theory]
    [InlineData(1999, true)]
    [InlineData(2000, false)]
    public void A_step_of_two_thousandths_of_a_second_is_long(double all, bool tried)
    {
        var clock = new Clock();
        var threads = new StepThreads(2, clock);
        (int with, _) = Run(threads, clock, 1, one: 100, all, counted: 1);
        Assert.Equal(tried, with > 0);
    }

    [Theory]
    [InlineData(94, 1)]
    [InlineData(96, 2)]
    public void A_twentieth_faster_is_worth_a_change(double one, int chosen)
    {
        var clock = new Clock();
        var threads = new StepThreads(2, clock);
        Run(threads, clock, 0.06, one, all: 100);
        Assert.Equal(chosen, threads.Threads);
    }

    [Fact]
    public void A_difference_that_is_too_small_changes_nothing()
    {
        var clock = new Clock();
        var threads = new StepThreads(2, clock);
        Run(threads, clock, 5, one: 97, all: 100);
        Assert.Equal(2, threads.Threads);
    }

    [Fact]
    public void Long_steps_are_not_tried_with_one_thread()
    {
        var clock = new Clock();
        var threads = new StepThreads(2, clock);
        (int with, int steps) = Run(threads, clock, 60, one: 5_000, all: 3_000, counted: 2);
        Assert.Equal(steps, with);
    }

    [Fact]
    public void One_thread_stays_one()
    {
        var clock = new Clock();
        var threads = new StepThreads(1, clock);
        (int with, int steps) = Run(threads, clock, 1, one: 50, all: 50, counted: 1);
        Assert.Equal(steps, with);
    }

    // Steps for some seconds, of so many microseconds with one thread and with all; counts those with a number of threads.
    private static (int Counted, int Steps) Run(StepThreads threads, Clock clock, double seconds, double one, double all, int counted = 0, bool once = false)
    {
        (int with, int steps) = (0, 0);
        for (double end = clock.Microseconds + (1e6 * seconds); clock.Microseconds < end || (once && steps == 0); steps++)
        {
            with += threads.Threads == counted ? 1 : 0;
            threads.Begin();
            clock.Microseconds += threads.Threads == 1 ? one : all;
            threads.End();
        }

        return (with, steps);
    }

    private sealed class Clock : TimeProvider
    {
        public double Microseconds { get; set; }

        public override long TimestampFrequency => 1_000_000;

        public override long GetTimestamp() => (long)this.Microseconds;
    }
}
