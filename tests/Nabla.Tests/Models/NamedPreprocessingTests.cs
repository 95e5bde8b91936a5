using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Training;

namespace Nabla.Tests.Models;

/// <summary>Preprocessing by name: smooth clips, levels as one column or as vectors, limits of predictions, numbers as vectors.</summary>
public class NamedPreprocessingTests
{
    [Fact]
    public void A_robust_clip_is_its_formula()
    {
        double[] values = [7, 1, 2, 3, 10, 4, 1000];
        var x = new Matrix<double>(values, values.Length, 1);
        Scaler scaler = Scaler.Fit(ScalerMethod.RobustClip, x);
        Assert.Equal((4, 8.5 - 2.5), (scaler.Offset[0], scaler.Scale[0])); // sorted 1 2 3 4 7 10 1000, quartiles at positions 1.5 and 4.5
        Matrix<double> y = scaler.Transform<double>(x);
        for (int row = 0; row < values.Length; row++)
        {
            double z = (values[row] - 4) / 6;
            Assert.Equal(z / Math.Sqrt(1 + (z / 3 * (z / 3))), y[row, 0], 1e-15);
        }

        Assert.InRange(y[6, 0], 2.99, 3);
        Matrix<double> back = scaler.Inverse<double>(y);
        for (int row = 0; row < values.Length; row++)
            Assert.Equal(values[row], back[row, 0], 1e-15 * Math.Pow(1 + Math.Pow((values[row] - 4) / 18, 2), 1.5) * 100); // a rounding of y, times ∂x/∂y
    }

    [Theory]
    [InlineData(new double[] { 0, 0, 0, 0, 0, 0, 8 }, 0, 4)] // quartiles alike: half the range
    [InlineData(new double[] { 5, 5, 5 }, 5, 0)] // constant
    public void Where_quartiles_are_alike_half_the_range_stands_for_their_distance(double[] values, double offset, double scale)
    {
        Scaler scaler = Scaler.Fit(ScalerMethod.RobustClip, new Matrix<double>(values, values.Length, 1));
        Assert.Equal((offset, scale), (scaler.Offset[0], scaler.Scale[0]));
    }

