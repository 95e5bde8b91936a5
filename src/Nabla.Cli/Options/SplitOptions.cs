using System.CommandLine;
using Nabla.Data;

namespace Nabla.Cli.Options;

/// <summary>Which rows are kept from training.</summary>
internal sealed class SplitOptions
{
    private readonly Option<double?> testSize = Define.Option(
        "--test-size",
        "PART",
        $"part of the rows that training never sees, 0 for none (default {Split.UsualTestFraction}, or the test part that the data come with)",
        Define.Fraction);

    private readonly Option<double?> validationSize = Define.Option(
        "--validation-size", "PART", "part of the rows that says which epoch was best (default 0)", Define.Fraction);

    /// <summary>The options as help shows them.</summary>
    public OptionGroup Group => new("Parts", this.testSize, this.validationSize);

    /// <summary>Splits data, with the classes in proportion; data that come with a test part keep it unless a size is given.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="data">The data.</param>
    /// <param name="seed">What the rows are drawn from.</param>
    /// <param name="like">A split whose sizes are the defaults; null for the usual ones.</param>
    public DataParts Apply(ParseResult parsed, DataParts data, ulong seed, SplitSettings? like = null)
    {
        double? test = parsed.GetValue(this.testSize) ?? (data.Test is null ? like?.TestFraction : null);
        double validation = parsed.GetValue(this.validationSize) ?? like?.ValidationFraction ?? 0;
        return Split.Parts(data, validation, test, seed);
    }
}
