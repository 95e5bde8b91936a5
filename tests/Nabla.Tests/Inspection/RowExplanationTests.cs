using Nabla.Data;
using Nabla.Inspection;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Numerics;

namespace Nabla.Tests.Inspection;

public class RowExplanationTests
{
    public static TheoryData<string> Activations => ["relu", "tanh", "sigmoid", "gelu"];

    [Theory]
    [MemberData(nameof(Activations))]
    public void Integrated_gradients_sum_to_the_difference_of_the_predictions(string activation)
    {
        var settings = new MlpSettings { Network = new(12, 8) { Activation = Activation.All.Parse(activation) }, Training = new() { Epochs = 30, LearningRate = 0.01 } };
        Model model = ModelTrainer.Train(new DataParts(Datasets.Iris()), settings).Model;
        foreach (int row in (int[])[0, 70, 149])
        {
            RowExplanation explanation = RowExplanation.Of(model, Datasets.Iris(), row);
            double sum = explanation.Features.Sum(feature => feature.IntegratedGradient.Mean);
            Assert.Equal(explanation.Prediction - explanation.Reference, sum, 2e-3);
            Assert.Equal(model.PredictProbabilities(Datasets.Iris().Features)[row, model.PredictClassIndices(Datasets.Iris().Features)[row]], explanation.Prediction, 1e-5);
        }
    }

    [Fact]
    public void A_linear_model_has_weight_times_difference_by_both_methods()
    {
        Dataset data = LinearModels.PetalWidths;
        RowExplanation explanation = RowExplanation.Of(LinearModels.Ridge, data, 3, references: 149);
        Matrix<double> changed = data.Features.SelectRows([3, 3, 3]);
        for (int column = 0; column < 3; column++)
        {
            // All other rows but row 3 are references.
            double mean = Enumerable.Range(0, data.Rows).Where(row => row != 3).Average(row => data.Features[row, column]);
            changed[column, column] = mean;
            double expected = LinearModels.Ridge.PredictValues(data.Features)[3, 0] - LinearModels.Ridge.PredictValues(changed)[column, 0];
            Assert.Equal(expected, explanation.Features[column].IntegratedGradient.Mean, 1e-12);
            Assert.Equal(expected, explanation.Features[column].GradientTimesInput.Mean, 1e-12);
            Assert.Equal(data.Features[3, column], explanation.Features[column].Value);
        }

        Assert.Equal("petal_width", explanation.Output);
    }

    [Fact]
    public void The_two_classes_of_a_single_output_are_each_others_opposite()
    {
        Dataset moons = Datasets.Load("moons");
        Model model = ModelTrainer.Train(new DataParts(moons), new MlpSettings { Network = new() { OutputActivation = new Sigmoid() }, Training = new() { Epochs = 5 } }).Model;
        RowExplanation first = RowExplanation.Of(model, moons, 7, output: 0), second = RowExplanation.Of(model, moons, 7, output: 1);
        Assert.Equal(1, first.Prediction + second.Prediction, 1e-12);
        Assert.Equal(first.Features[1].IntegratedGradient.Mean, -second.Features[1].IntegratedGradient.Mean, 1e-12);
    }

    [Fact]
    public void A_single_label_is_explained_by_its_own_probability()
    {
        Dataset moons = Datasets.Load("moons");
        var yes = new Matrix<double>([.. moons.Labels.Select(label => (double)label)], moons.Rows, 1);
        Dataset label = Dataset.MultiLabel("one", moons.Features, moons.FeatureNames, yes, ["upper"]);
        Model model = ModelTrainer.Train(new DataParts(label), new MlpSettings { Training = new() { Epochs = 20 } }).Model;
        RowExplanation explanation = RowExplanation.Of(model, label, 7);
        Assert.Equal(model.PredictProbabilities(label.Features)[7, 0], explanation.Prediction, 1e-6);
        Assert.Equal(explanation.Prediction - explanation.Reference, explanation.Features.Sum(feature => feature.IntegratedGradient.Mean), 1e-3);
    }

    [Fact]
    public void A_column_the_network_does_not_look_at_contributes_nothing()
    {
        Dataset iris = Datasets.Iris();
        Matrix<double> features = iris.Features.SelectRows(Enumerable.Range(0, 150).ToArray());
        for (int row = 0; row < 150; row++)
            features[row, 2] = 4; // constant: the scaler makes it 0
        Dataset blind = Dataset.Classification("iris", features, iris.FeatureNames, iris.Labels, iris.ClassNames);
        RowExplanation explanation = RowExplanation.Of(Baselines.TrainLinear(blind, 1), iris, 120);
        Assert.Equal(0, explanation.Features[2].IntegratedGradient.Mean);
        Assert.Equal(0, explanation.Features[2].GradientTimesInput.Deviation);
    }

    [Fact]
    public void What_cannot_be_explained_is_refused()
    {
        Model model = LinearModels.Logistic;
        Assert.Contains("row 150: expected 0 to 149", Assert.Throws<ArgumentOutOfRangeException>(() => RowExplanation.Of(model, LinearModels.Iris, 150)).Message, StringComparison.Ordinal);
        Assert.Contains("output 3: expected 0 to 2", Assert.Throws<ArgumentOutOfRangeException>(() => RowExplanation.Of(model, LinearModels.Iris, 0, output: 3)).Message, StringComparison.Ordinal);
        Assert.Contains("one row cannot be compared", Assert.Throws<ArgumentException>(() => RowExplanation.Of(model, LinearModels.Iris.SelectRows([0]), 0)).Message, StringComparison.Ordinal);
    }
}
