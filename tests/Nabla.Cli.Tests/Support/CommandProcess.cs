using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Nabla.Cli.Tests;

/// <summary>The built program as a process of its own.</summary>
internal sealed partial class CommandProcess : IDisposable
{
    // A command that never ends is a failure. Time on the processor is counted, which a busy machine does not use up; a command that waits forever uses none.
    private static readonly TimeSpan ProcessorTime = TimeSpan.FromMinutes(3), Waiting = TimeSpan.FromMinutes(30);

    // Signals that whoever started the tests ignores would be ignored by the program too.
    internal static readonly string[] Launcher = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT,HUP,QUIT,TERM", "dotnet"] : ["dotnet"];

    private readonly Process process;
    private readonly Task<string> output;
    private readonly StringBuilder error = new();
    private readonly long begun = Environment.TickCount64;
    private readonly Timer watch;
    private string? tooLong;

    private CommandProcess(ProcessStartInfo start)
    {
        this.process = Process.Start(start)!;
        this.output = this.process.StandardOutput.ReadToEndAsync();
        this.watch = new Timer(_ => this.Watch(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    /// <summary>Starts a command line.</summary>
    /// <param name="folder">The current folder of the process.</param>
    /// <param name="environment">Variables to set.</param>
    /// <param name="args">The arguments.</param>
    public static CommandProcess Start(string folder, IEnumerable<(string Name, string Value)> environment, params IEnumerable<string> args)
    {
        var start = new ProcessStartInfo(Launcher[0])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (string arg in (IEnumerable<string>)[.. Launcher[1..], "exec", Path.Join(AppContext.BaseDirectory, "Nabla.Cli.dll"), .. args])
            start.ArgumentList.Add(arg);
        start.Environment["DOTNET_TC_CallCountingDelayMs"] = "64"; // a third less processor time in a command that is soon over (hexadecimal)
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

    /// <summary>The megabytes of memory that are the process's own, without pages of files that are mapped; 0 when it has ended. On Linux.</summary>
    public double AnonymousMegabytes()
    {
        try
        {
            string? line = File.ReadLines($"/proc/{this.process.Id}/status").FirstOrDefault(line => line.StartsWith("RssAnon:", StringComparison.Ordinal));
            return line is null ? 0 : double.Parse(line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            return 0; // it has ended
        }
    }

    /// <summary>Whether it has come to its end.</summary>
    public bool HasEnded => this.process.HasExited;

    /// <summary>Waits for the end.</summary>
    public Outcome End()
    {
        this.error.Append(this.process.StandardError.ReadToEnd());
        this.process.WaitForExit();
        Assert.True(this.tooLong is null, $"still running after {this.tooLong}: {this.error}");
        return new Outcome(this.process.ExitCode, this.output.Result, this.error.ToString());
    }

    public void Dispose()
    {
        this.watch.Dispose();
        if (!this.process.HasExited)
            this.process.Kill();
        this.process.Dispose();
    }

    private void Watch()
    {
        try
        {
            if (this.process.TotalProcessorTime > ProcessorTime)
                this.tooLong = $"{ProcessorTime} of a processor";
            else if (Environment.TickCount64 - this.begun > Waiting.TotalMilliseconds)
                this.tooLong = $"{Waiting}";
            if (this.tooLong is not null)
                this.process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended meanwhile.
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Send(int process, int signal);
}
