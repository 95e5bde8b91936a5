using System.Text;

namespace Nabla.Csv.Tests;

public class RefusalTests
{
    [Theory]
    [InlineData("", "there is no row")]
    [InlineData("\n\n", "there is no row")]
    [InlineData("a,b", "there is a line with names, but no row")]
    [InlineData("a,b\n1,2\n3\n", "line 3: 1 field, the first line has 2")]
    [InlineData("a,b\n1,2\n3,4,5\n", "line 3: 3 fields, the first line has 2")]
    [InlineData("a,b\n1,\"2\n3,4\n", "line 2: a quote that is opened and never closed")]
    [InlineData("a,b\n1,\"2\"x\n3,4\n", "line 2: text after a closing quote")]
    public void What_is_no_table_is_refused_in_one_sentence(string text, string sentence)
        => Assert.Equal($"{Texts.Name}: {sentence}", Texts.Refusal(text));

    [Fact]
    public void Lines_are_counted_as_an_editor_counts_them()
        => Assert.Equal("data.csv: line 6: 1 field, the first line has 2", Texts.Refusal("a,b\r\n\r\n1,\"two\r\nlines\"\r\n2,x\r\n3\r\n"));

    [Fact]
    public void An_open_quote_does_not_swallow_a_large_file()
    {
        string rest = string.Concat(Enumerable.Repeat("1,2\n", 10_000_000));
        Assert.Equal("data.csv: line 2: a row is longer than 16 MB, perhaps a quote is never closed", Texts.Refusal("a,b\n1,\"2\n" + rest));
    }

    [Fact]
    public void Values_are_shown_short_and_on_one_line()
    {
        string text = "a,b\n1,1\n\"x\ny\u2028" + new string('z', 100) + "\",1\n";
        Assert.Equal($"data.csv: line 3, column 'a': 'x·y·{new string('z', 36)}…' is not a number", Texts.Refusal(text, new CsvOptions { Numeric = ["a"] }));
    }

    [Fact]
    public void Bad_rows_are_left_out_and_counted_when_asked()
    {
        string text = "a,b\n1,x\n2\nabc,x\n3,\"open\n4,x\n5,\"x\"y\n6,x\n";
        CsvTable read = Texts.Read(text, new CsvOptions { SkipBadRows = true, Numeric = ["a"] });
        Assert.Equal(["1", "4", "6"], read.Table.Column("a"));
        Assert.Equal(4, read.Skipped.Count);
        Assert.Equal(
            [
                "data.csv: line 3: 1 field, the first line has 2", "data.csv: line 4, column 'a': 'abc' is not a number",
                "data.csv: line 5: a quote that is opened and never closed", "data.csv: line 7: text after a closing quote",
            ],
            read.Skipped.First);
        Assert.Equal(0, Texts.Read("a\n1\n").Skipped.Count);
    }

    [Fact]
    public void A_file_of_bad_rows_only_is_refused()
        => Assert.Equal(
            "data.csv: no row can be read: data.csv: line 2, column 'a': 'x' is not a number",
            Texts.Refusal("a,b\nx,1\ny,1\n", new CsvOptions { SkipBadRows = true, Numeric = ["a"] }));

    [Fact]
    public void Files_that_are_not_there_or_no_files_are_refused()
    {
        Assert.Throws<FileNotFoundException>(() => CsvFile.ReadTable("/no such file.csv"));
        Assert.Equal("/tmp: cannot be read: it is a folder", Assert.Throws<IOException>(() => CsvFile.ReadTable("/tmp")).Message);
    }

    [Fact]
    public void Compressed_data_that_is_cut_off_or_damaged_is_refused_wherever()
    {
        byte[] text = Encoding.UTF8.GetBytes("a,b\n" + string.Concat(Enumerable.Range(0, 200).Select(i => $"{i * 7919 % 1009},{i}\n")));
        byte[] whole = Texts.Gzip(text);
        Assert.Equal(200, Texts.Read(whole).Table.Rows);
        Assert.Equal(400, Texts.Read([.. whole, .. Texts.Gzip(text[4..])]).Table.Rows);
        for (int length = 2; length < whole.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => Texts.Read(whole[..length]));
        }

        Assert.Equal("data.csv: the compressed data is damaged or cut off", Assert.Throws<InvalidDataException>(() => Texts.Read(whole[..^1])).Message);
        whole[whole.Length / 2] ^= 0x55;
        Assert.Throws<InvalidDataException>(() => Texts.Read(whole));
    }

    [Fact]
    public void Reading_ends_when_it_is_cancelled()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => Texts.Read("a\n1\n", new CsvOptions { Cancellation = source.Token }));
    }
}
