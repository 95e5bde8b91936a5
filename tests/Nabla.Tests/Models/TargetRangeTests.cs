using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Numerics;

namespace Nabla.Tests.Models;

/// <summary>A loss that is for parts of 1 refuses other numbers: its cost would fall without end.</summary>
public class TargetRangeTests
{
    [Theory]
    [InlineData("binary-cross-entropy", 1.5, 0, "data set 'd', row 1: binary-cross-entropy wants targets from 0 to 1, not 1.5")]
    [InlineData("binary-cross-entropy", -0.1, 0, "data set 'd', row 1: binary-cross-entropy wants targets from 0 to 1, not -0.1")]
    [InlineData("cross-entropy", 0.5, 0.6, "data set 'd', row 1: cross-entropy wants targets of 0 or more that sum to 1 in each row: it is for classes")]
    [InlineData("cross-entropy", 1.5, -0.5, "data set 'd', row 1: cross-entropy wants targets of 0 or more that sum to 1 in each row: it is for classes")]
    public void Other_targets_are_refused(string loss, double first, double second, string sentence)
    {
        var regressor = new MlpRegressor(new() { Network = new() { Loss = Loss.All.Parse(loss) }, Training = new() { Epochs = 1 } });
        Dataset data = Data([0.25, 0.75], [first, second]);
        Assert.Equal(sentence, Assert.Throws<ArgumentException>(() => regressor.Fit(data)).Message);
        Assert.Equal(sentence, Assert.Throws<ArgumentException>(() => ModelTrainer.CheckGradient(data, regressor.Settings)).Message);
    }

    [Theory]
    [InlineData("binary-cross-entropy")]
    [InlineData("cross-entropy")]
    public void Parts_of_1_are_learned(string loss)
    {
        var regressor = new MlpRegressor(new() { Network = new() { Loss = Loss.All.Parse(loss) }, Training = new() { Epochs = 400, LearningRate = 0.02 } });
        Matrix<double> found = regressor.Fit(Data([0.25, 0.75], [0.6, 0.4])).PredictValues(Matrix<double>.From([[0], [1]]));
        Assert.Equal(0.25, found[0, 0], 0.05);
        Assert.Equal(0.4, found[1, 1], 0.05);
    }

    private static Dataset Data(params double[][] targets)
        => Dataset.Regression("d", Matrix<double>.From([[0], [1]]), ["x"], Matrix<double>.From(targets), ["left", "right"]);
}
