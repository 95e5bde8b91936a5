using Nabla.Data;
using Nabla.Models;
using Nabla.Numerics;
using Nabla.Tests.Data;

namespace Nabla.Tests.Models;

/// <summary>The snippets of docs/guide/your-data.md, compiled and run.</summary>
public class YourDataGuideTests
{
    private sealed record Customer(int Age, string? City, bool? Member, bool Returns);

    private static readonly Customer[] Customers =
        [.. Enumerable.Range(0, 120).Select(i => new Customer(20 + (i % 50), i % 7 == 0 ? null : i % 2 == 0 ? "Oslo" : "Lima", i % 5 == 0 ? null : i % 3 == 0, i % 50 > 25))];

    [Fact]
    public void Records()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("returns.safetensors");
        Customer[] customers = Customers;
        var customer = new Customer(61, "Quito", null, false);

        (string, Func<Customer, Cell>)[] features = [("age", c => c.Age), ("city", c => c.City), ("member", c => c.Member)];
        Table table = Columns.From(customers, [.. features, ("returns", c => c.Returns)]);
        Model model = new MlpClassifier(new() { Network = new(16), Seed = 1 }).Fit(table, target: "returns");
        model.Save(path);

        Model loaded = Model.Load(path);
        string answer = loaded.PredictClasses(Columns.From([customer], features))[0]; // true or false
        Assert.Equal("true", answer);

        Scores scores = model.Score(table);                              // .Accuracy, .Loss
        Matrix<double> probabilities = model.PredictProbabilities(table); // [rows × classes]
        IReadOnlyDictionary<string, int> unknown = model.UnknownCategories(Columns.From([customer], features)); // city: 1
        Assert.Equal((120, 2, 1), (probabilities.Rows, probabilities.Columns, unknown["city"]));
        Assert.InRange(scores.Accuracy!.Value, 0.8, 1);

        double[] row = model.Encode(new Dictionary<string, object?> { ["age"] = 61, ["city"] = "Oslo", ["member"] = null });
        Span<double> result = stackalloc double[model.ClassNames.Count];
        model.PredictProbabilities(row, result); // the probability of each class; allocates nothing
        Assert.Equal(1, result[0] + result[1], 1e-6);
    }
}
