using Nabla.Data;
using Nabla.Inspection;
using Nabla.Models;
using Nabla.Numerics;
using Nabla.Selection;
using Nabla.Tests.Data;

namespace Nabla.Tests.Models;

/// <summary>Scores of rows that were seen, features in another order, damaged files, numbers out of range, thresholds.</summary>
public sealed class FaultsOfModelsTests
{
    private static readonly MlpSettings Short = new() { Network = new(4), Training = new() { Epochs = 3 } };

    [Fact]
    public void Features_in_another_order_are_found_by_name_and_others_refused()
    {
        Dataset iris = Datasets.Load("iris");
        Model model = ModelTrainer.Train(new DataParts(iris), Short).Model;
        Dataset reordered = Named(iris, [3, 0, 2, 1]), renamed = Dataset.Classification(iris.Name, iris.Features, ["a", "b", "c", "d"], iris.Labels, iris.ClassNames);
        Assert.Equal(model.Score(iris), model.Score(reordered));
        Assert.Contains("expected the same names", Assert.Throws<ArgumentException>(() => model.Score(renamed)).Message, StringComparison.Ordinal);

        Model further = ModelTrainer.Train(new DataParts(iris), Short, from: model).Model;
        Assert.Equal(further.Score(iris), ModelTrainer.Train(new DataParts(reordered), Short, from: model).Model.Score(iris));
        Assert.Throws<ArgumentException>(() => ModelTrainer.Train(new DataParts(renamed), Short, from: model));
    }

    [Fact]
    public void Every_flipped_bit_of_a_model_file_is_noticed()
    {
        byte[] bytes = Bytes(ModelTrainer.Train(new DataParts(Datasets.Load("iris")), Short).Model);
        Assert.NotNull(Model.Load(new MemoryStream(bytes)));
        var random = new CounterRandom(1, RandomPurpose.Generator);
        for (uint i = 0; i < 2000; i++)
        {
            int at = i < 1000 ? bytes.Length - 1 - (int)(i % 200) : random.Below(bytes.Length, i);
            byte mask = (byte)(1 << random.Below(8, i, 1));
            bytes[at] ^= mask;
            Assert.ThrowsAny<Exception>(() => Model.Load(new MemoryStream(bytes)));
            bytes[at] ^= mask;
        }
    }

    [Fact]
    public void Going_on_with_the_same_parts_keeps_the_test_part_unseen()
    {
        Dataset iris = Datasets.Load("iris");
        DataParts parts = Split.TrainTest(iris, 0.25, seed: 1), others = Split.TrainTest(iris, 0.25, seed: 2);
        Model first = ModelTrainer.Train(parts, Short).Model;
        Assert.Equal(0, first.Info.SeenTestRows);
        Assert.Equal(0, ModelTrainer.Train(parts, Short, from: first).Model.Info.SeenTestRows);

        Model second = ModelTrainer.Train(others, Short, from: first).Model;
        Assert.InRange(second.Info.SeenTestRows, 20, 38);
        Assert.Equal(second.Info.SeenTestRows, Loaded(second).Info.SeenTestRows);

        // The memory is that of all runs: going back to the first parts does not make them unseen.
        Assert.InRange(ModelTrainer.Train(parts, Short, from: Loaded(second)).Model.Info.SeenTestRows, 20, 38);

        Model forgetful = ModelTrainer.Train(parts, Short, new RunControl { RememberRows = false }).Model;
        Assert.Null(Loaded(forgetful).Rows);
        Assert.Equal(38, ModelTrainer.Train(others, Short, from: forgetful).Model.Info.SeenTestRows);
    }

    [Fact]
    public void The_memory_knows_every_row_and_takes_few_others_for_known()
    {
        Dataset known = Noise(5000, seed: 1), other = Noise(5000, seed: 2);
        Model model = Loaded(ModelTrainer.Train(new DataParts(known), Short).Model);
        RowMemory rows = model.Rows!;
        Assert.Equal(5000, rows.Count(known));
        Assert.InRange(rows.Count(other), 0, 40);
        Assert.InRange(rows.FalsePositives, 0.002, 0.005);
        Assert.Equal(0, rows.CountSurely(other));
        Assert.InRange(Bytes(model).Length - Bytes(ModelTrainer.Train(new DataParts(known), Short, new RunControl { RememberRows = false }).Model).Length, 5000, 2 * 5000 + 100);
    }

