using System.CommandLine;
using Nabla.Cli.Options;
using Nabla.Models;
using Nabla.Selection;

namespace Nabla.Cli.Tuning;

/// <summary>Converts candidates to settings: each value is read like that of the training option.</summary>
internal sealed class TriedSettings
{
    private readonly NetworkOptions network = new();
    private readonly OptimizerOptions optimizer = new();
    private readonly RegularizationOptions regularization = new();
    private readonly Command command = new("trial");
    private readonly MlpSettings given;

    /// <summary>The given settings, which candidates change.</summary>
    public TriedSettings(MlpSettings given)
    {
        this.given = given;
        foreach (Option option in (Option[])[.. this.network.Group.Options, .. this.optimizer.Group.Options, .. this.regularization.Group.Options])
            this.command.Add(option);
    }

    /// <summary>The settings of a candidate.</summary>
    /// <exception cref="ArgumentException">A value is invalid for its option.</exception>
    public MlpSettings Of(Candidate candidate)
    {
        var args = new List<string>();
        foreach ((string name, string value) in candidate.Values)
        {
            bool flag = this.Find(name).Arity.MaximumNumberOfValues == 0;
            if (flag && value is not ("true" or "false"))
                throw new ArgumentException($"option '--{name}' takes no value: try true;false, not '{value}'");
            args.AddRange(flag ? value == "true" ? [$"--{name}"] : [] : [$"--{name}", value]);
        }

        ParseResult parsed = this.command.Parse(args, Program.Parsing);
        if (parsed.Errors.Count > 0)
            throw new ArgumentException(ParseErrors.Sentence(parsed));
        return this.regularization.Apply(parsed, this.optimizer.Apply(parsed, this.network.Apply(parsed, this.given)));
    }

    /// <summary>Refuses a search space with invalid values, before the first trial.</summary>
    public void Check(SearchSpace space)
    {
        foreach (Dimension dimension in space.Dimensions)
        {
            foreach (string value in dimension.Grid)
            {
                // Values that are valid alone but not with others fail in their trials.
                if (this.ParseErrorOf(dimension.Name, value) is { } error)
                    throw new ArgumentException(error);
            }
        }
    }

    private string? ParseErrorOf(string name, string value)
    {
        if (this.Find(name).Arity.MaximumNumberOfValues == 0)
            return value is "true" or "false" ? null : $"option '--{name}' takes no value: try true;false, not '{value}'";
        ParseResult parsed = this.command.Parse([$"--{name}", value], Program.Parsing);
        return parsed.Errors.Count > 0 ? ParseErrors.Sentence(parsed) : null;
    }

    private Option Find(string name) => this.command.Options.FirstOrDefault(option => option.IsCalled($"--{name}"))
        ?? throw new ArgumentException($"option '--try': there is no training option '{name}', known are {string.Join(", ", this.command.Options.Select(option => option.Name[2..]))}");
}
