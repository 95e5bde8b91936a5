using Nabla.Models;
using Nabla.Reports.Figures;
using Nabla.Tests.Data;

namespace Nabla.Reports.Tests.Guide;

/// <summary>What docs/guide/from-neuron-to-network.md says in numbers.</summary>
public class StepTests
{
    public static TheoryData<string> Names => [.. Steps.Pictures.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_step_makes_its_picture(string name) => Assert.NotEmpty(Steps.Pictures[name]().Traces);

    [Fact]
    public void The_network_of_seven_units_gives_the_numbers_worked_out_by_hand()
    {
        double[] expected = [.8909, .9677, .9910, .8355], found = Steps.Layers();
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 5e-5));
    }

    [Fact]
    public void Two_neurons_make_a_bump()
    {
        IReadOnlyList<double> bump = ((LineTrace)Steps.TwoNeurons().Traces[2]).Y;
        Assert.Equal([0, 1, 0], new[] { bump[0], bump[80], bump[^1] }.Select(a => Math.Round(a, 4)));
    }

    [Fact]
    public void The_walk_ends_near_the_minimum() => Assert.Equal(2.249965, Steps.Walk(), 1e-6);

    [Fact]
    public void Backpropagation_and_differences_agree() => Assert.InRange(Steps.GradientError(Steps.Circles), 0, 1e-6);

    [Fact]
    public void A_line_gets_about_half_of_the_circles_right_and_three_hidden_units_all()
    {
        Assert.InRange(Steps.Linear.Score(Steps.Circles).Accuracy!.Value, 0.4, 0.7);
        Assert.Equal(1, Steps.Bent.Score(Steps.Circles).Accuracy);
    }

    [Fact]
    public void A_picture_is_written_as_a_page()
    {
        Assert.SkipUnless(Report.CanDrawCharts, "built without Node: no charts");
        using var folder = new TemporaryFolder();
        string path = folder.File("neuron.html");
        Steps.WriteTo(path, Steps.NeuronWeight());
        Assert.Contains("<html", File.ReadAllText(path), StringComparison.Ordinal);
    }
}
