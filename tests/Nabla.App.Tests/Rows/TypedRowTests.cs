using System.Globalization;
using Nabla.Data;
using Nabla.Models;
using Nabla.Tests;

namespace Nabla.App.Tests.Rows;

public class TypedRowTests
{
    private static readonly Customer[] All = Customers.Make(600);
    private static readonly Lazy<Model> Trained = new(() => new MlpClassifier(new() { Network = new(16), Training = new() { Epochs = 40 }, Seed = 1 }).Fit(All[..500]));

    [Fact]
    public void Rows_are_learned_from_and_predicted()
    {
        Model model = Trained.Value;
        Assert.Equal(["Age", "City", "Plan", "Member", "Since", "LastVisit", "Spent", "Region"], model.FeatureNames);
        Assert.Equal(["Returns"], model.Target!.Names);
        RowPredictor<Customer> predictor = model.For<Customer>();
        double right = All[500..].Count(customer => predictor.PredictClass(customer) == customer.Returns) / 100.0;
        Assert.True(right > 0.8, right.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Kinds_are_those_of_the_types()
    {
        ColumnKind[] kinds = [.. Trained.Value.Preprocessor.Schema.Columns.Select(column => column.Kind)];
        Assert.Equal(
            [ColumnKind.Number, ColumnKind.Category, ColumnKind.Category, ColumnKind.Boolean, ColumnKind.Date, ColumnKind.Number, ColumnKind.Number, ColumnKind.Category],
            kinds);
    }

    [Fact]
    public void One_row_many_rows_a_table_and_a_row_by_name_agree_to_the_bit()
    {
        Model model = Trained.Value;
        RowPredictor<Customer> predictor = model.For<Customer>();
        Customer[] rows = All[500..];
        Numerics.Matrix<double> many = predictor.PredictProbabilities(rows);
        Table table = Table.From(rows);
        Numerics.Matrix<double> ofTable = model.PredictProbabilities(table);
        Assert.Equal(ofTable.Data, many.Data);
        Assert.Equal(model.PredictClasses(table), predictor.PredictClasses(rows));
        for (int i = 0; i < rows.Length; i++)
        {
            Assert.Equal(many.Row(i).ToArray(), predictor.PredictProbabilities(rows[i]));
            Assert.Equal(predictor.PredictClasses(rows)[i], predictor.PredictClass(rows[i]));
        }
    }

    [Fact]
    public void Sets_and_intervals_of_rows_are_those_of_a_table()
    {
        Model sets = new MlpClassifier(new() { Network = new(8), Training = new() { Epochs = 5 }, Uncertainty = new() { Sets = 0.8 }, Seed = 1 }).Fit(All[..500]);
        RowPredictor<Customer> predictor = sets.For<Customer>();
        IReadOnlyList<string>[] many = predictor.PredictSets(All);
        Assert.Equal(sets.PredictSets(Table.From(All)), many);
        var classes = new bool[sets.ClassNames.Count];
        predictor.PredictSet(All[7], classes);
        Assert.Equal(many[7], sets.ClassNames.Where((_, index) => classes[index]));
        Assert.Throws<InvalidOperationException>(() => predictor.PredictInterval(All[0]));

        Model intervals = new MlpRegressor(new() { Network = new(8), Training = new() { Epochs = 5 }, Uncertainty = new() { Intervals = 0.8 }, Seed = 1 }).Fit(Table.From(All), "Spent");
        RowPredictor<Customer> values = intervals.For<Customer>();
        (Numerics.Matrix<double> low, Numerics.Matrix<double> high) = values.PredictIntervals(All);
        Assert.Equal((low.Row(7)[0], high.Row(7)[0]), values.PredictInterval(All[7]));
        for (int i = 0; i < 200; i++)
            values.PredictInterval(All[i]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            values.PredictInterval(All[i]);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_row_is_predicted_without_allocation()
    {
        RowPredictor<Customer> predictor = Trained.Value.For<Customer>();
        var result = new double[2];
        for (int i = 0; i < 200; i++)
        {
            predictor.PredictClass(All[i]);
            predictor.PredictProbabilities(All[i], result);
        }

        Assert.Equal(0, Allocated.By(() =>
        {
            foreach (Customer customer in All)
            {
                predictor.PredictClass(customer);
                predictor.PredictProbabilities(customer, result);
            }
        }));
    }

    [Fact]
    public void Many_threads_get_what_one_gets()
    {
        RowPredictor<Customer> predictor = Trained.Value.For<Customer>();
        double[] alone = [.. All.Select(customer => predictor.PredictProbabilities(customer)[0])];
        var together = new double[All.Length];
        Parallel.For(0, All.Length, i => together[i] = predictor.PredictProbabilities(All[i])[0]);
        Assert.Equal(alone, together);
    }

    [Fact]
    public void A_regression_with_one_target_gives_a_value()
    {
        var random = new Random(1);
        Flat[] flats = [.. Enumerable.Range(0, 300).Select(_ => 20 + (100 * random.NextDouble())).Select(area => new Flat { Area = area, District = area > 60 ? "old" : "new", Rent = 300 + (10 * area) })];
        Model model = new MlpRegressor(new() { Network = new(16), Training = new() { Epochs = 100 }, Seed = 1 }).Fit(flats);
        Assert.Equal(["area in m²", "District"], model.FeatureNames);
        RowPredictor<Flat> predictor = model.For<Flat>();
        double value = predictor.PredictValue(flats[0]);
        Assert.Equal(predictor.PredictValues(flats).Row(0)[0], value);
        Assert.InRange(value, 0.8 * flats[0].Rent!.Value, 1.2 * flats[0].Rent!.Value);

        // A new flat has no rent yet, and a district that training never saw.
        Assert.True(double.IsFinite(predictor.PredictValue(new Flat { Area = 50, District = "harbour" })));
    }

    [Fact]
    public void A_model_of_a_file_is_used_with_accessors_alone()
    {
        Model model = Trained.Value;
        RowPredictor<int> predictor = model.For<int>(
            ("Age", age => age), ("City", _ => "Rome"), ("Plan", _ => "Basic"), ("Member", _ => true), ("Since", _ => new DateOnly(2021, 1, 1)),
            ("LastVisit", _ => TimeSpan.FromHours(5)), ("Spent", _ => 7), ("Region", _ => 3));
        Customer same = new(0, 40, "Rome", Plan.Basic, true, new DateOnly(2021, 1, 1), TimeSpan.FromHours(5), 7, 3, string.Empty);
        Assert.Equal(model.For<Customer>().PredictProbabilities(same), predictor.PredictProbabilities(40));
    }

    [Fact]
    public void Mistakes_are_told()
    {
        string message = Assert.Throws<ArgumentException>(() => Trained.Value.For<Flat>()).Message;
        Assert.Contains("the model needs columns Age, City, Plan", message, StringComparison.Ordinal);
        Assert.Contains("which Flat does not have: it has area in m², District, Rent; [Column] gives a property another name", message, StringComparison.Ordinal);
        Assert.Contains("Unlabelled has no property to predict: mark it [Target]", Assert.Throws<ArgumentException>(() => new MlpClassifier().Fit(new[] { new Unlabelled(1) })).Message, StringComparison.Ordinal);
        RowPredictor<string> wrong = Trained.Value.For<string>(
            ("Age", text => text), ("City", _ => "Rome"), ("Plan", _ => "Basic"), ("Member", _ => true), ("Since", _ => Cell.Missing), ("LastVisit", _ => 1), ("Spent", _ => 7), ("Region", _ => 3));
        Assert.Equal("column 'Age': 'old' is not a number", Assert.Throws<InvalidDataException>(() => wrong.PredictClass("old")).Message);
    }

    [Fact]
    public async Task Fitting_in_the_background_gives_the_same_model_and_can_be_cancelled()
    {
        var classifier = new MlpClassifier(new() { Network = new(16), Training = new() { Epochs = 40 }, Seed = 1 });
        Model model = await classifier.FitAsync(All[..500], cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(Trained.Value.Parameters(model.Slices[0]), model.Parameters(model.Slices[0]));
        using var source = new CancellationTokenSource();
        Task<Model> endless = new MlpClassifier(new() { Network = new(16), Training = new() { Epochs = 1_000_000 }, Seed = 1 }).FitAsync(All[..500], cancellation: source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => endless);
    }
}

[NablaRow]
public partial class Flat
{
    [Column("area in m²")]
    public double Area { get; init; }

    public string? District { get; init; }

    [Target]
    public double? Rent { get; init; }

    [Ignore]
    public object? Anything { get; init; }
}

[NablaRow]
public partial record struct Unlabelled(int Value);
