using Nabla.Data;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;
using Nabla.Tests.Networks;
using Nabla.Training;

namespace Nabla.Tests.Training;

/// <summary>Training steps by the thousand: nothing is allocated, and nothing stands still.</summary>
public class StepTests
{
    private static readonly Examples<float> Digits = Load();

    // Wide enough for its products to be split among threads.
    private static readonly NetworkSpec Spec = new(64, new Dense(64), new Dense(10) { Activation = new Softmax() }) { Loss = new CrossEntropy() };

    private static readonly TrainingSettings Options = new() { Optimizer = new Adam(), BatchSize = 50, Epochs = 4 };

    [Theory]
    [InlineData("adam", 1)]
    [InlineData("adam", 3)]
    [InlineData("clip-norm,nesterov", 2)]
    [InlineData("decay,amsgrad", 2)]
    public void A_step_allocates_nothing(string rule, int threads)
    {
        var spec = new NetworkSpec(
            64,
            [
                new GaussianNoise(0.1),
                new PeriodicEmbedding(3, 5),
                new PiecewiseLinear(new BinnedColumn(9, [-1, 0, 1])),
                new FeatureScale(),
                new Dropout(0.1),
                .. Hidden.Layer(96, normalization: Normalization.Batch, dropout: 0.2),
                new PReLU(),
                new Mixed(new Mish()),
                new FanInScale(),
                .. Hidden.Layer(40, new GELU(), Normalization.Layer, dropout: 0.1),
                new Residual([.. Hidden.Layer(40, dropout: 0.1)]),
                new Dense(10) { Activation = new Softmax() },
            ])
        {
            Loss = new CrossEntropy(),
            LabelSmoothing = 0.1,
            Penalties = [new L1(0.01), new L2(0.01)],
        };
        TrainingSettings options = Options with { Optimizer = Optimizer.Parse(rule), Epochs = 2, MaxNorm = 3, Schedule = new PerStep(new CosineDecay(100)), DropoutSchedule = new WholeRun(new FlatCosine(1)) };
        var ends = new List<(long Allocated, TimeSpan Pauses)>(1000);
        new Trainer<float>(Network<float>.Create(spec, 1), Digits, null, options, threads: threads)
        {
            StepEnded = (_, _) => ends.Add((GC.GetAllocatedBytesForCurrentThread(), GC.GetTotalPauseDuration())),
        }.Run();

        // Between the steps of the second epoch but its last, which takes the norms for the epoch's record; the first epoch starts workers.
        // A step in which the collector paused the process tells nothing: see Allocated.
        int steps = ends.Count / 2;
        int[] told = [.. Enumerable.Range(steps, steps - 2).Where(i => ends[i + 1].Pauses == ends[i].Pauses)];
        Assert.True(told.Length > 15);
        Assert.All(told, i => Assert.Equal(0, ends[i + 1].Allocated - ends[i].Allocated));
    }

    /// <summary>Whole runs, cancelled ones, some that a callback ends with an exception, and two at once: 10,000 steps and more for each number of threads.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    [Trait("Category", "Slow")]
    public async Task Ten_thousand_steps_end_and_give_the_same_bits(int threads)
    {
        SlowTests.SkipUnlessWanted();
        float[] expected = Train(1, null);
        var random = new CounterRandom(1, 78);
        int steps = 0;
        Task soak = Task.Run(() =>
        {
            for (uint round = 0; steps < 10_000; round++)
            {
                int end = 1 + random.Below(100, round);
                Assert.Equal(expected, Train(threads, () => steps++));

                // Cancelled: the last complete epoch stays.
                using var cancellation = new CancellationTokenSource();
                int left = end;
                Train(threads, () => Count(ref left, cancellation.Cancel), cancellation.Token);

                // An exception comes out as it is, and the next run is as if there had been none.
                left = end;
                var e = Assert.Throws<InvalidOperationException>(() => Train(threads, () => Count(ref left, () => throw new InvalidOperationException("enough"))));
                Assert.Equal("enough", e.Message);

                // Two at once share the workers.
                float[] other = [];
                var second = new Thread(() => other = Train(threads, null));
                second.Start();
                Assert.Equal(expected, Train(threads, () => steps++));
                second.Join();
                Assert.Equal(expected, other);
            }
        });
        await soak.WaitAsync(TimeSpan.FromHours(1), TestContext.Current.CancellationToken); // far more than it takes on a busy machine: a deadlock would not end

        static void Count(ref int left, Action act)
        {
            if (--left == 0)
                act();
        }
    }

    private static float[] Train(int threads, Action? stepped, CancellationToken cancellation = default)
    {
        Network<float> network = Network<float>.Create(Spec, 1);
        new Trainer<float>(network, Digits, null, Options, threads: threads) { StepEnded = (_, _) => stepped?.Invoke() }.Run(cancellation: cancellation);
        return network.Parameters.ToArray();
    }

    private static Examples<float> Load()
    {
        Dataset digits = Datasets.Digits();
        return new Examples<float>(Scaler.Fit(ScalerMethod.Standard, digits.Features).Transform<float>(digits.Features), digits.Labels, 10);
    }
}
