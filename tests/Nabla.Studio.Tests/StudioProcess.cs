using System.Diagnostics;
using Nabla.Cli.Tests;

namespace Nabla.Studio.Tests;

/// <summary><c>nabla studio</c> as a process of its own.</summary>
internal sealed class StudioProcess : IDisposable
{
    private readonly Process process;

    public StudioProcess(string folder, params string[] args)
    {
        var start = new ProcessStartInfo(CommandProcess.Launcher[0]) { UseShellExecute = false, RedirectStandardOutput = true, WorkingDirectory = folder };
        foreach (string arg in (IEnumerable<string>)[.. CommandProcess.Launcher[1..], "exec", Path.Join(AppContext.BaseDirectory, "Nabla.Cli.dll"), "studio", .. args, "--no-browser"])
            start.ArgumentList.Add(arg);
        this.process = Process.Start(start)!;
        string line = this.process.StandardOutput.ReadLine() ?? string.Empty;
        Assert.StartsWith("the Studio is at http://127.0.0.1:", line, StringComparison.Ordinal);
        this.Address = new Uri(line.Split(' ')[4]);
    }

    /// <summary>The address of the page, with its token.</summary>
    public Uri Address { get; }

    /// <summary>Sends a signal, and waits for the end.</summary>
    public int End(string signal)
    {
        using (Process kill = Process.Start("kill", [$"-{signal}", $"{this.process.Id}"]))
            kill.WaitForExit();
        Assert.True(this.process.WaitForExit(TimeSpan.FromMinutes(1)));
        return this.process.ExitCode;
    }

    public void Dispose()
    {
        if (!this.process.HasExited)
            this.process.Kill(entireProcessTree: true);
        this.process.Dispose();
    }
}
