// docs/guide/flats.csv as a Parquet file, with the types that its columns have: dotnet run flats-parquet.cs CSV PARQUET
#:package Parquet.Net
using System.Globalization;
using Parquet;
using Parquet.Schema;

string[] lines = File.ReadAllLines(args[0]);
string[] names = lines[0].Split(',');
string?[][] rows = [.. lines.Skip(1).Select(line => line.Replace("St. John, ", "St. John ", StringComparison.Ordinal).Split(',').Select(text => text.Trim('"') is "" or "NA" ? null : text.Trim('"')).ToArray())];
DataField[] fields = [.. names.Select(name => name switch
{
    "area" => (DataField)new DataField<double?>(name),
    "rooms" or "floor" or "built" or "rent" => new DataField<int?>(name),
    "balcony" => new DataField<bool?>(name),
    "listed" => new DataField<DateTime?>(name),
    _ => new DataField<string>(name),
})];
await using FileStream file = File.Create(args[1]);
await using ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), file);
using ParquetRowGroupWriter group = writer.CreateRowGroup();
for (int i = 0; i < fields.Length; i++)
{
    string?[] values = [.. rows.Select(row => row[i])];
    await (names[i] switch
    {
        "area" => group.WriteAsync<double>(fields[i], Of(values, text => double.Parse(text, CultureInfo.InvariantCulture))),
        "rooms" or "floor" or "built" or "rent" => group.WriteAsync<int>(fields[i], Of(values, text => int.Parse(text, CultureInfo.InvariantCulture))),
        "balcony" => group.WriteAsync<bool>(fields[i], Of(values, text => text == "yes")),
        "listed" => group.WriteAsync<DateTime>(fields[i], Of(values, text => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal))),
        _ => group.WriteAsync(fields[i], values!),
    });
}

static T?[] Of<T>(string?[] texts, Func<string, T> parse)
    where T : struct
    => Array.ConvertAll(texts, text => text is null ? null : (T?)parse(text));
