using System.Text.Json;
using Nabla.Data;
using Nabla.Inspection;
using Nabla.Models;
using Nabla.Numerics;

namespace Nabla.Tests.Inspection;

public class PartialDependenceTests
{
    [Theory]
    [InlineData("dependence", 12)]
    [InlineData("distinct", 30)]
    public void It_is_that_of_scikit_learn(string name, int points)
    {
        JsonElement[] expected = [.. Fixture.Json("Selection/inspection.json").GetProperty(name).EnumerateArray()];
        for (int column = 0; column < expected.Length; column++)
        {
            PartialDependence found = PartialDependence.Of(LinearModels.Logistic, LinearModels.Iris, column, points);
            double[] values = expected[column].GetProperty("values").Doubles();
            double[][] average = expected[column].GetProperty("average").Rows();
            Assert.Equal(values.Length, found.Points.Count);
            for (int i = 0; i < values.Length; i++)
            {
                Assert.Equal(values[i], found.Points[i].Value, 1e-12);
                for (int k = 0; k < 3; k++)
                    Assert.Equal(average[k][i], found.Points[i].Outputs[k].Mean, 1e-4);
            }
        }
    }

    [Fact]
    public void A_linear_model_has_a_straight_line_of_constant_spread()
    {
        PartialDependence found = PartialDependence.Of(LinearModels.Ridge, LinearModels.PetalWidths, 2, points: 3);
        Assert.Equal(["petal_width"], found.Outputs);
        Assert.Equal(found.Points[1].Outputs[0].Mean, (found.Points[0].Outputs[0].Mean + found.Points[2].Outputs[0].Mean) / 2, 1e-12);
        Assert.Equal(found.Points[0].Outputs[0].Deviation, found.Points[2].Outputs[0].Deviation, 1e-12);
    }

    [Fact]
    public void A_column_of_one_value_has_one_point()
    {
        Dataset one = LinearModels.Iris.SelectRows([5, 5, 5]);
        PartialDependencePoint point = Assert.Single(PartialDependence.Of(LinearModels.Logistic, one, 0).Points);
        Assert.Equal(one.Features[0, 0], point.Value);
        Assert.Equal(1, point.Outputs.Sum(output => output.Mean), 1e-12);
    }

    [Fact]
    public void A_column_that_is_nearly_always_the_same_has_no_more_points_than_wanted()
    {
        Dataset rare = SickData.Classes((row, noise) => row % 25 == 0 ? noise : 0);
        double[] grid = PartialDependence.Grid(rare, 2, 5);
        double[] values = [.. Enumerable.Range(0, rare.Rows).Select(row => rare.Features[row, 2])];
        Assert.Equal(5, grid.Length);
        Assert.Equal((values.Min(), values.Max()), (grid[0], grid[4]));
    }

    [Fact]
    public void A_column_of_days_is_set_to_days()
    {
        Table table = Columns.From(Enumerable.Range(0, 60), ("day", row => new DateTime(2024, 1, 1).AddDays(row)), ("y", row => row % 2 == 0 ? "a" : "b"));
        double[] grid = PartialDependence.Grid(Dataset.FromTable("days", table, TargetSchema.Of(table, ["y"])), 0, 8);
        Assert.Equal(8, grid.Length);
        Assert.All(grid, value => Assert.Equal(TimeSpan.Zero, DateValue.ToDate(value).TimeOfDay));
    }

    [Fact]
    public void The_predictions_are_those_of_the_model()
    {
        PartialDependence found = PartialDependence.Of(LinearModels.Logistic, LinearModels.Iris, 1, points: 5, threads: 3);
        Matrix<double> features = LinearModels.Iris.Features.SelectRows(Enumerable.Range(0, 150).ToArray());
        for (int row = 0; row < 150; row++)
            features[row, 1] = found.Points[3].Value;
        Matrix<double> probabilities = LinearModels.Logistic.PredictProbabilities(features);
        Assert.Equal(Enumerable.Range(0, 150).Average(row => probabilities[row, 2]), found.Points[3].Outputs[2].Mean, 1e-15);
    }

    [Fact]
    public void A_column_that_is_not_there_is_refused()
        => Assert.Throws<ArgumentOutOfRangeException>(() => PartialDependence.Of(LinearModels.Logistic, LinearModels.Iris, 4));
}
