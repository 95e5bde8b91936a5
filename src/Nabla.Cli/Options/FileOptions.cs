using System.CommandLine;
using System.Text;
using Nabla.Csv;
using Nabla.Descriptions;

namespace Nabla.Cli.Options;

/// <summary>Options for the format of a CSV file.</summary>
internal sealed class FileOptions
{
    private readonly Option<char?> separator = Define.Option<char?>(
        "--separator", "CHAR|tab|space", "field separator (default: detected among comma, semicolon, tab, pipe and column-aligning spaces)", ParseSeparator);

    private readonly Option<bool> header = Define.Flag("--header", "the first line has the column names (default: detected)");

    private readonly Option<bool> noHeader = Define.Flag("--no-header", "the first line has values; columns are named column_1, column_2 …");

    private readonly Option<ValueList<string>?> missing = Define.Names(
        "--missing", "TEXTS", $"texts for missing values, such as \"NA,?\", besides the empty field (default with a model: as in training, otherwise {string.Join(',', CsvOptions.DefaultMissing)})");

    private readonly Option<bool> decimalComma = Define.Flag("--decimal-comma", "numbers look like 1,5 or 1.234,5 (default: detected for each column)");

    private readonly Option<bool> decimalPoint = Define.Flag("--decimal-point", "numbers look like 1.5 or 1,234.5");

    private readonly Option<Encoding?> encoding = Define.Option<Encoding?>(
        "--encoding", "NAME", "encoding of the file, such as latin-1, windows-1252 or utf-16le (default: from the byte order mark, otherwise UTF-8)", ParseEncoding)
        .Offering(context => Completions.Of(["utf-8", "latin-1", "windows-1252", "utf-16le", "utf-16be"], context));

    private readonly Option<ValueList<string>?> dateFormats = Define.Names(
        "--date-formats", "FORMATS", "date format, such as MM/dd/yyyy (default: ISO 8601, 29.02.2024, 29 Feb 2024, or day or month first if some value is unambiguous)", CheckDateFormat);

    private readonly Option<BadRow?> onError = Define.Choice(
        "--on-error", "action for rows that cannot be read: refuse the file, or skip and count them (default refuse)", ("refuse", BadRow.Refuse), ("skip", BadRow.Skip));

    /// <summary>The options, grouped as in help.</summary>
    public OptionGroup Group => new(
        "CSV files", this.separator, this.header, this.noHeader, this.missing, this.decimalComma, this.decimalPoint, this.dateFormats, this.encoding, this.onError);

    /// <summary>The format from the command line.</summary>
    public CsvOptions Value(ParseResult parsed)
    {
        (bool with, bool without) = (parsed.GetValue(this.header), parsed.GetValue(this.noHeader));
        if (with && without)
            throw new ArgumentException("options '--header' and '--no-header' exclude each other");
        (bool comma, bool point) = (parsed.GetValue(this.decimalComma), parsed.GetValue(this.decimalPoint));
        if (comma && point)
            throw new ArgumentException("options '--decimal-comma' and '--decimal-point' exclude each other");
        return new CsvOptions
        {
            Separator = parsed.GetValue(this.separator),
            HasHeader = with ? true : without ? false : null,
            Missing = parsed.GetValue(this.missing),
            Decimal = comma ? ',' : point ? '.' : null,
            Encoding = parsed.GetValue(this.encoding),
            DateFormats = parsed.GetValue(this.dateFormats) ?? [],
            SkipBadRows = parsed.GetValue(this.onError) == BadRow.Skip,
        };
    }

    /// <summary>The action for a row that cannot be read.</summary>
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
        "space" => ' ',
        [var c] when char.IsAscii(c) && !char.IsAsciiLetterOrDigit(c) && c is not ('"' or '\r' or '\n' or '\0' or '.' or '-' or '+') => c,
        _ => throw new FormatException($"'{text}' is not a separator: expected a single character such as ;, or tab or space"),
    };

    private static Encoding? ParseEncoding(string name)
    {
        string known = name.ToLowerInvariant() switch
        {
            "latin-1" or "latin1" => "iso-8859-1",
            "cp1252" or "ansi" => "windows-1252",
            "utf8" => "utf-8",
            "utf16" or "utf-16" or "utf16le" => "utf-16le",
            "utf16be" => "utf-16be",
            var other => other,
        };
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(known) ?? Encoding.GetEncoding(known);
        }
        catch (ArgumentException e)
        {
            throw new FormatException($"'{name}' is not the name of an encoding such as latin-1, windows-1252 or utf-16le", e);
        }
    }

    private static void CheckDateFormat(string format)
    {
        try
        {
            DateTime.UnixEpoch.ToString(format, System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (FormatException e)
        {
            throw new FormatException($"'{format}' is not a date format such as MM/dd/yyyy", e);
        }
    }
}
