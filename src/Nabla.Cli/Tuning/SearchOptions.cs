using System.CommandLine;
using System.Globalization;
using Nabla.Cli.Options;
using Nabla.Selection;

namespace Nabla.Cli.Tuning;

/// <summary>Options of the search space and the search method.</summary>
internal sealed class SearchOptions
{
    private static readonly string[] Usual =
    [
        "hidden=128;256;128,64;256,128",
        "activation=relu;gelu;silu",
        "learning-rate=0.001..0.01:log",
        "batch-size=16;32;64",
        "l2=0.0003..1:log",
    ];

    // From the paper's search space.
    private static readonly string[] OfRealMlp =
    [
        "hidden=256,256,256;64,64,64,64,64;512",
        "activation=selu;mish;relu",
        "learning-rate=0.02..0.3:log",
        "dropout=0;0.15;0.3",
        "number-embedding=pbld:4:16:0.05;pbld:4:16:0.1;pbld:4:16:0.5",
    ];

    private const int UsualSteps = 25;

    private static readonly TuningOptions Default = new();

    private readonly Option<string[]> space = new("--try")
    {
        HelpName = "NAME=VALUES",
        Description = "training option with the values to try, such as \"hidden=32;64;64,32\" or \"learning-rate=0.001..0.1:log\"; repeatable (default: sizes, activation, learning rate, batch size and L2)",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<SearchMethod?> search = Define.Choice(
        "--search",
        "search method: successive halving with more epochs for better candidates, random candidates with all epochs, or every combination (default halving; random for --ensemble)",
        ("halving", SearchMethod.Halving),
        ("random", SearchMethod.Random),
        ("grid", SearchMethod.Grid));

    private readonly Option<int?> trials = Define.Option(
        "--trials", "N", "number of candidates (default 27 for halving, 20 for random; with --seconds as many as the time allows)", text => Define.WholeNumber(text, 1));

    private readonly Option<double?> seconds = Define.Option(
        "--seconds", "S", "time limit in seconds, after which no trial starts (default no limit)", Define.Positive);

    private readonly Option<int?> folds = Define.Option(
        "--folds", "K", $"number of cross-validation folds (default {Default.Folds})", text => Define.WholeNumber(text, 2));

    private readonly Option<int?> repeats = Define.Option(
        "--repeats", "N", $"number of times the rows are split into folds (default {Default.Repeats})", text => Define.WholeNumber(text, 1));

    // Without a number, the default applies.
    private readonly Option<int?> ensemble = new("--ensemble")
    {
        HelpName = "N",
        Description = $"select an ensemble of trials greedily, in N steps with replacement, and evaluate the selection by nested folds ({UsualSteps} steps without a number; default: only the best trial)",
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = result =>
        {
            if (result.Tokens.Count == 0)
                return UsualSteps;
            if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int steps) && steps > 0)
                return steps;
            result.AddError($"option '--ensemble': '{result.Tokens[0].Value}' is not a whole number of 1 or more");
            return null;
        },
    };

    /// <summary>Whether an ensemble of trials is requested.</summary>
    public bool WantsEnsemble(ParseResult parsed) => parsed.GetResult(this.ensemble) is not null;

    /// <summary>The options, grouped as in help.</summary>
    public OptionGroup Group => new("Search", this.space, this.search, this.trials, this.seconds, this.folds, this.repeats, this.ensemble)
    {
        Names = () => [("by default tries", string.Join("  ", Usual)), ("with --preset realmlp or best", string.Join("  ", OfRealMlp))],
    };

    /// <summary>The search space.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="isRealMlp">Whether the varied preset is RealMLP.</param>
    public SearchSpace Space(ParseResult parsed, bool isRealMlp = false)
        => new([.. (parsed.GetValue(this.space) is { Length: > 0 } given ? given : isRealMlp ? OfRealMlp : Usual).Select(text => Dimension.Parse(text))]);

    /// <summary>The search settings.</summary>
    public TuningOptions Options(ParseResult parsed, ulong seed)
    {
        (SearchMethod method, int? count) = (parsed.GetValue(this.search) ?? (this.WantsEnsemble(parsed) ? SearchMethod.Random : Default.Method), parsed.GetValue(this.trials));
        if (method == SearchMethod.Grid && count is not null)
            throw new ArgumentException("option '--trials' is for search by halving or random: a grid tries every combination");
        return new TuningOptions
        {
            Method = method,
            Trials = count,
            TimeBudget = parsed.GetValue(this.seconds) is { } limit ? TimeSpan.FromSeconds(limit) : null,
            Folds = parsed.GetValue(this.folds) ?? Default.Folds,
            Repeats = parsed.GetValue(this.repeats) ?? Default.Repeats,
            Ensemble = this.WantsEnsemble(parsed) ? parsed.GetValue(this.ensemble) : null,
            Seed = seed,
        };
    }
}
