using Nabla.Optimization;
using Nabla.Training;

namespace Nabla.Tests.Training;

/// <summary>Each setting of training that makes no sense is refused for itself, and the least and greatest that do are taken.</summary>
public class TrainingSettingsTests
{
    private static readonly TrainingSettings Plain = new();

    private static readonly TrainingSettings Solver = new() { Optimizer = new LBFGS() };

    public static TheoryData<string, TrainingSettings> Nonsense => new()
    {
        { "a learning rate of 0, expected more than 0", Plain with { LearningRate = 0 } },
        { "a learning rate of Infinity, expected more than 0", Plain with { LearningRate = double.PositiveInfinity } },
        { "a learning rate of NaN, expected more than 0", Plain with { LearningRate = double.NaN } },
        { "a batch size of 0, expected 1 or more", Plain with { BatchSize = 0 } },
        { "pieces of 0 rows, expected 1 or more", Plain with { PieceRows = 0 } },
        { "blocks of 0 rows, expected 1 or more", Plain with { ShuffleBlockRows = 0 } },
        { "blocks of 8 rows to shuffle, and no shuffling: leave out one of them", Plain with { ShuffleBlockRows = 8, Shuffle = false } },
        { "a tolerance of -1E-09, expected 0 or more", Plain with { Tolerance = -1e-9 } },
        { "a tolerance of NaN, expected 0 or more", Plain with { Tolerance = double.NaN } },
        { "a cost tolerance of -1, expected 0 or more", Plain with { CostTolerance = -1, BatchSize = null } },
        { "a cost tolerance with batches of 32", Plain with { CostTolerance = 0.1 } },
        { "at most 0 evaluations, expected 1 or more", Plain with { MaxEvaluations = 0 } },
        { "-1 epochs, expected 0 or more", Plain with { Epochs = -1 } },
        { "a largest norm of 0, expected more than 0", Plain with { MaxNorm = 0 } },
        { "a largest norm of Infinity, expected more than 0", Plain with { MaxNorm = double.PositiveInfinity } },
        { "an evaluation every 0 epochs, expected 1 or more", Plain with { EvaluateEvery = 0 } },
        { "a patience of 0 epochs, expected 1 or more", Plain with { Patience = 0 } },
        { "rate factors [1, -1], expected numbers from 0", Plain with { RateFactors = [1, -1] } },
        { "rate factors [Infinity], expected numbers from 0", Plain with { RateFactors = [double.PositiveInfinity] } },
        { "a least change of -1, expected 0 or more", Plain with { MinChange = -1 } },
        { "a least change of Infinity, expected 0 or more", Plain with { MinChange = double.PositiveInfinity } },
        { "plateau:0.1:10:0.0001:0 goes by losses and is for the learning rate alone, not for dropout", Plain with { DropoutSchedule = Schedule.Parse("plateau") } },
        { "plateau:0.1:10:0.0001:0 goes by losses and is for the learning rate alone, not for weight decay", Plain with { DecaySchedule = Schedule.Parse("plateau") } },
        { "a schedule of weight decay with adam", Plain with { Optimizer = new Adam(), DecaySchedule = Schedule.Parse("cosine:10") } },
        { "a decay of all parameters with adam", Plain with { Optimizer = new Adam(), DecayAll = true } },
        { "lbfgs takes all rows at once and finds its steps itself: no rates of parts", Solver with { PartRates = [PartRate.Parse("biases:0.1")] } },
        { "lbfgs takes all rows at once and finds its steps itself: no rates of parts", Solver with { DropoutSchedule = Schedule.Parse("cosine:10") } },
        { "lbfgs takes all rows at once and finds its steps itself: no rates of parts", Solver with { WeightDecay = 1, DecaySchedule = Schedule.Parse("cosine:10") } },
        { "lbfgs takes all rows at once and finds its steps itself: no rates of parts", Solver with { DropLast = true } },
        { "lbfgs takes all rows at once and finds its steps itself: no rates of parts", Solver with { WeightDecay = 1, DecayAll = true } },
        { "lbfgs cannot train under a largest norm", Solver with { MaxNorm = 1 } },
        { "lbfgs finds its steps itself, so it has no learning rate for rate factors", Solver with { RateFactors = [1, 1] } },
        { "lbfgs finds its steps itself and has no learning rate for schedule cosine", Solver with { Schedule = Schedule.Parse("cosine:10") } },
    };

