using System.Globalization;
using System.Text;

namespace Nabla.Studio;

/// <summary>Writes the command line that repeats the run.</summary>
internal static class CommandLine
{
    /// <summary>The command line.</summary>
    /// <param name="data">The name of a data set, or a file.</param>
    /// <param name="options">The options that are set.</param>
    /// <param name="epochs">The epochs of a run that was stopped; null for those of the options.</param>
    public static string Of(string data, StudioOptions options, int? epochs)
    {
        var line = new StringBuilder("nabla train ").Append(Quoted(data));
        if (options["hidden"] is null)
            line.Append(" --hidden ").AppendJoin(',', options.ToSettings().Network.HiddenLayers); // without it, the command trains another network
        foreach ((StudioOption option, string value) in options.Given.Where(given => epochs is null || given.Option.Name != "epochs"))
        {
            line.Append(" --").Append(option.Name);
            if (!option.IsFlag)
                line.Append(' ').Append(Quoted(value));
        }

        if (epochs is { } count)
            line.Append(CultureInfo.InvariantCulture, $" --epochs {count}");
        return line.ToString();
    }

    /// <summary>A word quoted for a shell.</summary>
    private static string Quoted(string word)
        => word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or ',' or ':' or '-' or '_' or '/' or '+')
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
