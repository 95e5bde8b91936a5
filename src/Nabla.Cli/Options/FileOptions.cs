using System.CommandLine;
using Nabla.Csv;
using Nabla.Descriptions;

namespace Nabla.Cli.Options;

/// <summary>How a CSV file is written.</summary>
internal sealed class FileOptions
{
    private readonly Option<char?> separator = Define.Option<char?>(
        "--separator", "CHAR|tab", "what stands between fields (default: comma, semicolon, tab or pipe, found out)", ParseSeparator);

    private readonly Option<bool> header = Define.Flag("--header", "the first line has the names of the columns (default: found out)");

    private readonly Option<bool> noHeader = Define.Flag("--no-header", "the first line has values; columns are named column_1, column_2 …");

    private readonly Option<ValueList<string>?> missing = Define.Names(
        "--missing", "TEXTS", $"texts of missing values, as in \"NA,?\"; an empty field always is one (default for a model: as in training, else {string.Join(',', CsvOptions.DefaultMissing)})");

    private readonly Option<bool> decimalComma = Define.Flag("--decimal-comma", "numbers are written as in 1,5");

    private readonly Option<ValueList<string>?> dateFormats = Define.Names(
        "--date-formats", "FORMATS", "how dates are written, as in MM/dd/yyyy (default: ISO 8601, or as in 29.02.2024)", CheckDateFormat);

    private readonly Option<BadRow?> onError = Define.Choice(
        "--on-error", "rows that cannot be read: refuse the file, or skip and count them (default refuse)", ("refuse", BadRow.Refuse), ("skip", BadRow.Skip));

    /// <summary>The options as help shows them.</summary>
    public OptionGroup Group => new(
        "CSV files", this.separator, this.header, this.noHeader, this.missing, this.decimalComma, this.dateFormats, this.onError);

    /// <summary>What the command line says.</summary>
    public CsvOptions Value(ParseResult parsed)
    {
        (bool with, bool without) = (parsed.GetValue(this.header), parsed.GetValue(this.noHeader));
        if (with && without)
            throw new ArgumentException("options '--header' and '--no-header' exclude each other");
        return new CsvOptions
        {
            Separator = parsed.GetValue(this.separator),
            HasHeader = with ? true : without ? false : null,
            Missing = parsed.GetValue(this.missing),
            DecimalComma = parsed.GetValue(this.decimalComma),
            DateFormats = parsed.GetValue(this.dateFormats) ?? [],
            SkipBadRows = parsed.GetValue(this.onError) == BadRow.Skip,
        };
    }

    /// <summary>What becomes of a row that cannot be read.</summary>
    private enum BadRow
    {
        Refuse,
        Skip,
    }

    private static char? ParseSeparator(string text) => text switch
    {
        "comma" => ',',
        "semicolon" => ';',
        "tab" or "\\t" => '\t',
        "pipe" => '|',
        [var c] when char.IsAscii(c) && !char.IsAsciiLetterOrDigit(c) && c is not ('"' or '\r' or '\n' or '\0' or '.' or '-' or '+') => c,
        _ => throw new FormatException($"'{text}' is not a separator: wanted one character such as ; or the word tab"),
    };

    private static void CheckDateFormat(string format)
    {
        try
        {
            DateTime.UnixEpoch.ToString(format, System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (FormatException e)
        {
            throw new FormatException($"'{format}' is not a format of dates such as MM/dd/yyyy", e);
        }
    }
}
