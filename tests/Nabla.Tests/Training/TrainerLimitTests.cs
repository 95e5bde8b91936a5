using Nabla.Data;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;
using Nabla.Training;

namespace Nabla.Tests.Training;

/// <summary>The numbers that a trainer and what it is made of take, exactly to their limits, and what it reports.</summary>
public class TrainerLimitTests
{
    private static readonly NetworkSpec Spec = new(2, new Dense(2) { Activation = new Softmax() }) { Loss = new CrossEntropy() };

    [Fact]
    public void Threads_and_time_have_limits()
    {
        Assert.Equal("0 threads, expected 1 or more", Refused(() => Trainer(1, threads: 0)));
        Assert.StartsWith("a time budget of 0 s, expected more than 0 and at most 3456000 s", Refused(() => Trainer(1, budget: TimeSpan.Zero)), StringComparison.Ordinal);
        Assert.StartsWith("a time budget of 3456000.", Refused(() => Trainer(1, budget: TimeSpan.FromDays(40) + TimeSpan.FromTicks(1))), StringComparison.Ordinal);
        Assert.Equal("no rows to train on, expected 1 or more", Refused(() => Trainer(0)));
        Trainer(1, threads: 1, budget: TimeSpan.FromTicks(1));
        Trainer(1, budget: TimeSpan.FromDays(40));
    }

    [Fact]
    public void Labels_rows_and_weights_must_fit()
    {
        var x = new Matrix<double>(3, 2);
        Assert.Equal("row 1: class 2, expected 0 to 1", Refused(() => new Examples<double>(x, [0, 2, 1], 2)));
        Assert.Equal("row 2: class -1, expected 0 to 1", Refused(() => new Examples<double>(x, [0, 1, -1], 1)));
        Assert.Equal("row 0: class 3, expected 0 to 2", Refused(() => new Examples<double>(x, [3, 0, 0], 3)));
        Assert.Equal([0, 1, 1], new Examples<double>(x, [0, 1, 1], 1).Labels!); // one output is enough for two classes
        Assert.Equal([2, 2, 0], new Examples<double>(x, [2, 2, 0], 3).Labels!);
        Assert.Equal("3 rows of features and 2 of targets", Refused(() => new Examples<double>(x, [0, 1], 2)));
        Assert.Equal("3 rows of features and 4 of targets", Refused(() => new Examples<double>(x, new Matrix<double>(4, 1))));
        Assert.Equal("3 rows of features and 2 weights", Refused(() => new Examples<double>(x, new Matrix<double>(3, 1), [1, 1])));
    }

    [Fact]
    public void Layers_that_are_not_there_cannot_be_frozen()
    {
        foreach (int layer in (int[])[-1, 2])
            Assert.StartsWith($"frozen layer {layer}, the network has layers 1 to 1", Refused(() => Run(new() { Frozen = [layer] })), StringComparison.Ordinal);
        Run(new() { Frozen = [0], Epochs = 1 });
        Assert.Equal("every layer is frozen, so there is nothing to train", Refused(() => Run(new() { Frozen = [1], Epochs = 1 })));
    }

    [Theory]
    [InlineData("biases:0", "biases", 0)]
    [InlineData("b:2.5", "b", 2.5)]
    public void The_rate_of_a_part_is_read(string text, string part, double factor)
    {
        Assert.Equal(new PartRate(part, factor), PartRate.Parse(text));
        Assert.Equal(text, PartRate.Parse(text).ToString());
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("layer1", 1)]
    [InlineData("biases", -0.001)]
    [InlineData("biases", double.NaN)]
    [InlineData("biases", double.PositiveInfinity)]
    public void A_part_has_letters_and_its_factor_is_a_number_from_0(string part, double factor)
        => Assert.Throws<ArgumentException>(() => new PartRate(part, factor));

    [Theory]
    [InlineData(":1")]
    [InlineData("biases")]
    [InlineData("b1:1")]
    public void The_text_of_a_part_has_both(string text)
        => Assert.StartsWith($"'{text}' is not the rate of a part", Assert.Throws<FormatException>(() => PartRate.Parse(text)).Message, StringComparison.Ordinal);

    // Progress comes every 64 steps, and at the end of an epoch.
    [Fact]
    public void Progress_is_reported_every_64_steps_and_after_each_epoch()
    {
        var reports = new List<(int Epoch, int Step, int Latest)>();
        var progress = new Reports(report =>
        {
            Assert.Equal((2, 130), (report.Epochs, report.StepsPerEpoch));
            reports.Add((report.Epoch, report.Step, report.Latest.Epoch));
        });
        Trainer(130, settings: new() { Optimizer = new SGD(), BatchSize = 1, Epochs = 2 }).Run(progress);
        Assert.Equal([(0, 64, 0), (0, 128, 0), (1, 0, 1), (1, 64, 1), (1, 128, 1), (2, 0, 2)], reports);
    }

    [Theory]
    [InlineData(0, 4, 5, 0.125)]
    [InlineData(3, 4, 0, 0.75)]
    [InlineData(0, 0, 0, 1)]
    public void The_part_of_a_run_that_is_done(int epoch, int epochs, int step, double part)
        => Assert.Equal(part, new TrainingProgress(epoch, epochs, step, 10, new EpochRecord(epoch, 1, null, null, null, 0)).Fraction);

    private static TrainingResult Run(TrainingSettings settings) => Trainer(3, settings: settings).Run();

    private static Trainer<double> Trainer(int rows, int threads = 1, TimeSpan? budget = null, TrainingSettings? settings = null)
        => new(Network<double>.Create(Spec, 1), new Examples<double>(new Matrix<double>(rows, 2), new int[rows], 2), null, settings ?? new(), threads: threads, timeBudget: budget);

    private static string Refused(Func<object> action) => Assert.Throws<ArgumentException>(action).Message;

    private sealed class Reports(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
