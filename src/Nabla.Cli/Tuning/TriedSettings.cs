using System.CommandLine;
using Nabla.Cli.Options;
using Nabla.Models;
using Nabla.Selection;

namespace Nabla.Cli.Tuning;

/// <summary>From what is tried to settings: every value is read as the training option of that name would be.</summary>
internal sealed class TriedSettings
{
    private readonly NetworkOptions network = new();
    private readonly OptimizerOptions optimizer = new();
    private readonly RegularizationOptions regularization = new();
    private readonly Command command = new("trial");
    private readonly MlpSettings given;

    /// <summary>Settings as given, to be changed by candidates.</summary>
    public TriedSettings(MlpSettings given)
    {
        this.given = given;
        foreach (Option option in (Option[])[.. this.network.Group.Options, .. this.optimizer.Group.Options, .. this.regularization.Group.Options])
            this.command.Add(option);
    }

    /// <summary>The settings of a candidate.</summary>
    /// <exception cref="ArgumentException">A value is none that the option takes.</exception>
    public MlpSettings Of(Candidate candidate)
    {
        var args = new List<string>();
        foreach ((string name, string value) in candidate.Values)
        {
            bool flag = this.Find(name).Arity.MaximumNumberOfValues == 0;
            if (flag && value is not ("true" or "false"))
                throw new ArgumentException($"option '--{name}' is there or not: try true;false, not '{value}'");
            args.AddRange(flag ? value == "true" ? [$"--{name}"] : [] : [$"--{name}", value]);
        }

        ParseResult parsed = this.command.Parse(args, Program.Parsing);
        if (parsed.Errors.Count > 0)
            throw new ArgumentException(ParseErrors.Sentence(parsed));
        return this.regularization.Apply(parsed, this.optimizer.Apply(parsed, this.network.Apply(parsed, this.given)));
    }

    /// <summary>Refuses a space with a value that its option does not take, before anything is tried.</summary>
    public void Check(SearchSpace space)
    {
        foreach (Dimension dimension in space.Dimensions)
        {
            foreach (string value in dimension.Grid)
            {
                // Values that are right alone but make no sense with others are left to their trials.
                if (this.ParseErrorOf(dimension.Name, value) is { } error)
                    throw new ArgumentException(error);
            }
        }
    }

    private string? ParseErrorOf(string name, string value)
    {
        if (this.Find(name).Arity.MaximumNumberOfValues == 0)
            return value is "true" or "false" ? null : $"option '--{name}' is there or not: try true;false, not '{value}'";
        ParseResult parsed = this.command.Parse([$"--{name}", value], Program.Parsing);
        return parsed.Errors.Count > 0 ? ParseErrors.Sentence(parsed) : null;
    }

    private Option Find(string name) => this.command.Options.FirstOrDefault(option => option.IsCalled($"--{name}"))
        ?? throw new ArgumentException($"option '--try': there is no training option '{name}', known are {string.Join(", ", this.command.Options.Select(option => option.Name[2..]))}");
}
