using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using Nabla.Cli.Tables;
using Nabla.Csv;
using Nabla.Data;
using Nabla.Descriptions;
using Nabla.Parquet;

namespace Nabla.Cli.Options;

/// <summary>Shell completions of arguments and options.</summary>
internal static class Completions
{
    private const int MostFiles = 1000;

    /// <summary>
    /// The words that may follow in a line. Options are offered if the word starts like one, or if no argument is left. Other spellings of --help are
    /// not offered.
    /// </summary>
    public static IEnumerable<string> Of(ParseResult line, int position)
    {
        string[] labels = [.. line.GetCompletions(position).Select(item => item.Label).Except(["-?", "-h", "/?", "/h"], StringComparer.Ordinal)];
        string[] values = Array.FindAll(labels, label => !label.StartsWith('-'));
        return values.Length > 0 ? values : labels;
    }

    /// <summary>The completions of an argument, if it is the next one.</summary>
    public static Func<CompletionContext, IEnumerable<CompletionItem>> ForArgument(string name, Func<CompletionContext, IEnumerable<CompletionItem>> completions) => context =>
    {
        CommandResult command = context.ParseResult.CommandResult;
        int filled = command.Children.OfType<ArgumentResult>().Sum(result => result.Tokens.Count) - (context.WordToComplete.Length > 0 ? 1 : 0);
        return command.Command.Arguments.ElementAtOrDefault(filled)?.Name == name ? completions(context) : [];
    };

    /// <summary>Data set names, then files and folders.</summary>
    public static IEnumerable<CompletionItem> Data(CompletionContext context)
        => Of([.. Datasets.All.Select(info => info.Name)], context).Concat(Files(context));

    /// <summary>Files and folders.</summary>
    public static IEnumerable<CompletionItem> Files(CompletionContext context) => Files(context, extension: string.Empty);

    /// <summary>Model files and folders.</summary>
    public static IEnumerable<CompletionItem> Models(CompletionContext context) => Files(context, ".safetensors");

    /// <summary>The columns of the file given as DATA, following those already typed.</summary>
    public static IEnumerable<CompletionItem> Columns(CompletionContext context)
    {
        string word = context.WordToComplete;
        int end = word.LastIndexOf(',') + 1;
        string? path = context.ParseResult.CommandResult.Command.Arguments.OfType<Argument<string>>()
            .Where(argument => argument.Name == DataOptions.ArgumentName).Select(argument => context.ParseResult.GetValue(argument)).FirstOrDefault();
        if (!File.Exists(path))
            return [];
        IEnumerable<string> names;
        try
        {
            names = ParquetFile.Is(path) ? ParquetFile.ReadNames(path) : TableFile.IsPackedTable(path) ? TableFile.PackedNames(path) : CsvFile.ReadNames(path);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return []; // completion shows no errors
        }

        return Of(names.Select(name => word[..end] + (name.Contains(',', StringComparison.Ordinal) ? $"\"{name}\"" : name)), context);
    }

    private static IEnumerable<CompletionItem> Files(CompletionContext context, string extension)
    {
        string word = context.WordToComplete;
        string folder = word[..(word.LastIndexOf(Path.DirectorySeparatorChar) + 1)];
        try
        {
            return Of(
                new DirectoryInfo(folder.Length == 0 ? "." : folder).EnumerateFileSystemInfos($"{word[folder.Length..]}*").Take(MostFiles)
                    .Where(entry => entry is DirectoryInfo || entry.Name.EndsWith(extension, StringComparison.Ordinal))
                    .Select(entry => folder + entry.Name + (entry is DirectoryInfo ? Path.DirectorySeparatorChar : string.Empty)),
                context);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return [];
        }
    }

    /// <summary>The names of a catalog.</summary>
    public static IEnumerable<CompletionItem> Of<T>(Catalog<T> catalog, CompletionContext context) => Of(catalog.Select(entry => entry.Name), context);

    /// <summary>The texts that start with the word.</summary>
    public static IEnumerable<CompletionItem> Of(IEnumerable<string> texts, CompletionContext context)
        => texts.Where(text => text.StartsWith(context.WordToComplete, StringComparison.Ordinal)).Select(text => new CompletionItem(text));
}
