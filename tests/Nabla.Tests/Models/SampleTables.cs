using Nabla.Data;
using Nabla.Numerics;

namespace Nabla.Tests.Models;

/// <summary>Tables with columns of every kind, drawn from a seed.</summary>
internal static class SampleTables
{
    private static readonly string?[] Towns = ["Oslo", "Rome", "Paris", "Bonn", "Nice", null];

    /// <summary>A flat's rent by its area, town, balcony and year, in which every fifth area and some towns are missing.</summary>
    public static Table FlatsTable(int rows, ulong seed = 1)
    {
        var random = new CounterRandom(seed, Purpose: 1);
        return Columns.From(
            Enumerable.Range(0, rows).Select(row => new Flat(
                row % 5 == 4 ? null : 20 + (100 * random.Uniform((uint)row, 0)),
                Towns[random.Below(Towns.Length, (uint)row, 1)],
                random.Below(2, (uint)row, 2) == 1,
                new DateOnly(1950 + random.Below(70, (uint)row, 3), 5, 1),
                random.Uniform((uint)row, 4))),
            ("area", flat => flat.Area),
            ("town", flat => flat.Town),
            ("balcony", flat => flat.Balcony),
            ("built", flat => flat.Built),
            ("rent", flat => (10 * (flat.Area ?? 60)) + (flat.Town == "Paris" ? 400 : 0) + (flat.Balcony ? 100 : 0) + (20 * flat.Noise)));
    }

    /// <summary>The flats, to learn the rent.</summary>
    public static Dataset Flats(int rows, ulong seed = 1)
    {
        Table table = FlatsTable(rows, seed);
        return Dataset.FromTable("flats", table, TargetSchema.Of(table, ["rent"]));
    }

    /// <summary>The flats with hashed towns, to learn whether they are large and whether they are in Paris.</summary>
    public static Dataset Labels(int rows, ulong seed = 1, int buckets = 4)
    {
        Table flats = FlatsTable(rows, seed);
        TableColumn Label(string name, Func<int, bool> value) => TableColumn.From(name, Enumerable.Range(0, rows).Select(row => (Cell)value(row)));
        var table = new Table(
            flats["area"],
            flats["town"].Hashed(buckets),
            flats["balcony"],
            Label("large", row => flats["rent"].Values[row] > 900),
            Label("parisian", row => flats["town"].Text(row) == "Paris"));
        return Dataset.FromTable("labels", table, TargetSchema.Of(table, ["large", "parisian"]));
    }

    private sealed record Flat(double? Area, string? Town, bool Balcony, DateOnly Built, double Noise);
}
