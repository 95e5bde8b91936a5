using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Nabla.Tests.Data;

namespace Nabla.Cli.Tests.Reproducibility;

/// <summary>
/// Runs many command lines in one process of its own, so that its environment can be set and its start is paid once. The process is
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
        var digests = new StringBuilder();
        string output = $"{file}.model";
        foreach (string line in File.ReadAllLines(file!))
        {
            Outcome outcome = CommandLine.Run([.. line.Split('\t'), "--output", output]);
            digests.Append(outcome.ExitCode == 0 ? Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(output))) : outcome.Error.Trim()).Append('\n');
        }

        File.WriteAllText($"{file}.digests", digests.ToString());
    }

    /// <summary>The SHA-256 of the model file of each command line, or what was said in place of one.</summary>
    internal static string[] Digests(IEnumerable<string[]> commandLines, int? threads, params (string Name, string Value)[] environment)
        => Digests(AppContext.BaseDirectory, commandLines, threads, environment);

    /// <summary>Likewise, by the program in a folder.</summary>
    internal static string[] Digests(string program, IEnumerable<string[]> commandLines, int? threads, params (string Name, string Value)[] environment)
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("lines");
        string[] more = threads is { } n ? ["--threads", $"{n}"] : [];
        File.WriteAllLines(file, commandLines.Select(line => string.Join('\t', line.Concat(more))));
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
        Assert.True(File.Exists($"{file}.digests"), $"{output}\n{error.Result}");
        return File.ReadAllLines($"{file}.digests");
    }
}
