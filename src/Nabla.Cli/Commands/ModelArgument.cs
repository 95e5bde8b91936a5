using System.CommandLine;
using Nabla.Cli.Options;
using Nabla.Models;

namespace Nabla.Cli.Commands;

/// <summary>MODEL.</summary>
internal sealed class ModelArgument : Argument<string>
{
    public ModelArgument()
        : base("MODEL")
    {
        this.Description = "a model file that 'nabla train' saved";
        this.CompletionSources.Add(Completions.ForArgument(this.Name, Completions.Models));
    }

    /// <summary>Loads the model.</summary>
    public Model Load(ParseResult parsed) => Load(parsed.GetRequiredValue(this));

    /// <summary>Loads a model from a path that is an argument.</summary>
    public static Model Load(string path)
        => path.Length == 0 ? throw new ArgumentException("MODEL is an empty path, wanted a file") : Model.Load(path);
}
