using System.Runtime.CompilerServices;
using Nabla.Descriptions;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;
using Nabla.Training;

namespace Nabla.Tests.Networks;

/// <summary>Backpropagation against central differences, for every pair the library knows: nothing is listed here.</summary>
public class GradientTests
{
    private const double Tolerance = 1e-7;

    /// <summary>Every hidden activation × output activation × loss that may stand together.</summary>
    public static TheoryData<string, string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string, string>();
            foreach (Activation hidden in Described(Activation.All))
            {
                foreach (Activation output in Described(Activation.All))
                {
                    foreach (Loss loss in Described(Loss.All))
                    {
                        if (IsAllowed(Spec(hidden, output, loss)))
                            pairs.Add(hidden.ToString(), output.ToString(), loss.ToString());
                    }
                }
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Backpropagation_is_the_slope_of_the_cost(string hidden, string output, string loss)
    {
        NetworkSpec spec = Spec(Activation.All.Parse(hidden), Activation.All.Parse(output), Loss.All.Parse(loss));
        uint draw = 0;
        foreach (Reduction reduction in Enum.GetValues<Reduction>())
        {
            foreach (bool bias in (bool[])[true, false])
            {
                foreach (Penalty? penalty in (Penalty?[])[null, .. Penalty.All.Select(entry => entry.Create([0.3]))])
                {
                    NetworkSpec variant = new(spec.Inputs, [.. spec.Layers.Select(layer => (Dense)layer with { Bias = bias })])
                    {
                        Loss = spec.Loss,
                        Reduction = reduction,
                        Penalties = penalty is null ? [] : [penalty],
                    };
                    foreach (SliceCheck slice in NetworkGradientCheck.Run(Network<double>.Create(variant, ++draw), RandomExamples(variant, draw)))
                    {
                        Assert.True(
                            slice.Error <= Tolerance,
                            $"{reduction}, bias {bias}, {penalty}: {slice.Slice.Name} row {slice.Row} column {slice.Column}: {slice.Analytic} by backpropagation, {slice.Numeric} by differences, error {slice.Error:E1}");
                        Assert.Equal(0, slice.Unchecked);
                    }
                }
            }
        }
    }

    [Fact]
    public void Every_activation_and_every_loss_is_in_a_pair()
    {
        List<(string Hidden, string Output, string Loss)> pairs = [.. Pairs.Select(row => row.Data)];
        Assert.All(Described(Activation.All).Where(a => a.Layer is null), a => Assert.Contains(pairs, pair => pair.Hidden == a.ToString() || pair.Output == a.ToString()));
        Assert.All(Described(Loss.All), loss => Assert.Contains(pairs, pair => pair.Loss == loss.ToString()));
    }

    [Fact]
    public void A_wrong_derivative_is_found_and_named()
    {
        var spec = new NetworkSpec(3, new Dense(4) { Activation = new WrongTanh() }, new Dense(2) { Activation = new Identity() });
        IReadOnlyList<SliceCheck> slices = NetworkGradientCheck.Run(Network<double>.Create(spec, 1), RandomExamples(spec, 1));

        Assert.All(slices.Where(slice => slice.Slice.Name.StartsWith("layer1.", StringComparison.Ordinal)), slice => Assert.True(slice.Error > 0.01));
        Assert.All(slices.Where(slice => slice.Slice.Name.StartsWith("layer2.", StringComparison.Ordinal)), slice => Assert.True(slice.Error < Tolerance));
    }

    [Fact]
    public void Entries_at_a_kink_are_redrawn_and_counted()
    {
        // L1 has a kink at 0, where zeros start.
        var spec = new NetworkSpec(2, new Dense(1) { Activation = new Identity() }) { Penalties = [new L1(0.5)] };
        SliceCheck weights = NetworkGradientCheck.Run(new Network<double>(spec), RandomExamples(spec, 1))[0];

        Assert.Equal(2, weights.Redrawn);
        Assert.Equal(0, weights.Unchecked);
        Assert.True(weights.Error < Tolerance);
    }

    [Fact]
    public void Forward_differences_agree_to_their_order()
    {
        NetworkSpec spec = Spec(new Tanh(), new Identity(), new HalfSquaredError());
        var check = new GradientCheck { Form = DifferenceForm.Forward };
        Assert.All(
            NetworkGradientCheck.Run(Network<double>.Create(spec, 1), RandomExamples(spec, 1), check),
            slice => Assert.InRange(slice.Error, 1e-9, 1e-3));
    }

    private static NetworkSpec Spec(Activation hidden, Activation output, Loss loss)
        => new(3, new Dense(4) { Activation = hidden }, new Dense(3) { Activation = hidden }, new Dense(3) { Activation = output }) { Loss = loss };

    private static bool IsAllowed(NetworkSpec spec)
    {
        try
        {
            spec.Validate();
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static Examples<double> RandomExamples(NetworkSpec spec, uint draw)
    {
        const int Rows = 5;
        var random = new CounterRandom(7, 100, draw);
        var x = new Matrix<double>(Rows, spec.Inputs);
        var y = new Matrix<double>(Rows, spec.Outputs);
        for (uint row = 0; row < Rows; row++)
        {
            for (uint i = 0; i < spec.Inputs; i++)
                x[(int)row, (int)i] = random.Normal(row, i);
            if (spec.Loss is CrossEntropy)
                y[(int)row, random.Below(spec.Outputs, row, 50)] = 1;
            else if (spec.Loss is BinaryCrossEntropy)
                y.Row((int)row)[random.Below(spec.Outputs, row, 50)] = 1;
            else
            {
                for (uint j = 0; j < spec.Outputs; j++)
                    y[(int)row, (int)j] = random.Normal(row, 50 + j);
            }
        }

        return new Examples<double>(x, y);
    }

    private static IEnumerable<T> Described<T>(Catalog<T> catalog)
        => catalog.Select(entry => entry.Create([.. entry.Parameters.Select(parameter => parameter.Default)]));

    private sealed record WrongTanh : Activation<WrongTanh.Formulas>
    {
        public override Notation Notation => new("wrong-tanh");

        protected override Formulas Kernel => default;

        public readonly struct Formulas : IActivationKernel
        {
            public static bool DerivativeFromOutput => true;

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public TLanes Value<TLanes>(TLanes z)
                where TLanes : struct, ILanes<TLanes>
                => Elementary.Tanh(z);

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public TLanes Derivative<TLanes>(TLanes a)
                where TLanes : struct, ILanes<TLanes>
                => 1 - a;
        }
    }
}
