using System.Text;
using Nabla.Data;
using Nabla.Numerics;

namespace Nabla.Csv.Tests;

/// <summary>Files that went wrong in every way: each is read or refused in one sentence, in bounded time and memory.</summary>
public class MutationTests
{
    private const int MostBytesAllocated = 1 << 26;

    private static readonly byte[] Telling = "\",;\n\r\t|\0\u0001 -.e"u8.ToArray();

    private static readonly byte[][] Files =
    [
        Encoding.UTF8.GetBytes(Mixed(',')), Encoding.UTF8.GetBytes(Mixed(';').Replace("\n", "\r\n", StringComparison.Ordinal)),
        Texts.Gzip(Encoding.UTF8.GetBytes(Mixed('\t'))), [0xff, 0xfe, .. Encoding.Unicode.GetBytes(Mixed('|'))],
        Encoding.UTF8.GetBytes("x,y\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i / 8.0},{i % 2}\n"))),
    ];

    [Fact]
    public void Ten_thousand_mutated_files_are_read_or_refused_in_one_sentence()
    {
        TableSchema schema = Texts.Read(Files[0]).Table.Schema;
        var random = new Random(20261121);
        int read = 0, refused = 0;
        for (int i = 0; i < 10_000; i++)
        {
            byte[] bytes = Mutate(Files[i % Files.Length], random);
            var options = new CsvOptions { SkipBadRows = i % 3 == 0, DecimalComma = i % 7 == 0 };
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                Use(CsvFile.ReadTable(new MemoryStream(bytes), Texts.Name, options).Table);
                read++;
            }
            catch (Exception e) when (e is InvalidDataException or IOException)
            {
                AssertSentence(e.Message);
                refused++;
            }

            if (i % 5 == 0)
                ReadBy(schema, bytes, options);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytesAllocated);
        }

        Assert.InRange(read, 2000, 8000);
        Assert.Equal(10_000, read + refused);
    }

    private static void Use(Table table)
    {
        TargetSchema target = TargetSchema.Of(table, [table.Columns[^1].Name]);
        Dataset data = Dataset.FromTable("mutated", table.WithoutMissing(target.Names), target);
        Preprocessor preprocessor = Preprocessor.Fit(data, new PreprocessingSettings());
        Matrix<float> features = preprocessor.Transform<float>(data.Features);
        Assert.Equal(preprocessor.FeatureNames.Count, features.Columns);
        Assert.All(features.Data, value => Assert.True(float.IsFinite(value)));
    }

    private static void ReadBy(TableSchema schema, byte[] bytes, CsvOptions options)
    {
        try
        {
            using CsvRows rows = CsvRows.Open(new MemoryStream(bytes), Texts.Name, schema, options);
            var block = new Matrix<double>(7, schema.Columns.Count);
            while (rows.Read(block) > 0)
            {
            }
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            AssertSentence(e.Message);
        }
    }

    private static void AssertSentence(string message)
    {
        Assert.DoesNotContain('\n', message);
        Assert.InRange(message.Length, 10, 700);
    }

    private static byte[] Mutate(byte[] file, Random random)
    {
        List<byte> bytes = [.. file];
        for (int changes = random.Next(1, 5); changes > 0 && bytes.Count > 1; changes--)
        {
            int at = random.Next(bytes.Count), length = random.Next(1, Math.Min(200, bytes.Count - at + 1));
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.RemoveRange(at, length);
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                case 4:
                    bytes.Insert(at, Telling[random.Next(Telling.Length)]);
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }

        return [.. bytes];
    }

    private static string Mixed(char separator)
    {
        var text = new StringBuilder("age;city;member;born;note;target\n");
        var random = new Random(5);
        for (int row = 0; row < 30; row++)
        {
            text.Append(FormattableString.Invariant($"{random.Next(100) / 4.0};{(row % 7 == 0 ? "NA" : "Rome")};{(row % 2 == 0 ? "yes" : "no")};20{row % 24:D2}-0{1 + (row % 9)}-1{row % 10};"));
            text.Append(row % 4 == 0 ? "\"a \"\"b\"\" c\"" : "x").Append(row % 3 == 0 ? ";low\n" : ";high\n");
        }

        return text.ToString().Replace(';', separator);
    }
}
