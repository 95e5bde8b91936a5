using Nabla.Data;
using Nabla.Inspection;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Numerics;

namespace Nabla.Tests.Models;

/// <summary>Models of layers of every kind, from the table to the prediction.</summary>
public class LayeredModelTests
{
    private static readonly Model Model = SampleModels.Layered;

    // Rows with gaps, and some with a city that training never saw.
    private static readonly Matrix<double> Rows = WithStrangers(People.Table(40)).Encoded(Model);

    [Fact]
    public void A_row_alone_has_the_bits_it_has_among_others()
    {
        Matrix<double> together = Model.Outputs(Rows);
        var alone = new double[together.Columns];
        for (int row = 0; row < Rows.Rows; row++)
        {
            Model.Predictor.Outputs<double>(Rows.Row(row), alone);
            Assert.Equal(together.Row(row).ToArray(), alone);
        }
    }

    [Fact]
    public void A_row_allocates_nothing()
    {
        var outputs = new double[Model.Network.Outputs];
        Model.Predictor.Outputs<double>(Rows.Row(0), outputs);
        Assert.Equal(0, Allocated.By(() =>
        {
            for (int row = 0; row < Rows.Rows; row++)
                Model.Predictor.Outputs<double>(Rows.Row(row), outputs);
        }));
    }

    [Fact]
    public void A_missing_category_is_the_most_frequent_one_where_that_is_wanted()
    {
        Table people = People.Table(60);
        string frequent = Enumerable.Range(0, 60).Select(row => people["city"].Text(row)).OfType<string>().CountBy(city => city).MaxBy(city => city.Value).Key;
        Model model = Classifier(new() { Embeddings = [new CategoryEmbedding("city", 2)], MissingCategories = MissingCategory.MostFrequent }).Fit(people.Without("spends"), "buys");
        Model read = Model.Load(new MemoryStream(SampleModels.ToBytes(model)));
        Assert.Equal(model.Preprocessor, read.Preprocessor);
        Table gaps = WithCity(people, _ => null), filled = WithCity(people, _ => frequent), strange = WithCity(people, _ => "Bonn");
        Assert.Equal(Outputs(read, filled), Outputs(read, gaps));
        Assert.NotEqual(Outputs(read, strange), Outputs(read, gaps));
    }

    [Fact]
    public void Factors_of_inputs_that_are_all_codes_are_none()
    {
        Table cities = People.Table(60).Select("city", "buys");
        Model model = Classifier(new() { Embeddings = [new CategoryEmbedding("city")] }, new() { FeatureScale = true }).Fit(cities, "buys");
        Model read = Model.Load(new MemoryStream(SampleModels.ToBytes(model)));
        Assert.Equal(Outputs(model, cities), Outputs(read, cities));
    }

    [Fact]
    public void A_column_whose_name_ends_like_a_size_can_be_embedded()
    {
        Table people = People.Table(60);
        people = new Table(TableColumn.From("city:3", Enumerable.Range(0, 60).Select(row => people["city"].Text(row) is { } text ? (Cell)text : default)), people["buys"]);
        Assert.Equal(EmbeddingEncoding.UsualSize(4), SizeOf(CategoryEmbedding.Parse("city:3")));
        Assert.Equal(7, SizeOf(CategoryEmbedding.Parse("city:3:7")));

        int SizeOf(CategoryEmbedding embedding)
            => ((Embedding)Classifier(new() { Embeddings = [embedding] }).Fit(people, "buys").Network.Layers[0]).Columns[0].Size;
    }

    [Fact]
    public void What_cannot_be_embedded_is_refused()
    {
        Refused("column 'city' is embedded twice", "city", "city:3");
        Refused("there is no column 'buys' to embed: the features are", "buys");
        Refused("column 'age' is not a category, and only categories are embedded: read it as one first (--categorical)", "age");

        static void Refused(string reason, params string[] columns)
        {
            MlpClassifier classifier = Classifier(new() { Embeddings = [.. columns.Select(CategoryEmbedding.Parse)] });
            Assert.StartsWith(reason, Assert.Throws<ArgumentException>(() => classifier.Fit(People.Table(20), "buys")).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_slope_is_explained_above_the_vectors_whatever_stands_before_them()
    {
        var output = new ExplainedOutput(Model, 1);
        Matrix<double> features = Model.Preprocessor.Transform<double>(Rows), inputs = output.Inputs(features), outputs = Model.PredictProbabilities(Rows);
        for (int row = 0; row < Rows.Rows; row++)
            Assert.Equal(outputs[row, 1], output.Value(inputs.Row(row)), 1e-5);
    }

    private static MlpClassifier Classifier(PreprocessingSettings preprocessing, NetworkSettings? network = null)
        => new(new MlpSettings { Network = network ?? new(), Training = new() { Epochs = 2 }, Preprocessing = preprocessing });

    private static double[] Outputs(Model model, Table table) => model.Outputs(table.Encoded(model)).Data;

    private static Table WithStrangers(Table people) => WithCity(people, row => row < 9 ? "Bonn" : people["city"].Text(row));

    private static Table WithCity(Table people, Func<int, string?> city)
        => people.With(TableColumn.From("city", Enumerable.Range(0, people.Rows).Select(row => city(row) is { } text ? (Cell)text : default)));
}
