using System.CommandLine;
using Nabla.Cli.Output;

namespace Nabla.Cli.Options;

/// <summary>Named settings of the tutorials, as options of <c>nabla train</c>.</summary>
internal static class Recipes
{
    /// <summary>The recipes, each with its data set and options.</summary>
    public static IReadOnlyList<(string Name, string Data, string Options)> All { get; } =
    [
        ("circles", "circles", "--hidden 3 --activation sigmoid --output-activation softmax --loss cross-entropy --reduction sum --init normal:0:0.1 --bias-init normal:0:0.1 --optimizer momentum:0.9 --learning-rate 0.02 --batch-size full --epochs 300 --scale none --precision double"),
        ("sleep-study", "sleep-study", "--hidden 3 --activation sigmoid --output-activation sigmoid --no-bias --loss half-squared-error --reduction sum --init normal:0:1 --optimizer bfgs --epochs 200 --scale maxabs --target-scale 100 --precision double"),
        ("digits-descent", "digits", "--hidden 30 --activation sigmoid --output-activation sigmoid --loss half-squared-error --init uniform:0:1 --bias-init uniform:0:1 --optimizer sgd --learning-rate 0.25 --batch-size full --epochs 3000 --test-size 0.4"),
        ("digits-cg", "digits", "--hidden 30 --activation sigmoid --output-activation sigmoid --loss binary-cross-entropy --l2 1 --init normal:0:0.1 --bias-init normal:0:0.1 --optimizer cg --epochs 100 --precision double"),
        ("digits-sgd", "digits", "--hidden 30 --activation sigmoid --output-activation sigmoid --loss half-squared-error --l2 0.001 --init uniform-fan-in --bias-init uniform-fan-in --optimizer sgd --learning-rate 3 --batch-size 10 --epochs 30 --validation-size 0.15 --no-early-stopping"),
    ];

    // Options that depend on the optimizer and are invalid, or differ, for another one.
    private static readonly string[] OfOptimizer = ["learning-rate", "batch-size"];

    /// <summary>The option for a recipe.</summary>
    public static Option<string?> Option() => Define.Option<string?>(
        "--recipe",
        string.Join('|', All.Select(recipe => recipe.Name)),
        "settings of a tutorial; options on the command line take precedence",
        text => All.Any(recipe => recipe.Name == text) ? text : throw new FormatException($"'{text}' is not a recipe: expected {string.Join(", ", All.Select(recipe => recipe.Name))}"))
        .Offering(context => Completions.Of(All.Select(recipe => recipe.Name), context));

    /// <summary>The options of a recipe that are not given on the command line.</summary>
    /// <param name="name">The recipe.</param>
    /// <param name="command">The command.</param>
    /// <param name="given">The options given on the command line.</param>
    public static IEnumerable<string> Read(string name, Command command, ParseResult given)
    {
        bool otherOptimizer = given.Has(command, "optimizer");
        string options = All.First(recipe => recipe.Name == name).Options;
        foreach (string option in options.Split("--", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] words = option.Split(' ');
            if (!given.Has(command, words[0]) && !(otherOptimizer && OfOptimizer.Contains(words[0])))
            {
                yield return $"--{words[0]}";
                foreach (string value in words.Skip(1))
                    yield return value;
            }
        }
    }
}
