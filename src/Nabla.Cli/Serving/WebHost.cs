using System.Diagnostics;
using System.Runtime.InteropServices;
using Nabla.Cli.Files;

namespace Nabla.Cli.Serving;

/// <summary>
/// Runs the web host, a separate program in a folder next to this one, so that other commands do not load ASP.NET Core. It always ends with this
/// process, because its standard input ends.
/// </summary>
internal static class WebHost
{
    private const string Folder = "web", Name = "Nabla.Web.dll", Framework = "Microsoft.AspNetCore.App";

    /// <summary>Runs the program until it ends.</summary>
    /// <param name="arguments">The program's arguments.</param>
    /// <param name="cancellation">Stops the program.</param>
    /// <returns>The program's exit code.</returns>
    /// <exception cref="IOException">The program or ASP.NET Core is not installed.</exception>
    public static int Run(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        string program = Path.Combine(AppContext.BaseDirectory, Folder, Name);
        if (!File.Exists(program))
            throw new IOException($"'{program}' is missing: reinstall the nabla command");

        var start = new ProcessStartInfo(Dotnet(arguments[0])) { RedirectStandardInput = true, UseShellExecute = false };

        // A closed handle would be reused for the first file that the other program opens.
        (start.RedirectStandardOutput, start.RedirectStandardError) = (StandardHandle.IsClosedHandle(1), StandardHandle.IsClosedHandle(2));
        foreach (string argument in arguments.Prepend(program))
            start.ArgumentList.Add(argument);
        using Process host = Process.Start(start)!;
        if (start.RedirectStandardOutput)
            host.BeginOutputReadLine();
        if (start.RedirectStandardError)
            host.BeginErrorReadLine();
        using CancellationTokenRegistration stop = cancellation.Register(host.StandardInput.Close);
        host.WaitForExit();
        return host.ExitCode;
    }

    // The .NET installation that runs this program and contains shared/Microsoft.NETCore.App/10.0.0. A self-contained or ahead-of-time compiled
    // program uses the machine's.
    private static string Dotnet(string command)
    {
        string? own = new DirectoryInfo(RuntimeEnvironment.GetRuntimeDirectory()).Parent?.Parent?.Parent?.FullName;
        string[] places = [own ?? string.Empty, Environment.GetEnvironmentVariable("DOTNET_ROOT") ?? string.Empty, .. (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)];
        foreach (string place in places.Where(place => place.Length > 0))
        {
            FileSystemInfo program = new FileInfo(Path.Combine(place, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
            if (!program.Exists)
                continue;
            program = program.ResolveLinkTarget(returnFinalTarget: true) ?? program;
            if (Directory.Exists(Path.Combine(Path.GetDirectoryName(program.FullName)!, "shared", Framework)))
                return program.FullName;
        }

        throw new IOException($"'nabla {command}' needs ASP.NET Core: install the ASP.NET Core runtime of .NET {Environment.Version.Major}, or set DOTNET_ROOT to the folder that contains it");
    }
}
