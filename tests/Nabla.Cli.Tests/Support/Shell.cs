using System.Diagnostics;

namespace Nabla.Cli.Tests;

/// <summary>Runs scripts of the shell in a folder, in which $NABLA is the program.</summary>
internal static class Shell
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <param name="folder">The current folder.</param>
    /// <param name="script">The script.</param>
    /// <param name="before">A command that runs the shell.</param>
    public static Outcome Run(string folder, string script, params string[] before)
    {
        string[] command = [.. before, "sh", "-c", script];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NABLA"] = $"dotnet exec {Path.Join(AppContext.BaseDirectory, "Nabla.Cli.dll")}";
        start.Environment["DOTNET_TC_CallCountingDelayMs"] = "64"; // as in CommandProcess
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        using CancellationTokenRegistration end = patience.Token.Register(() => process.Kill(entireProcessTree: true));
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.False(patience.IsCancellationRequested, $"still running after {Patience}: {script}");
        return new Outcome(process.ExitCode, output, error.Result);
    }
}