    public static TheoryData<TrainingSettings> Sense => new(
        Plain,
        Solver,
        Plain with { LearningRate = double.Epsilon, BatchSize = 1, PieceRows = 1, ShuffleBlockRows = 1, Tolerance = 0, MaxEvaluations = 1, Epochs = 0 },
        Plain with { MaxNorm = double.Epsilon, EvaluateEvery = 1, Patience = 1, RateFactors = [0, 1], MinChange = 0 },
        Plain with { CostTolerance = 0, BatchSize = null, Shuffle = false },
        Solver with { CostTolerance = 0, BatchSize = 32, PartRates = [], RateFactors = [], Schedule = Schedule.Parse("constant") },
        Plain with { Optimizer = new Adam(), WeightDecay = 1, DecayAll = true, DecaySchedule = Schedule.Parse("cosine:10"), DropoutSchedule = Schedule.Parse("cosine:10") },
        Plain with { DecayAll = true },
        Plain with { Optimizer = new AdamW(), DecayAll = true },
        Plain with { Optimizer = new Chain(new DecoupledDecay(1), new SGD()), DecaySchedule = Schedule.Parse("cosine:10") });

    [Theory]
    [MemberData(nameof(Nonsense))]
    public void What_makes_no_sense_is_refused_with_the_reason(string reason, TrainingSettings settings)
        => Assert.StartsWith(reason, Assert.Throws<ArgumentException>(settings.Validate).Message, StringComparison.OrdinalIgnoreCase);

    [Theory]
    [MemberData(nameof(Sense))]
    public void What_makes_sense_is_taken(TrainingSettings settings) => settings.Validate();

    // 3,000 steps but at least 60 epochs, a patience of 500 steps but at least 10 epochs, a decay of 500 ÷ rows but at most ½.
    [Theory]
    [InlineData(32, 3000, 500, 0.5)]
    [InlineData(33, 1500, 250, 0.5)]
    [InlineData(1000, 94, 16, 0.5)]
    [InlineData(1001, 94, 16, 0.4995)]
    [InlineData(1600, 60, 10, 0.3125)]
    [InlineData(16000, 60, 10, 0.0312)]
    public void Rows_choose_what_is_left_open(int rows, int epochs, int patience, double decay)
    {
        TrainingSettings settings = Plain.For(rows);
        Assert.Equal((epochs, patience, new AdamW(decay)), (settings.Epochs, settings.Patience, settings.Optimizer));
        Assert.Equal((epochs, patience, new Adam()), (settings.Epochs, settings.Patience, (Plain with { WeightDecay = 0.1 }).For(rows).Optimizer));
        TrainingSettings whole = (Plain with { BatchSize = null }).For(rows), solver = Solver.For(rows);
        Assert.Equal((3000, 500), (whole.Epochs, whole.Patience));
        Assert.Equal((200, 10, new LBFGS()), (solver.Epochs, solver.Patience, solver.Optimizer));
        TrainingSettings set = new() { Optimizer = new SGD(), Epochs = 7, Patience = 3 };
        Assert.Equal(set, set.For(rows));
    }

    [Fact]
    public void The_optimizer_has_the_clipping_and_the_decay_that_are_set()
    {
        TrainingSettings adam = new() { Optimizer = new Adam() };
        Assert.Equal(new Adam(), adam.ToOptimizer());
        Assert.Equal(UpdateRule.Parse("clip-norm:2,adam"), (adam with { ClipNorm = 2 }).ToOptimizer());
        Assert.Equal(UpdateRule.Parse("decay:0.5,adam"), (adam with { WeightDecay = 0.5 }).ToOptimizer());
        Assert.Equal(UpdateRule.Parse("clip-norm:2,decay:0.5,adam"), (adam with { ClipNorm = 2, WeightDecay = 0.5 }).ToOptimizer());
        Assert.Equal(UpdateRule.Parse("clip-norm:2,adamw:0.1"), (adam with { Optimizer = new AdamW(0.1), ClipNorm = 2 }).ToOptimizer());
        Refused("adamw has a weight decay of its own", adam with { Optimizer = new AdamW(), WeightDecay = 0.5 });
        Refused("lbfgs takes the gradient of the cost alone, so it cannot train with a clipped gradient", Solver with { ClipNorm = 2 });
        Refused("lbfgs takes the gradient of the cost alone, so it cannot train with weight decay", Solver with { WeightDecay = 0.5 });

        static void Refused(string reason, TrainingSettings settings)
            => Assert.StartsWith(reason, Assert.Throws<ArgumentException>(settings.ToOptimizer).Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_learning_rate_that_is_not_set_is_the_optimizers()
    {
        Assert.Equal(0.25, new TrainingSettings { LearningRate = 0.25 }.EffectiveLearningRate);
        Assert.Equal(new AdamW().DefaultLearningRate, Plain.EffectiveLearningRate);
        Assert.Equal(new SGD().DefaultLearningRate, new TrainingSettings { Optimizer = new SGD() }.EffectiveLearningRate);
        Assert.NotEqual(new SGD().DefaultLearningRate, Plain.EffectiveLearningRate);
    }
}
