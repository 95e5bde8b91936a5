using Nabla.Data;
using Nabla.Models;
using Nabla.Numerics;

namespace Nabla.Tests.Data;

/// <summary>A table with all that a column can have, in memory and packed.</summary>
internal static class PackedTables
{
    private static readonly string[] Cities = ["Paris", "Rome", "Oslo", "Bern", "Lima"];

    /// <summary>Rows of numbers, categories, yes and no, dates, gaps, ids, weights and groups, with two targets.</summary>
    public static Table People(int rows, ulong seed = 3)
    {
        var random = new CounterRandom(seed, 77);
        var builder = new TableBuilder("id", "age", "height", "city", "smoker", "born", "weight", "household", "income", "label");
        for (int row = 0; row < rows; row++)
        {
            uint r = (uint)row;
            double age = 20 + Math.Floor(random.Uniform(r, 0) * 60), height = 150 + (random.Uniform(r, 1) * 50);
            string city = Cities[random.Below(row < rows / 2 ? 4 : 5, r, 2)];
            bool smokes = random.Uniform(r, 3) < 0.3;
            double income = (age * 0.5) + (city.Length * 2) + random.Normal(r, 4) - (smokes ? 3 : 0);
            builder.Add(
                row + 1,
                random.Uniform(r, 5) < 0.06 ? default(Cell) : age,
                height,
                random.Uniform(r, 6) < 0.04 ? default(Cell) : city,
                random.Uniform(r, 7) < 0.02 ? default(Cell) : smokes,
                random.Uniform(r, 8) < 0.03 ? default(Cell) : new DateTime(1990, 1, 1, 0, 0, 0, DateTimeKind.Unspecified).AddHours(random.Below(100_000, r, 9)),
                0.5 + random.Uniform(r, 10),
                $"house {row / 3}",
                row % 97 == 13 ? default(Cell) : income,
                row % 89 == 5 ? default(Cell) : income > 28 ? "high" : income > 22 ? "middle" : "low");
        }

        return builder.ToTable();
    }

    /// <summary>Packs a table, and opens the file.</summary>
    public static PackedTable Pack(Table table, string path, PackSettings settings)
    {
        AtomicFile.Write(path, stream => PackedTableWriter.Write(stream, "people.csv", () => new TableRows(table), settings));
        return PackedTable.Open(path);
    }
}

/// <summary>The rows of a table in blocks.</summary>
internal sealed class TableRows(Table table) : ITableSource
{
    private int next;

    public IReadOnlyList<ColumnSchema> Columns => table.Schema.Columns;

    public int Read(MatrixView<double> block)
    {
        int count = Math.Min(block.Rows, table.Rows - this.next);
        for (int row = 0; row < count; row++)
        {
            for (int i = 0; i < table.Columns.Count; i++)
                block[row, i] = table.Columns[i].Values[this.next + row];
        }

        this.next += count;
        return count;
    }
}
