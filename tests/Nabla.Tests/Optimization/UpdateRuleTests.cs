using System.Text.Json;
using Nabla.Optimization;

namespace Nabla.Tests.Optimization;

public class UpdateRuleTests
{
    private static readonly JsonElement Reference = Fixture.Json("Optimization/update_rules.json");

    public static TheoryData<string> ReferenceRules => [.. Reference.GetProperty("rules").EnumerateArray().Select(r => r.GetProperty("rule").GetString()!)];

    public static TheoryData<string> EveryRule => [.. UpdateRule.All.Select(entry => entry.Name), "clip-norm:0.1,decay:0.3,adam"];

    [Theory]
    [MemberData(nameof(ReferenceRules))]
    public void Fifty_steps_end_where_PyTorch_and_scikit_learn_end(string text)
    {
        JsonElement reference = Reference.GetProperty("rules").EnumerateArray().Single(r => r.GetProperty("rule").GetString() == text);
        double[] rates = reference.GetProperty("rates").Doubles();
        double[][] path = reference.GetProperty("path").Rows();
        UpdateRule rule = UpdateRule.Parse(text);
        double[] x = Reference.GetProperty("start").Doubles();
        OptimizerState<double> state = rule.Start<double>(3);
        for (int step = 0; step < path.Length; step++)
        {
            rule.Step(state, x, [(x[0] * x[0] * x[0]) - x[1], (2 * x[1]) - x[0] + (.3 * x[2] * x[2]), (.5 * x[2] * (1 + (x[0] * x[0]))) - .1], rates[step]);
            for (int i = 0; i < 3; i++)
                Assert.Equal(path[step][i], x[i], 1e-12);
        }
    }

    [Fact]
    public void Every_rule_of_the_catalog_is_held_against_a_reference()
        => Assert.Empty(UpdateRule.All.Select(e => e.Name).Except(ReferenceRules.SelectMany(r => r.Data.Split(',')).Select(r => r.Split(':')[0])));

    [Theory]
    [MemberData(nameof(EveryRule))]
    public void A_parameter_moves_the_same_alone_and_among_others_in_vectors(string text)
    {
        CheckVectors<double>(text);
        CheckVectors<float>(text);
    }

    [Theory]
    [MemberData(nameof(EveryRule))]
    public void Threads_change_no_bit(string text)
    {
        UpdateRule rule = UpdateRule.Parse(text);
        float[][] results = [.. new[] { 1, 3 }.Select(threads =>
        {
            float[] x = [.. Enumerable.Range(0, 70_001).Select(i => MathF.Sin(i))], gradient = [.. x.Select((v, i) => v * (i % 7))];
            OptimizerState<float> state = rule.Start<float>(x.Length);
            for (int step = 0; step < 3; step++)
                rule.Step(state, x, gradient, .1, threads);
            return x;
        })];
        Assert.Equal(results[0], results[1]);
    }

    [Theory]
    [MemberData(nameof(EveryRule))]
    public void A_step_allocates_nothing(string text)
    {
        UpdateRule rule = UpdateRule.Parse(text);
        double[] x = new double[100], gradient = [.. Enumerable.Range(0, 100).Select(i => (double)i)];
        OptimizerState<double> state = rule.Start<double>(x.Length);
        rule.Step(state, x, gradient, .1);
        Assert.Equal(0, Allocated.By(() =>
        {
            for (int step = 0; step < 10; step++)
                rule.Step(state, x, gradient, .1);
        }));
    }

    [Theory]
    [MemberData(nameof(EveryRule))]
    public void A_state_that_was_written_and_read_back_goes_on_with_the_same_bits(string text)
    {
        UpdateRule rule = UpdateRule.Parse(text);
        double[] x = [1, -2, 3], gradient = [.3, .2, .1];
        OptimizerState<double> state = rule.Start<double>(3), resumed = rule.Start<double>(3);
        for (int step = 0; step < 5; step++)
            rule.Step(state, x, [.. gradient], .1);

        foreach ((string name, double[] vector) in state.Vectors)
            resumed.SetVector(name, vector);
        foreach ((string name, double number) in state.Numbers)
            resumed.SetNumber(name, number);
        double[] y = [.. x];
        for (int step = 0; step < 5; step++)
        {
            rule.Step(state, x, [.. gradient], .1);
            rule.Step(resumed, y, [.. gradient], .1);
        }

        Assert.Equal(x, y);
    }

