using Nabla.Data;
using Nabla.Models;
using Nabla.Numerics;

namespace Nabla.Tests.Models;

/// <summary>A made-up table of people with every kind of column, and gaps in each.</summary>
internal static class People
{
    private static readonly string[] Cities = ["Oslo", "Paris", "Lima", "Rome"];

    /// <summary>age, city, member and born go in; buys (no or yes) and spends (a number) are to be predicted.</summary>
    public static Table Table(int rows, ulong seed = 1)
    {
        var random = new CounterRandom(seed, RandomPurpose.Generator);
        double Age(int row) => Math.Floor(20 + (60 * random.Uniform((uint)row, 0)));
        string City(int row) => Cities[(int)(4 * random.Uniform((uint)row, 1))];
        bool IsGap(int row, uint column) => random.Uniform((uint)row, column) < 0.1;
        double Spends(int row) => Age(row) + (City(row) == "Paris" ? 40 : 0);
        Cell[] Column(Func<int, Cell> value) => [.. Enumerable.Range(0, rows).Select(value)];
        return new Table(
            TableColumn.From("age", Column(row => IsGap(row, 2) ? default : Age(row))),
            TableColumn.From("city", Column(row => IsGap(row, 3) ? default : City(row))),
            TableColumn.From("member", Column(row => IsGap(row, 4) ? default : row % 3 == 0)),
            TableColumn.From("born", Column(row => IsGap(row, 5) ? default : new DateOnly(2026 - (int)Age(row), 1 + (row % 12), 1))),
            TableColumn.From("buys", Column(row => Spends(row) > 65 ? "yes" : "no")),
            TableColumn.From("spends", Column(row => Spends(row))));
    }

    /// <summary>The rows as examples for one of the two targets.</summary>
    public static Dataset Dataset(Table table, string target)
    {
        Table features = table.Without(target == "buys" ? "spends" : "buys");
        return Nabla.Data.Dataset.FromTable("people", features, TargetSchema.Of(features, [target]));
    }

    /// <summary>The rows as the model encodes them.</summary>
    public static Matrix<double> Encoded(this Table table, Model model) => model.Preprocessor.Schema.Encode(table);
}
