using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Nabla.Data;
using Nabla.Tests.Data;

namespace Nabla.Csv.Tests;

public class WriterTests
{
    [Fact]
    public void Fields_are_quoted_where_they_must_be()
    {
        using var culture = new GermanCulture();
        var stream = new MemoryStream();
        using (var writer = new CsvTableWriter(stream))
        {
            writer.Write("name", "p, q", "x");
            writer.EndRow();
            writer.Write("a \"b\"\nc");
            writer.Write(1.5);
            writer.Write(double.NaN);
            writer.EndRow();
            writer.Write((string?)null);
            writer.Write(0.1 + 0.2);
            writer.Write(-1e300);
            writer.EndRow();
        }

        Assert.Equal("name,\"p, q\",x\n\"a \"\"b\"\"\nc\",1.5,\n,0.30000000000000004,-1E+300\n", Encoding.UTF8.GetString(stream.ToArray()));
        using var semicolons = new CsvTableWriter(stream, ';');
        semicolons.Write("a");
        semicolons.EndRow();
        semicolons.Write("a", "b");
        Assert.Throws<InvalidOperationException>(semicolons.EndRow);
    }

    [Fact]
    public void A_table_that_is_written_is_read_back_whatever_its_texts()
    {
        // A text of white space alone is a missing value, as an empty one is.
        Gen<string?> text = Gen.Choose(0, 8).SelectMany(length => Gen.ArrayOf(Gen.Elements("ab,;\"'\n\r\t|é日 1.-NA?".ToCharArray()), length))
            .Select(chars => new string(chars) is var text && text is not ("NA" or "?") && !string.IsNullOrWhiteSpace(text) ? text : null);
        Gen<double> number = Gen.OneOf(Gen.Choose(-1000, 1000).Select(x => x / 8.0), Gen.Elements(double.NaN, 1e300, 5e-324, 0.1));
        Gen<(string?, double)[]> rows = Gen.Choose(1, 20).SelectMany(count => Gen.ArrayOf(text.Zip(number), count)).Select(pairs => pairs.Select(p => (p.Item1, p.Item2)).ToArray());
        Prop.ForAll(Arb.From(rows), RoundTrip).Check(Config.QuickThrowOnFailure.WithReplay(1ul, 3ul).WithMaxTest(300));

        static void RoundTrip((string? Text, double Number)[] values)
        {
            Table table = Columns.From(values, ("t", v => v.Text), ("x", v => v.Number), ("n", _ => 1.5));
            var stream = new MemoryStream();
            using (var writer = new CsvTableWriter(stream))
                writer.Write(table);
            var options = new CsvOptions { HasHeader = true, Categorical = ["t"], Numeric = ["x"], Separator = ',' };
            Table read = Texts.Read(stream.ToArray(), options).Table;
            Assert.Equal(table.Column("t"), read.Column("t"));
            Assert.Equal(table["x"].Values, read["x"].Values);
        }
    }
}