    [Theory]
    [MemberData(nameof(EveryRule))]
    public void The_text_form_reads_back_to_an_equal_rule(string text)
    {
        UpdateRule rule = UpdateRule.Parse(text);
        Assert.Equal(rule, UpdateRule.Parse(rule.ToString()));
    }

    [Theory]
    [InlineData("adam:1.5")]
    [InlineData("momentum:-0.1")]
    [InlineData("clip-norm:0")]
    [InlineData("sgd:0.1")]
    [InlineData("steepest")]
    public void A_wrong_text_is_refused(string text) => Assert.Throws<FormatException>(() => UpdateRule.Parse(text));

    [Fact]
    public void Groups_choose_decay_and_rate_and_leave_the_rest_alone()
    {
        double[] x = [1, 1, 1, 1];
        UpdateRule rule = new Chain(new DecoupledDecay(.5), new SGD());
        OptimizerState<double> state = rule.Start<double>(4, [new(0..1), new(1..2, Decay: false), new(2..3, RateFactor: .5)]);
        rule.Step(state, x, new double[] { 1, 1, 1, 1 }, .1);
        Assert.Equal([.95 - .1, 1 - .1, .975 - .05, 1], x);
    }

    [Fact]
    public void A_group_outside_the_parameters_is_refused()
        => Assert.Contains("2..9", Assert.Throws<ArgumentException>(() => new SGD().Start<double>(4, [new(2..9)])).Message, StringComparison.Ordinal);

    [Fact]
    public void Wrong_lengths_are_refused()
    {
        OptimizerState<double> state = new SGD().Start<double>(4);
        Assert.Throws<ArgumentException>(() => new SGD().Step(state, new double[4], new double[3], .1));
        Assert.Throws<ArgumentException>(() => state.SetVector("velocity", [1, 2, 3, 4]));
        Assert.Throws<ArgumentException>(() => state.SetNumber("steps", 1));
    }

    // x⁴ − 3x³ + 2 from 6 with steps of .01, until a step is shorter than 1e-5. The minimum is at 2.25.
    [Fact]
    public void Descent_in_one_dimension_ends_at_2_249965()
    {
        double[] x = [6];
        double moved;
        OptimizerState<double> state = new SGD().Start<double>(1);
        do
        {
            double before = x[0];
            new SGD().Step(state, x, [(4 * x[0] * x[0] * x[0]) - (9 * x[0] * x[0])], .01);
            moved = Math.Abs(x[0] - before);
        }
        while (moved > 1e-5);
        Assert.Equal(2.249965, x[0], 5e-7);
    }

    private static void CheckVectors<T>(string text)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        if (text.Contains("norm", StringComparison.Ordinal))
            return; // the norm is that of all together
        const int Length = 71;
        UpdateRule rule = UpdateRule.Parse(text);
        T[] together = [.. Enumerable.Range(0, Length).Select(i => T.CreateChecked(i - 30) / T.CreateChecked(7))], alone = [.. together];
        OptimizerState<T> all = rule.Start<T>(Length);
        OptimizerState<T>[] single = [.. Enumerable.Range(0, Length).Select(_ => rule.Start<T>(1))];
        for (int step = 0; step < 4; step++)
        {
            T[] gradient = [.. together.Select((v, i) => (v * v) - T.CreateChecked(i % 5))];
            T[] copy = [.. gradient];
            rule.Step(all, together, gradient, .05);
            for (int i = 0; i < Length; i++)
                rule.Step(single[i], alone.AsSpan(i, 1), copy.AsSpan(i, 1), .05);
            Assert.Equal(together, alone);
        }
    }
}