    [Fact]
    public void Groups_are_in_one_part_and_one_fold()
    {
        Dataset data = Noise(600, seed: 3).WithGroups([.. Enumerable.Range(0, 600).Select(row => row * 7 % 50)]);
        DataParts parts = Split.TrainValidationTest(data, 0.2, 0.25, seed: 1);
        int[][] groups = [[.. parts.Train.Groups!.Distinct()], [.. parts.Validation!.Groups!.Distinct()], [.. parts.Test!.Groups!.Distinct()]];
        Assert.Equal(50, groups.Sum(part => part.Length));
        Assert.Equal(50, groups.SelectMany(part => part).Distinct().Count());
        Assert.InRange(parts.Test.Rows, 150, 165);
        foreach (Fold fold in Folds.Of(data))
            Assert.Empty(fold.Test.Select(row => data.Groups![row]).Intersect(fold.Training.Select(row => data.Groups![row])));
    }

    [Fact]
    public void The_latest_rows_are_the_test_part()
    {
        Dataset data = Noise(100, seed: 4).WithTimes([.. Enumerable.Range(0, 100).Select(row => (double)(row * 37 % 100 / 2))]);
        DataParts parts = Split.TrainValidationTest(data, 0.1, 0.25, seed: 1);
        Assert.True(parts.Train.Times!.Max() < parts.Validation!.Times!.Min() && parts.Validation.Times!.Max() < parts.Test!.Times!.Min());
        Assert.Throws<InvalidDataException>(() => Split.TrainTest(data.WithTimes(new double[100]), 0.25, seed: 1));
    }

    [Fact]
    public void A_value_far_outside_the_range_of_training_makes_no_nonsense()
    {
        Dataset data = Noise(200, seed: 5);
        Model model = ModelTrainer.Train(new DataParts(data), Short).Model, open = ModelTrainer.Train(new DataParts(data), Short with { Preprocessing = new() { ClipRange = null } }).Model;
        double[] row = data.Features.Row(0).ToArray(), end = [.. row];
        row[0] = 1e6;
        end[0] = model.Preprocessor.GreatestFeatures[0];
        Assert.Equal(model.PredictValue<double>(end), model.PredictValue<double>(row));
        Assert.NotEqual(open.PredictValue<double>(end), open.PredictValue<double>(row));
        Assert.Equal(open.PredictValues(data.Features).Data, model.PredictValues(data.Features).Data);

        var counts = new long[data.Features.Columns];
        model.Preprocessor.CountClipped(new Matrix<double>(row, 1, row.Length), counts);
        Assert.Equal(1, counts[0]);
        Assert.Equal(0, counts[1]);
    }

