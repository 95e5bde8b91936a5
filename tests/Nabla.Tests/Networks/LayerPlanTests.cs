using Nabla.Networks;

namespace Nabla.Tests.Networks;

/// <summary>What a network hands out to its layers while it is compiled.</summary>
public class LayerPlanTests
{
    [Fact]
    public void A_network_has_as_many_parameters_as_an_array_holds_and_no_more()
    {
        var slices = new SliceList();
        slices.Add(0, "first", Array.MaxLength - 6, 1, isWeight: true);
        ParameterSlice last = slices.Add(1, "last", 2, 3, isWeight: false);
        Assert.Equal((Array.MaxLength - 6, Array.MaxLength), (last.Offset, slices.Length));
        Assert.Equal("a network of more than 2147483591 parameters is too large", Assert.Throws<ArgumentException>(() => slices.Add(1, "more", 1, 1, isWeight: false)).Message);
        Assert.Throws<ArgumentException>(() => new SliceList().Add(0, "square", 65_536, 65_536, isWeight: true));
        Assert.Equal((2, Array.MaxLength), (slices.Count, slices.Length)); // what was refused is not there
    }

    [Fact]
    public void Layers_of_one_kind_have_names_and_draws_of_their_own()
    {
        var plan = new LayerPlan(3);
        string[] names = [.. Enumerable.Range(0, 3).Select(_ => plan.Parameter("scale", 1, 3, new Constant(1), 3, isWeight: false).Part)];
        Assert.Equal(["scale", "scale2", "scale3"], names);
        DrawKey[] draws = [plan.Draws(7), plan.Draws(7), plan.Draws(8), plan.Draws(7)];
        Assert.Equal([new(7, 0), new(7, 1 << 16), new(8, 0), new(7, 2 << 16)], draws);
    }
}
