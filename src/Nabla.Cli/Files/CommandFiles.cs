using System.CommandLine;
using System.CommandLine.Parsing;
using Nabla.Cli.Options;
using Nabla.Cli.Output;
using Nabla.Data;
using Nabla.Models;

namespace Nabla.Cli.Files;

/// <summary>
/// All files that a command reads and writes, named by any option or argument. An output must not be an input or another output, so that no file is
/// lost; this is checked before anything is read.
/// </summary>
internal static class CommandFiles
{
    /// <summary>Refuses outputs that are inputs or other outputs, or that cannot be written.</summary>
    /// <returns>Whether the command writes a file.</returns>
    /// <exception cref="ArgumentException">Two of the files are the same.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static bool Check(ParseResult parsed, Streams streams)
    {
        Named[] inputs = [.. Inputs(parsed, streams)];
        Named[] outputs = [.. Outputs(parsed)];
        foreach (Named file in (Named[])[.. outputs, .. inputs])
            RefuseClosed(file, streams);
        for (int i = 0; i < outputs.Length; i++)
        {
            if (Array.Find(inputs, input => Meet(outputs[i], input)) is { } read)
                throw new ArgumentException($"{outputs[i]} is the same file as {read}, an input that would be lost: choose another file");
            if (outputs.Take(i).FirstOrDefault(other => Meet(outputs[i], other)) is { } other)
                throw new ArgumentException($"{outputs[i]} is the same file as {other}: choose different files");
        }

        if (Folder(parsed) is { } folder)
            CheckFolder(folder, inputs, outputs);
        CheckStandard(streams, inputs, outputs);
        foreach (Named output in outputs)
            new OutputFile(output.Path, output.Who).Check();
        return outputs.Length > 0;
    }

    /// <summary>A file name in the current folder that is not an input of the command: STEM.EXT, or else STEM-2.EXT, STEM-3.EXT …</summary>
    public static string Free(ParseResult parsed, string stem, string extension)
    {
        Named[] inputs = [.. Inputs(parsed, streams: null)];
        string path = stem + extension;
        for (int number = 2; Array.Exists(inputs, input => input.File.IsSameAs(FileIdentity.Of(path))); number++)
            path = $"{stem}-{number}{extension}";
        return path;
    }

    private static IEnumerable<Named> Inputs(ParseResult parsed, Streams? streams)
    {
        foreach (ArgumentResult argument in parsed.CommandResult.Children.OfType<ArgumentResult>())
        {
            // If an argument of several words, such as "[MODEL] DATA", has fewer values, they are the last ones.
            string[] words = [.. argument.Argument.Name.Split(' ').Select(word => word.Trim('[', ']')).Where(word => word.Length > 1)];
            string[] tokens = [.. argument.Tokens.Select(token => token.Value)];
            for (int i = 0; i < tokens.Length; i++)
            {
                foreach (Named input in OfArgument(words[Math.Max(0, words.Length - tokens.Length + i)], tokens[i], streams))
                    yield return input;
            }
        }

        foreach (PathOption option in Options(parsed, PathRole.Input))
        {
            if (parsed.GetValue(option) is { } path && (File.Exists(path) || Directory.Exists(path)))
                yield return new Named(option.Name, path);
        }
    }

    private static IEnumerable<Named> OfArgument(string name, string value, Streams? streams)
    {
        if (value.Length == 0 || Datasets.All.Any(info => info.Name == value))
            return [];
        if (value == "-")
            return streams?.Handle is null || OperatingSystem.IsWindows() ? [] : [new Named(name, "/dev/stdin")];
        return File.Exists(value) ? [new Named(name, value)]
            : Directory.Exists(value) ? Directory.EnumerateFiles(value, "*-ubyte*").Select(file => new Named(name, file)) : [];
    }

    private static IEnumerable<Named> Outputs(ParseResult parsed)
        => Options(parsed, PathRole.Output).Select(option => (option.Name, Path: option.In(parsed))).Where(output => output.Path is not null).Select(output => new Named(output.Name, output.Path!));

    private static Named? Folder(ParseResult parsed)
        => Options(parsed, PathRole.Folder).Select(option => (option.Name, Path: parsed.GetValue(option))).Where(folder => folder.Path is not null).Select(folder => new Named(folder.Name, folder.Path!)).FirstOrDefault();

    private static IEnumerable<PathOption> Options(ParseResult parsed, PathRole role)
        => parsed.CommandResult.Command.Options.OfType<PathOption>().Where(option => option.Role == role);

    // A device such as /dev/null has no contents that could be lost.
    private static bool Meet(Named one, Named other) => one.File.IsSameAs(other.File) && !(one.File.IsStream && !one.File.IsPipe);

    private static void CheckFolder(Named folder, Named[] inputs, Named[] outputs)
    {
        foreach (Named file in (Named[])[.. outputs, .. inputs])
        {
            if (file.File.IsSameAs(folder.File))
                throw new ArgumentException($"{file} is the same as {folder}: choose different paths");
            if (file.File.IsIn(folder.File) && CheckpointOptions.Owns(Path.GetFileName(file.File.Path)))
                throw new ArgumentException($"{file} is one of the checkpoints in {folder}, which are replaced and removed: choose another {(inputs.Contains(file) ? "folder" : "file")}");
        }
    }

    /// <summary>Redirected results and progress are outputs too.</summary>
    private static void CheckStandard(Streams streams, Named[] inputs, Named[] outputs)
    {
        if (streams.Handle is null || OperatingSystem.IsWindows())
            return;
        foreach ((int number, string name) in ((int, string)[])[(1, "standard output"), (2, "standard error")])
        {
            FileIdentity file = FileIdentity.Of($"/dev/fd/{number}");
            if (!file.IsRegular || StandardHandle.IsClosedHandle(number))
                continue;
            if (Array.Find(inputs, input => input.File.IsSameAs(file)) is { } read)
            {
                if (number == 2)
                    streams.Mute(); // these messages would be part of the data
                throw new ArgumentException($"{name} goes to the same file as {read}, an input that would be lost: redirect it to another file");
            }

            if (Array.Find(outputs, output => output.File.IsSameAs(file) && output.File.StandardHandle is null) is { } written)
                throw new ArgumentException($"{name} goes to the same file as {written}: redirect it to another file");
        }
    }

    private static void RefuseClosed(Named file, Streams streams)
    {
        if (streams.Handle is not null && file.File.StandardHandle is { } number && StandardHandle.IsClosedHandle(number))
            throw new IOException($"{file.Name} is {(number == 0 ? "standard input" : number == 1 ? "standard output" : "standard error")}, which is closed");
    }

    /// <summary>A file and the option or argument that names it.</summary>
    private sealed record Named(string Who, string Path)
    {
        public FileIdentity File { get; } = FileIdentity.Of(Path);

        public string Name => this.Who.StartsWith('-') ? $"option '{this.Who}'" : this.Who;

        public override string ToString() => $"{this.Name} '{Excerpt.Of(this.Path)}'";
    }
}