    [Fact]
    public void Enormous_values_are_3()
    {
        var scaler = new Scaler(ScalerMethod.RobustClip, [0], [1e-300]);
        double[] y = new double[1];
        scaler.Transform<double, double>([-1e300], y);
        Assert.Equal(-3, y[0]);
    }

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.975, 1.959963984540054)] // by Python's statistics.NormalDist().inv_cdf
    [InlineData(0.3, -0.5244005127080409)]
    [InlineData(0.001, -3.090232306167813)]
    [InlineData(1e-7, -5.199337582192816)]
    [InlineData(1e-15, -7.941345326170997)]
    public void The_normal_quantile(double p, double expected) => Assert.Equal(expected, Elementary.NormalQuantile(p), 1e-14);

    [Fact]
    public void Quantiles_make_a_column_normal_and_equal_values_are_in_their_middle()
    {
        double[] values = [.. Enumerable.Range(0, 1000).Select(i => Math.Pow(i, 3)), .. Enumerable.Repeat(1e9, 500)];
        var x = new Matrix<double>(values, values.Length, 1);
        Scaler scaler = Scaler.Fit(ScalerMethod.Quantile, x);
        Assert.Equal(50, scaler.Quantiles![0].Values.Count);
        Matrix<double> y = scaler.Transform<double>(x);
        for (int i = 0; i < 1000; i += 50)
            Assert.Equal(Elementary.NormalQuantile(Math.Clamp(i / 1499.0, 1e-7, 1 - 1e-7)), y[i, 0], i < 10 ? 1e-9 : 0.05);

        // From the first of the quantiles that are 1e9 to the last: 33 of 49 (at rows 1009.5 …) to 49.
        int first = scaler.Quantiles[0].Values.Index().First(value => value.Item == 1e9).Index;
        Assert.Equal(Elementary.NormalQuantile(0.5 * ((first / 49.0) + 1)), y[1200, 0], 1e-12);
        double[] ends = new double[1];
        scaler.Transform<double, double>([-1], ends);
        Assert.Equal(Elementary.NormalQuantile(1e-7), ends[0]);
        scaler.Transform<double, double>([double.PositiveInfinity], ends);
        Assert.Equal(Elementary.NormalQuantile(1 - 1e-7), ends[0]);
        Assert.Throws<NotSupportedException>(() => scaler.Inverse<double>(y));
        Assert.Throws<ArgumentException>(() => new ColumnQuantiles(0, [1, 1]));
        Assert.Throws<ArgumentException>(() => new Scaler(ScalerMethod.Quantile, [0], [1]) { Quantiles = [new ColumnQuantiles(1, [0, 1])] });
    }

    [Fact]
    public void A_model_keeps_its_quantiles_and_no_row_allocates()
    {
        Table people = People.Table(60).Without("spends");
        Model model = new MlpClassifier(new() { Network = new(3), Training = new() { Epochs = 2 }, Preprocessing = new() { Scaling = ScalerMethod.Quantile } }).Fit(people, "buys");
        Model read = Model.Load(new MemoryStream(SampleModels.ToBytes(model)));
        Assert.Equal(model.Preprocessor, read.Preprocessor);
        Matrix<double> rows = people.Encoded(read);
        Assert.Equal(model.Outputs(rows).Data, read.Outputs(rows).Data);
        double[] features = new double[read.Preprocessor.FeatureCount];
        read.Preprocessor.Transform<double, double>(rows.Row(0), features);
        Assert.Equal(0, Allocated.By(() => read.Preprocessor.Transform<double, double>(rows.Row(1), features)));
    }

    [Fact]
    public void Features_of_levels_are_scaled_too_and_codes_never()
    {
        Table table = new(
            Column("two", row => row % 4 == 0 ? "b" : "a"), Column("three", row => ((string[])["u", "v", "w"])[row % 3]), Column("many", row => $"m{row % 5}"), Column("y", row => row % 2 == 0 ? "yes" : "no"));
        Preprocessor fitted = Fit(table, new() { Scaling = ScalerMethod.RobustClip, TwoLevelsAsOne = true, EmbedBeyond = new(3, 6), ClipRange = null });
        Assert.Equal(["two=a/b", "three=u", "three=v", "three=w", "many (level)"], fitted.FeatureNames);
        Assert.Equal([4], fitted.Scaler.Codes!);
        EmbeddingEncoding many = Assert.IsType<EmbeddingEncoding>(fitted.Encodings[2]);
        Assert.Equal((6, 6), (many.Size, many.Levels));
        double[] features = new double[5];
        fitted.Transform<double, double>([0, 2, 4], features); // b, w, m4: codes are in the order of the rows

        // a in 30 of 40 rows, so ±1 has the median 1 and the quartiles 0.5 and 1 (at positions 9.75 and 29.25 of ten −1 and thirty 1).
        double pair = Clip((-1 - 1) / (1 - 0.5));
        Assert.Equal(pair, features[0], 1e-12);
        Assert.Equal(Clip((1 - 0) / (1 - 0.0)), features[3], 1e-12); // w in 13 of 40: the third quartile is 1
        Assert.Equal(4, features[4]);

        static double Clip(double z) => z / Math.Sqrt(1 + (z * z / 9));
    }

    [Fact]
    public void Two_levels_are_one_column_whose_gaps_and_strangers_are_0()
    {
        Table table = new(
            TableColumn.From("two", Enumerable.Range(0, 40).Select(row => row == 7 ? default : (Cell)(row % 4 == 0 ? "b" : "a"))), Column("y", row => row % 2 == 0 ? "yes" : "no"));
        Preprocessor fitted = Fit(table, new() { TwoLevelsAsOne = true });
        Assert.Equal(["two=a/b", "two is missing"], fitted.FeatureNames);
        Assert.Equal([-1, 0], Features(0)); // b
        Assert.Equal([1, 0], Features(1));
        Assert.Equal([0, 0], Features(-1));
        Assert.Equal([0, 1], Features(double.NaN));
        Preprocessor filled = Fit(table, new() { TwoLevelsAsOne = true, MissingCategories = MissingCategory.MostFrequent });
        double[] gap = new double[2];
        filled.Transform<double, double>([double.NaN], gap);
        Assert.Equal([1, 1], gap);

        double[] Features(double value)
        {
            double[] features = new double[2];
            fitted.Transform<double, double>([value], features);
            return features;
        }
    }

    [Fact]
    public void Predictions_stay_between_the_targets_of_training_where_that_is_asked_for()
    {
        Dataset training = Numbers(0, 10), beyond = Numbers(-40, 50);
        MlpSettings settings = new() { Network = new([]), Training = new() { Epochs = 200, LearningRate = 0.1 }, Preprocessing = new() { ClipRange = null } };
        Model free = new MlpRegressor(settings).Fit(training);
        Model kept = new MlpRegressor(settings with { Preprocessing = settings.Preprocessing with { ClampPredictions = true } }).Fit(training);
        double[] of = free.PredictValues(beyond.Features).Data, clamped = kept.PredictValues(beyond.Features).Data;
        (double least, double greatest) = (training.Targets!.Data.Min(), training.Targets.Data.Max());
        Assert.Contains(of, value => value < least - 1);
        for (int i = 0; i < of.Length; i++)
            Assert.Equal(Math.Clamp(of[i], least, greatest), clamped[i], 1e-4);

        // Training is the same, and what judges sees what is predicted.
        Assert.Equal(free.ParametersSha256(), kept.ParametersSha256());
        Evaluation judged = kept.Predictor.Evaluate(beyond, 1);
        double error = clamped.Zip(beyond.Targets!.Data, (a, y) => (a - y) * (a - y)).Sum() / 2 / (kept.Info.TargetScaler!.Scale[0] * kept.Info.TargetScaler.Scale[0]);
        Assert.Equal(error, judged.Loss, 1e-3);
        Model read = Model.Load(new MemoryStream(SampleModels.ToBytes(kept)));
        Assert.Equal(clamped, read.PredictValues(beyond.Features).Data);
        var e = Assert.Throws<ArgumentException>(() => new MlpClassifier(new() { Preprocessing = new() { ClampPredictions = true } }).Fit(Datasets.Iris()));
        Assert.Contains("only predictions of numbers can be clamped", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bins_are_quantiles_and_equal_ones_are_one()
    {
        Assert.Equal([0, 2.5, 5, 7.5, 10], PiecewiseLinear.Quantiles(Enumerable.Range(0, 11).Select(i => (double)i), 4));
        Assert.Equal([0, 1], PiecewiseLinear.Quantiles([0, 0, 0, 0, 1], 3));
        Assert.Equal([4, 5], PiecewiseLinear.Quantiles([4, 4], 3));
        var spec = new NetworkSpec(2, new PiecewiseLinear(new BinnedColumn(0, [0, 1, 3, 4])), new Dense(4) { Activation = new Identity(), Bias = false });
        Network<double> network = new(spec);
        for (int i = 0; i < 4; i++)
            network.Parameters[(i * 4) + i] = 1;
        double[] y = new double[4];
        foreach ((double x, double[] wanted) in new (double, double[])[] { (-2, [-2, 0, 0]), (0.5, [0.5, 0, 0]), (2, [1, 0.5, 0]), (6, [1, 1, 3]) })
        {
            network.Predict([x, 9], y);
            Assert.Equal([.. wanted, 9], y);
        }
    }

    [Fact]
    public void Numbers_alone_are_embedded_behind_the_vectors_of_categories()
    {
        Table people = People.Table(60).Without("spends");
        MlpSettings settings = new()
        {
            Network = new(5) { NumberEmbedding = new Pbld(), FeatureScale = true },
            Training = new() { Epochs = 2 },
            Preprocessing = new() { EmbedBeyond = new(3), Scaling = ScalerMethod.RobustClip },
        };
        Model model = new MlpClassifier(settings).Fit(people, "buys");
        Assert.Equal(["embedding", "periodic", "feature-scale", "dense", "dense"], model.Network.Layers.Select(LayerSpec.All.NameOf));
        var embedding = (Embedding)model.Network.Layers[0];
        int[] numbers = [.. model.Preprocessor.FeatureNames.Index().Where(feature => feature.Item is "age" or "born year" or "born month" or "born weekday").Select(feature => embedding.OutputsOf(feature.Index).Start.Value)];
        Assert.Equal(4, numbers.Length);
        Assert.Equal(numbers, ((PeriodicEmbedding)model.Network.Layers[1]).Columns);
        Model read = Model.Load(new MemoryStream(SampleModels.ToBytes(model)));
        Assert.Equal(model.Network, read.Network);
        Assert.Equal(model.Outputs(people.Encoded(model)).Data, read.Outputs(people.Encoded(read)).Data);
    }

    private static Preprocessor Fit(Table table, PreprocessingSettings settings)
        => Preprocessor.Fit(Dataset.FromTable("t", table, TargetSchema.Of(table, ["y"])), settings);

    private static TableColumn Column(string name, Func<int, string> text) => TableColumn.From(name, Enumerable.Range(0, 40).Select(row => (Cell)text(row)));

    private static Dataset Numbers(int from, int to)
    {
        double[] x = [.. Enumerable.Range(from, to - from).Select(i => i * 0.5)];
        return Dataset.Regression("line", new Matrix<double>(x, x.Length, 1), ["x"], new Matrix<double>(Array.ConvertAll(x, v => (3 * v) + 1), x.Length, 1), ["y"]);
    }
}
