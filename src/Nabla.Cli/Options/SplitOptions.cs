using System.CommandLine;
using Nabla.Data;
using Nabla.Models;

namespace Nabla.Cli.Options;

/// <summary>Which rows are kept from training.</summary>
internal sealed class SplitOptions
{
    private const double DefaultTestSize = 0.25;

    private readonly Option<double?> testSize = Define.Option(
        "--test-size",
        "PART",
        $"part of the rows that training never sees, 0 for none (default {DefaultTestSize}, or the test part that the data come with)",
        Define.Fraction);

    private readonly Option<double?> validationSize = Define.Option(
        "--validation-size", "PART", "part of the rows that says which epoch was best; the model is not trained on it unless with --refit (default 0.15 with --refit, or 0 beside other options of network or regularization)", Define.Fraction);

    private readonly Option<bool> refit = Define.Flag(
        "--refit", "once the validation part has chosen the number of epochs, train anew on all rows but the test part (default, unless options of network, regularization or --validation-size are given)");

    /// <summary>The options as help shows them.</summary>
    public OptionGroup Group => new("Parts", this.testSize, this.validationSize, this.refit);

    /// <summary>The settings with what the command line says of the part that chooses the number of epochs.</summary>
    public MlpSettings Apply(ParseResult parsed, MlpSettings settings)
    {
        double? size = parsed.GetValue(this.validationSize);
        if (!parsed.GetValue(this.refit))
            return size is null ? settings : settings with { ValidationFraction = size == 0 ? 0 : null, Refit = false };
        return size == 0
            ? throw new ArgumentException("option '--refit' needs a part of the rows that chooses the number of epochs: leave out '--validation-size 0'")
            : settings with { ValidationFraction = size ?? settings.ValidationFraction, Refit = true };
    }

    /// <summary>Splits data, with the classes in proportion; data that come with a test part keep it unless a size is given.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="data">The data.</param>
    /// <param name="seed">What the rows are drawn from.</param>
    /// <param name="like">A split whose sizes are the defaults; null for the usual ones.</param>
    public DataParts Apply(ParseResult parsed, DataParts data, ulong seed, SplitSettings? like = null)
    {
        bool own = data.Test is not null && parsed.GetValue(this.testSize) is null;
        double test = own ? 0 : parsed.GetValue(this.testSize) ?? like?.TestFraction ?? DefaultTestSize;
        double validation = parsed.GetValue(this.refit) ? 0 : parsed.GetValue(this.validationSize) ?? like?.ValidationFraction ?? 0;
        DataParts parts = Split.TrainValidationTest(data.Train, validation, test, seed);
        return own ? parts with { Test = data.Test } : parts;
    }
}
