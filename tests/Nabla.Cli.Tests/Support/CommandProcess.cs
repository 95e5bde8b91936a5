using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Nabla.Cli.Tests;

/// <summary>The built program as a process of its own.</summary>
internal sealed partial class CommandProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process process;
    private readonly Task<string> output;
    private readonly StringBuilder error = new();
    private readonly CancellationTokenSource patience = new(Patience);

    private CommandProcess(ProcessStartInfo start)
    {
        this.process = Process.Start(start)!;
        this.output = this.process.StandardOutput.ReadToEndAsync();
        this.patience.Token.Register(this.process.Kill);
    }

    /// <summary>Starts a command line.</summary>
    /// <param name="folder">The current folder of the process.</param>
    /// <param name="environment">Variables to set.</param>
    /// <param name="args">The arguments.</param>
    public static CommandProcess Start(string folder, IEnumerable<(string Name, string Value)> environment, params IEnumerable<string> args)
    {
        string[] before = IgnoresInterrupts() ? ["env", "--default-signal=INT,HUP,QUIT,TERM"] : [];
        string[] line = [.. before, "dotnet", "exec", Path.Join(AppContext.BaseDirectory, "Nabla.Cli.dll"), .. args];
        var start = new ProcessStartInfo(line[0], line[1..])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment["DOTNET_EnableDiagnostics"] = "0"; // a killed process would leave its pipes for debuggers behind
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        return new CommandProcess(start);
    }

    /// <summary>Runs a command line to its end.</summary>
    public static Outcome Run(string folder, params IEnumerable<string> args) => Run(folder, [], args);

    /// <summary>Runs a command line to its end with environment variables set.</summary>
    public static Outcome Run(string folder, IEnumerable<(string Name, string Value)> environment, params IEnumerable<string> args)
    {
        using CommandProcess started = Start(folder, environment, args);
        return started.End();
    }

    /// <summary>Waits for a line on standard error that begins with a text.</summary>
    public void WaitFor(string beginning)
    {
        string? line;
        do
        {
            line = this.process.StandardError.ReadLine();
            this.error.Append(line).Append('\n');
        }
        while (line?.StartsWith(beginning, StringComparison.Ordinal) is false);
        Assert.True(line is not null, $"no line '{beginning}': {this.error}");
    }

    /// <summary>Sends a signal, as Ctrl+C or <c>kill</c> do.</summary>
    public void Signal(int signal) => Assert.Equal(0, Send(this.process.Id, signal));

    /// <summary>Ends the process at once, wherever it is, and waits for that.</summary>
    /// <returns>False if it had come to its end by itself.</returns>
    public bool Kill()
    {
        this.process.Kill();
        this.process.WaitForExit();
        return this.process.ExitCode != 0;
    }

    /// <summary>Waits for the end.</summary>
    public Outcome End()
    {
        this.error.Append(this.process.StandardError.ReadToEnd());
        this.process.WaitForExit();
        Assert.False(this.patience.IsCancellationRequested, $"still running after {Patience}: {this.error}");
        return new Outcome(this.process.ExitCode, this.output.Result, this.error.ToString());
    }

    public void Dispose()
    {
        this.patience.Dispose();
        if (!this.process.HasExited)
            this.process.Kill();
        this.process.Dispose();
    }

    /// <summary>Whether the tests run where Ctrl+C is switched off, as behind nohup or in the background of a script: their processes would inherit that.</summary>
    private static bool IgnoresInterrupts()
    {
        const string Status = "/proc/self/status", Field = "SigIgn:";
        return File.Exists(Status)
            && File.ReadLines(Status).FirstOrDefault(line => line.StartsWith(Field, StringComparison.Ordinal)) is { } line
            && (Convert.ToUInt64(line[Field.Length..].Trim(), 16) & 0b111) != 0; // SIGHUP, SIGINT, SIGQUIT
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Send(int process, int signal);
}
