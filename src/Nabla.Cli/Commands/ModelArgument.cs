using System.CommandLine;
using System.CommandLine.Parsing;
using Nabla.Cli.Options;
using Nabla.Csv;
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
    public Model Load(ParseResult parsed)
    {
        string[] given = [.. parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value)];
        return Load(parsed.GetRequiredValue(this), given.Length > 1 ? given[^1] : null, parsed.CommandResult.Command.Name);
    }

    /// <summary>Loads a model from a path.</summary>
    /// <param name="path">The path, from an argument or an option.</param>
    /// <param name="data">The data given with it; null for none.</param>
    /// <param name="command">The command, for an example in the message.</param>
    /// <exception cref="ArgumentException">Model and data are swapped.</exception>
    /// <exception cref="InvalidDataException">The file is not a model file.</exception>
    public static Model Load(string path, string? data = null, string command = "")
    {
        if (path.Length == 0)
            throw new ArgumentException("MODEL is an empty path, expected a file");
        try
        {
            return Model.Load(path);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            byte[] start = FileFormats.StartOf(path);
            if (data is not null && FileFormats.IsModel(FileFormats.StartOf(data)) && !FileFormats.IsModel(start))
                throw new ArgumentException($"MODEL and DATA are swapped: '{data}' is a model file and '{path}' is none: the model comes first, as in nabla {command} {data} {path}", e);
            if (start.Length == 0 || FileFormats.IsModel(start) || e is not InvalidDataException)
                throw;
            string kind = FileFormats.NameOf(start) ?? (start.AsSpan().Contains((byte)0) ? "a file of another kind" : "a text, such as a CSV file");
            throw new InvalidDataException($"{path} is not a model file: it is {kind}", e);
        }
    }
}