    [Fact]
    public void Numbers_that_are_too_large_are_refused_by_row()
    {
        var features = new Matrix<double>([1, 2, 3], 3, 1);
        Refused("row 1, column 'y': the target 1E+308 is too large", () => Dataset.Regression("d", features, ["x"], new Matrix<double>([1, 1e308, 2], 3, 1), ["y"]));
        Refused("row 2: weight 1E+40", () => Dataset.Regression("d", features, ["x"], new Matrix<double>([1, 1, 2], 3, 1), ["y"]).WithWeights([1, 1, 1e40]));
        Refused("row 1: the label is NaN", () => new MlpClassifier().Fit(features, [0.0, double.NaN, 1.0]));
        Refused("row 2: the label is null", () => new MlpClassifier().Fit(features, ["a", "b", null!]));
        Refused("row 0 is null", () => Columns.FromDictionaries([null!]));
        Refused("a class weight of 1E+40", () => ClassWeights.Parse("1,1e40"));
        Table table = Columns.From(Enumerable.Range(0, 300), ("x", row => row), ("price", row => row + 0.5));
        Refused("MlpRegressor", () => new MlpClassifier().Fit(table, "price"));

        static void Refused(string sentence, Action run)
            => Assert.Contains(sentence, Assert.ThrowsAny<Exception>(run).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.3")]
    [InlineData("best")]
    [InlineData("cost:FN=5,FP=1")]
    public void A_threshold_is_kept_and_used(string text)
    {
        Dataset moons = Datasets.Load("moons", new DatasetOptions { Rows = 300, Noise = 0.4 });
        DataParts parts = Split.TrainTest(moons, 0.25, seed: 1);
        MlpSettings settings = Short with { Training = new() { Epochs = 20 } };
        Model plain = ModelTrainer.Train(parts, settings).Model, model = Loaded(ThresholdRule.Parse(text).Apply(plain, parts, settings));
        double threshold = model.Info.Threshold!.Value;
        Matrix<double> probabilities = model.PredictProbabilities(parts.Test!.Features);
        int[] expected = [.. Enumerable.Range(0, parts.Test.Rows).Select(row => probabilities[row, 1] > threshold ? 1 : 0)];
        Assert.Equal(expected, model.PredictClassIndices(parts.Test.Features));
        Assert.Equal(expected[0], model.PredictClassIndex<double>(parts.Test.Features.Row(0)));
        Assert.Equal(expected.Zip(parts.Test.Labels).Count(pair => pair.First == pair.Second) / (double)parts.Test.Rows, model.Info.Scores.Test!.Accuracy!.Value, 12);
        Assert.Equal(plain.Info.Scores.Test!.Loss, model.Info.Scores.Test.Loss);
        if (text.StartsWith("cost", StringComparison.Ordinal))
            Assert.True(threshold < 0.5); // what is dear to miss is predicted earlier
        Assert.Throws<ArgumentException>(() => ThresholdRule.Best.Apply(ModelTrainer.Train(new DataParts(Datasets.Load("iris")), Short).Model, parts, settings));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("nan")]
    [InlineData("cost:FN=5")]
    [InlineData("cost:FN=5,FP=0")]
    [InlineData("cost:FN=5,FN=1")]
    [InlineData("good")]
    public void What_is_no_threshold_is_refused(string text) => Assert.Throws<FormatException>(() => ThresholdRule.Parse(text));

    [Fact]
    public void A_fit_worse_than_the_mean_is_found_with_its_cause()
    {
        Dataset sine = Datasets.Load("sine");
        Dataset high = Dataset.Regression("high", sine.Features, sine.FeatureNames, new Matrix<double>(Array.ConvertAll(sine.Targets!.Data, y => 50 + y), sine.Rows, 1), sine.TargetNames);
        Model model = ModelTrainer.Train(new DataParts(high), Short with { Network = new(4) { OutputActivation = Nabla.Networks.Activation.All.Parse("sigmoid") } }).Model;
        Finding finding = Doctor.WorseThanMean(model, high)!;
        Assert.Equal(FindingKind.OutputRange, finding.Kind);
        Assert.Contains("sigmoid output gives 0 to 1", finding.Sentence, StringComparison.Ordinal);
        Assert.Contains(Doctor.Examine(model, new DataParts(high)), one => one.Kind == FindingKind.OutputRange);
    }

    [Fact]
    public void Columns_that_count_rows_or_name_groups_are_noticed()
    {
        Dataset data = Noise(200, seed: 6);
        var features = new Matrix<double>(200, 2);
        for (int row = 0; row < 200; row++)
            (features[row, 0], features[row, 1]) = (row + 1, row / 4);
        Dataset numbered = Dataset.Regression("d", features, ["RowNumber", "patient"], data.Targets!, data.TargetNames);
        FindingKind[] kinds = [.. Doctor.Examine(numbered).Select(finding => finding.Kind)];
        Assert.Contains(FindingKind.RowCounter, kinds);
        Assert.Contains(FindingKind.GroupedRows, kinds);
        Assert.DoesNotContain(FindingKind.GroupedRows, Doctor.Examine(numbered.WithGroups([.. Enumerable.Range(0, 200).Select(row => row / 4)])).Select(finding => finding.Kind));
    }

    private static Dataset Noise(int rows, ulong seed)
    {
        var random = new CounterRandom(seed, RandomPurpose.Generator);
        var features = new Matrix<double>(rows, 3);
        var targets = new Matrix<double>(rows, 1);
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < 3; column++)
                features[row, column] = random.Uniform((uint)row, (uint)column);
            targets[row, 0] = features[row, 0] + random.Uniform((uint)row, 9);
        }

        return Dataset.Regression("noise", features, ["a", "b", "c"], targets, ["y"]);
    }

    private static Dataset Named(Dataset data, int[] order)
    {
        var features = new Matrix<double>(data.Rows, order.Length);
        for (int row = 0; row < data.Rows; row++)
        {
            for (int i = 0; i < order.Length; i++)
                features[row, i] = data.Features[row, order[i]];
        }

        return Dataset.Classification(data.Name, features, [.. order.Select(column => data.FeatureNames[column])], data.Labels, data.ClassNames);
    }

    private static byte[] Bytes(Model model)
    {
        var stream = new MemoryStream();
        model.Save(stream);
        return stream.ToArray();
    }

    private static Model Loaded(Model model) => Model.Load(new MemoryStream(Bytes(model)));
}
