using Nabla.Numerics;

namespace Nabla.Tests.Numerics;

public class ForkJoinTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void Every_piece_runs_once_in_thousands_of_regions(int threads)
    {
        int[] counts = new int[64];
        for (int region = 1; region <= 5000; region++)
        {
            int pieces = region % counts.Length;
            Array.Clear(counts);
            var body = new CountBody(counts);
            ForkJoin.Run(ref body, pieces, threads);
            for (int i = 0; i < counts.Length; i++)
                Assert.Equal(i < pieces ? 1 : 0, counts[i]);
        }
    }

    [Fact]
    public void A_body_may_hold_spans_of_the_callers_frame()
    {
        Span<int> counts = stackalloc int[100];
        var body = new SpanBody { Counts = counts };
        ForkJoin.Run(ref body, counts.Length, 3);
        for (int i = 0; i < counts.Length; i++)
            Assert.Equal(i, counts[i]);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public void A_region_inside_a_region_runs_on_its_own_thread(int threads)
    {
        for (int region = 0; region < 500; region++)
        {
            int[][] counts = [.. Enumerable.Range(0, 8).Select(_ => new int[20])];
            var body = new NestedBody(counts, threads);
            ForkJoin.Run(ref body, counts.Length, threads);
            Assert.All(counts, row => Assert.All(row, count => Assert.Equal(1, count)));
        }
    }

    [Fact]
    public void Regions_of_different_threads_do_not_disturb_each_other()
    {
        var callers = Enumerable.Range(0, 4).Select(_ => new Thread(() => this.Every_piece_runs_once_in_thousands_of_regions(3))).ToList();
        callers.ForEach(caller => caller.Start());
        callers.ForEach(caller => caller.Join());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void An_exception_surfaces_once_and_the_pool_goes_on(int threads)
    {
        for (int region = 0; region < 200; region++)
        {
            var failing = new FailBody(region % 30);
            var exception = Assert.Throws<InvalidOperationException>(() => ForkJoin.Run(ref failing, 30, threads));
            Assert.Equal("expected", exception.Message);
            int[] counts = new int[10];
            var body = new CountBody(counts);
            ForkJoin.Run(ref body, counts.Length, threads);
            Assert.All(counts, count => Assert.Equal(1, count));
        }
    }

    [Fact]
    public void A_body_in_the_heap_stays_where_it_is()
    {
        for (int region = 0; region < 50; region++)
        {
            var bodies = new CountBody[3];
            bodies[1] = new CountBody(new int[50], collect: true);
            ForkJoin.Run(ref bodies[1], 50, 2);
            Assert.All(bodies[1].Counts, count => Assert.Equal(1, count));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(100)]
    public void A_phase_begins_when_all_shares_of_the_one_before_are_done(int shares)
    {
        int[] counts = new int[3 * shares];
        int regions = SlowTests.AreWanted ? 2000 : 500;
        for (int region = 1; region <= regions; region++)
        {
            var body = new PhasesBody(counts, shares, region);
            ForkJoin.RunPhases(ref body, 3, shares);
            Assert.Equal(-1, counts.AsSpan().IndexOfAnyExcept(region));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void An_exception_in_a_phase_surfaces_once_and_the_pool_goes_on(int phase)
    {
        for (int region = 1; region <= 200; region++)
        {
            var failing = new PhasesBody(new int[9], 3, region: 1, failsIn: phase);
            Assert.Equal("expected", Assert.Throws<InvalidOperationException>(() => ForkJoin.RunPhases(ref failing, 3, 3)).Message);
        }

        this.A_phase_begins_when_all_shares_of_the_one_before_are_done(3);
        this.Every_piece_runs_once_in_thousands_of_regions(3);
    }

    [Fact]
    public void Regions_with_phases_of_different_threads_do_not_disturb_each_other()
    {
        var callers = Enumerable.Range(0, 4).Select(i => new Thread(() =>
        {
            if (i % 2 == 0)
                this.A_phase_begins_when_all_shares_of_the_one_before_are_done(3);
            else
                this.Every_piece_runs_once_in_thousands_of_regions(3);
        })).ToList();
        callers.ForEach(caller => caller.Start());
        callers.ForEach(caller => caller.Join());
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        int[] counts = new int[16];
        var body = new CountBody(counts);
        ForkJoin.Run(ref body, counts.Length, 3);
        Assert.Equal(0, Allocated.By(() =>
        {
            for (int region = 0; region < 100; region++)
                ForkJoin.Run(ref body, counts.Length, 3);
        }));

        var phases = new PhasesBody(new int[2], 2, 0);
        ForkJoin.RunPhases(ref phases, 1, 2);
        Assert.Equal(0, Allocated.By(() =>
        {
            for (int region = 0; region < 100; region++)
                ForkJoin.RunPhases(ref phases, 1, 2);
        }));
    }

    private readonly struct CountBody(int[] counts, bool collect = false) : IParallelBody
    {
        public int[] Counts => counts;

        public void Run(int piece)
        {
            if (collect && piece % 10 == 0)
                GC.Collect(0);
            Interlocked.Increment(ref counts[piece]);
        }
    }

    // Counts its runs, and looks whether the phase before is complete.
    private readonly struct PhasesBody(int[] counts, int shares, int region, int failsIn = -1) : IPhasedBody
    {
        public void Run(int phase, int share)
        {
            if (phase == failsIn && share == 1)
                throw new InvalidOperationException("expected");
            for (int i = (phase - 1) * shares; phase > 0 && i < phase * shares; i++)
                Assert.Equal(region, counts[i]);
            Interlocked.Increment(ref counts[(phase * shares) + share]);
        }
    }

    private ref struct SpanBody : IParallelBody
    {
        public Span<int> Counts;

        public readonly void Run(int piece) => this.Counts[piece] += piece;
    }

    private readonly struct NestedBody(int[][] counts, int threads) : IParallelBody
    {
        public void Run(int piece)
        {
            var inner = new CountBody(counts[piece]);
            ForkJoin.Run(ref inner, counts[piece].Length, threads);
        }
    }

    private readonly struct FailBody(int at) : IParallelBody
    {
        public void Run(int piece)
        {
            if (piece >= at)
                throw new InvalidOperationException("expected");
        }
    }
}
