using Nabla.Data;
using Nabla.Inspection;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Reports.Figures;
using Nabla.Reports.Pictures;
using Nabla.Reports.Sections;
using Nabla.Selection;

namespace Nabla.Reports.Tests.Pictures;

public class PictureTests
{
    [Fact]
    public void A_plane_is_looked_at_row_by_row()
    {
        var plane = new Plane((0, 2), (10, 12), Steps: 3);
        Matrix<double> values = plane.Values(points => new Matrix<double>([.. Enumerable.Range(0, points.Rows).Select(i => points[i, 0] + points[i, 1])], points.Rows, 1))[0];
        Assert.Equal([10, 11, 12, 11, 12, 13, 12, 13, 14], values.Data);
    }

    [Fact]
    public void Data_of_three_features_has_no_plane()
        => Assert.Throws<ArgumentException>(() => Plane.Around(Datasets.Iris()));

    [Fact]
    public void Points_on_the_boundary_plane_have_equal_probabilities()
    {
        (Model model, Dataset data) = Samples.Moons;
        Figure figure = HiddenSpace.Of(model, data);
        PolygonTrace boundary = Assert.Single(figure.Traces.OfType<PolygonTrace>());
        Matrix<double> weights = model.Weights(2);
        double[] biases = model.Parameters(model.Slices.Single(slice => slice.Layer == 2 && slice.Part == "biases"));
        foreach ((double x, double y, double z) in boundary.Corners)
        {
            double Output(int k) => biases[k] + (x * weights[0, k]) + (y * weights[1, k]) + (z * weights[2, k]);
            Assert.Equal(Output(0), Output(1), 1e-9);
        }
    }

    [Fact]
    public void Traced_activations_are_those_of_the_model()
    {
        (Model model, Dataset data) = Samples.Digits;
        Matrix<double> outputs = model.PredictProbabilities(data.Features), traced = model.Trace(data.Features)[^1].A;
        for (int i = 0; i < outputs.Data.Length; i++)
            Assert.Equal(outputs.Data[i], traced.Data[i], 1e-5);
    }

    [Fact]
    public void A_neuron_is_the_activation_of_a_straight_line()
    {
        LineTrace curve = Assert.IsType<LineTrace>(FunctionPictures.Neuron(new Sigmoid(), [(2, -1)]).Traces[0]);
        for (int i = 0; i < curve.X.Count; i++)
            Assert.Equal(1 / (1 + Math.Exp(1 - (2 * curve.X[i]))), curve.Y[i], 1e-14);
    }

    [Fact]
    public void An_image_stands_upright()
    {
        Dataset digits = Datasets.Digits();
        HeatmapTrace image = Assert.IsType<HeatmapTrace>(ImagePicture.Of(digits, 3).Traces[0]);
        Assert.Equal(digits.Features[3, 10], image.Z[1, 2]);
        Assert.True(ImagePicture.Of(digits, 3).Y.Range is var (top, bottom) && top > bottom);
    }

    [Fact]
    public void The_most_important_feature_stands_on_top_and_is_explained()
    {
        Spread Drop(double mean) => new(mean, 0.01);
        var importance = new PermutationImportance("accuracy", 0.9, [new("a", Drop(0.1), []), new("b", Drop(0.3), [])]);
        PartialDependencePoint[] points = [new(0, [Drop(0.2)]), new(1, [Drop(0.8)])];
        Section section = InspectionSection.Of(importance, [new PartialDependence("b", ["y"], points)]);
        Figure[] figures = [.. section.Blocks.Cast<Figure>()];
        Assert.Equal(["a", "b"], Assert.IsType<BarTrace>(figures[0].Traces[0]).Names);
        Assert.Contains("The largest drop is for “b”: 0.3 of 0.9", figures[0].Description, StringComparison.Ordinal);
        Assert.Equal([0.2, 0.8], Assert.IsType<LineTrace>(figures[1].Traces[0]).Y);
    }

    [Fact]
    public void Histograms_count_every_number()
    {
        Histogram histogram = Histogram.Of([0, 0.1, 0.5, 1, 1], 0, 1, 2);
        Assert.Equal([2, 3], histogram.Counts);
        Assert.Equal([0.25, 0.75], histogram.Middles);
    }
}
