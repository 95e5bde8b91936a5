using System.Diagnostics;
using System.Security.Cryptography;
using Nabla.Tests.Data;

namespace Nabla.Cli.Tests.Reproducibility;

/// <summary>
/// Runs many command lines in one process of its own, so that its environment and current folder can be set and its start is paid once. The process is
/// this test program again, told by a variable to run what stands in a file.
/// </summary>
public class CommandLinesHost
{
    private const string Variable = "NABLA_COMMAND_LINES";

    [Fact]
    public void Runs_the_command_lines_of_a_file()
    {
        string? file = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipUnless(file is not null, "only as a process of another test");
        var errors = new List<string>();
        foreach (string line in File.ReadAllLines(file!))
        {
            string[] parts = line.Split('\t');
            Directory.SetCurrentDirectory(parts[0]);
            Outcome outcome = CommandLine.Run(parts[1..]);
            errors.Add(outcome.ExitCode == 0 ? string.Empty : $"exit code {outcome.ExitCode}: {outcome.Error.ReplaceLineEndings(" ")}");
        }

        File.WriteAllLines($"{file}.errors", errors);
    }

    /// <summary>The SHA-256 of the model file of each command line, or the error.</summary>
    internal static string[] Digests(IEnumerable<string[]> commandLines, int? threads, params (string Name, string Value)[] environment)
        => Digests(AppContext.BaseDirectory, commandLines, threads, environment);

    /// <summary>Likewise, by the program in a folder.</summary>
    internal static string[] Digests(string program, IEnumerable<string[]> commandLines, int? threads, params (string Name, string Value)[] environment)
    {
        using var folder = new TemporaryFolder();
        string[] more = threads is { } n ? ["--threads", $"{n}"] : [];
        string[] errors = Errors(program, commandLines.Select((line, i) => (folder.Path, (string[])[.. line, .. more, "--output", $"{i}.model"])), environment);
        return [.. errors.Select((error, i) => error.Length > 0 ? error : Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(folder.File($"{i}.model")))))];
    }

    /// <summary>Runs command lines, each in a folder, one after the other.</summary>
    /// <returns>The error of each; empty for one that succeeds.</returns>
    internal static string[] Errors(string program, IEnumerable<(string Folder, string[] Line)> commandLines, params (string Name, string Value)[] environment)
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("lines");
        File.WriteAllLines(file, commandLines.Select(one => string.Join('\t', one.Line.Prepend(one.Folder))));
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.Path,
        };
        string method = $"{typeof(CommandLinesHost).FullName}.{nameof(Runs_the_command_lines_of_a_file)}";
        foreach (string arg in (string[])["exec", Path.Join(program, "Nabla.Cli.Tests.dll"), "--filter-method", method, "--no-progress", "--results-directory", folder.Path])
            start.ArgumentList.Add(arg);
        start.Environment[Variable] = file;
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(File.Exists($"{file}.errors"), $"{output}\n{error.Result}");
        return File.ReadAllLines($"{file}.errors");
    }
}
