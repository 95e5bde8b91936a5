using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Nabla.Cli.Tests;

/// <summary>The built program as a process of its own.</summary>
internal sealed partial class CommandProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly StringBuilder error = new();
    private readonly ManualResetEventSlim reported = new();

    private CommandProcess(ProcessStartInfo start)
    {
        this.process = new Process { StartInfo = start };
        this.process.OutputDataReceived += (_, line) => Append(this.output, line.Data);
        this.process.ErrorDataReceived += (_, line) =>
        {
            Append(this.error, line.Data);
            if (line.Data?.StartsWith("epoch ", StringComparison.Ordinal) is true)
                this.reported.Set();
        };
        this.process.Start();
        this.process.BeginOutputReadLine();
        this.process.BeginErrorReadLine();
    }

    /// <summary>Starts a command line.</summary>
    /// <param name="folder">The current folder of the process.</param>
    /// <param name="environment">Variables to set.</param>
    /// <param name="args">The arguments.</param>
    public static CommandProcess Start(string folder, IEnumerable<(string Name, string Value)> environment, params IEnumerable<string> args)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (string arg in (IEnumerable<string>)["exec", Path.Join(AppContext.BaseDirectory, "Nabla.Cli.dll"), .. args])
            start.ArgumentList.Add(arg);
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

    /// <summary>Waits until an epoch is reported.</summary>
    public void WaitForProgress() => Assert.True(this.reported.Wait(Patience), $"no progress: {this.error}");

    /// <summary>Sends a signal, as Ctrl+C or <c>kill</c> do.</summary>
    public void Signal(int signal) => Assert.Equal(0, Kill(this.process.Id, signal));

    /// <summary>Waits for the end.</summary>
    public Outcome End()
    {
        Assert.True(this.process.WaitForExit(Patience), $"still running: {this.error}");
        this.process.WaitForExit();
        return new Outcome(this.process.ExitCode, this.output.ToString(), this.error.ToString());
    }

    public void Dispose()
    {
        if (!this.process.HasExited)
            this.process.Kill();
        this.process.Dispose();
        this.reported.Dispose();
    }

    private static void Append(StringBuilder target, string? line)
    {
        if (line is not null)
            target.Append(line).Append('\n');
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int process, int signal);
}
