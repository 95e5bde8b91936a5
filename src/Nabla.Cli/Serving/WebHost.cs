using System.Diagnostics;
using System.Runtime.InteropServices;
using Nabla.Cli.Files;

namespace Nabla.Cli.Serving;

/// <summary>
/// The program for what needs ASP.NET Core, in a folder beside this one: no other command loads any of it. It ends with this process,
/// whatever ends this, since its input does.
/// </summary>
internal static class WebHost
{
    private const string Folder = "web", Name = "Nabla.Web.dll", Framework = "Microsoft.AspNetCore.App";

    /// <summary>Runs it to its end.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Its exit code.</returns>
    /// <exception cref="IOException">It, or ASP.NET Core, is not there.</exception>
    public static int Run(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        string program = Path.Combine(AppContext.BaseDirectory, Folder, Name);
        if (!File.Exists(program))
            throw new IOException($"there is no '{program}': install the nabla command again");

        var start = new ProcessStartInfo(Dotnet(arguments[0])) { RedirectStandardInput = true, UseShellExecute = false };

        // A handle that is closed would become that of whatever the other program opens first.
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

    // The .NET that runs this program: shared/Microsoft.NETCore.App/10.0.0 stands below it. A program that carries its runtime, or was compiled
    // ahead of time, uses that of the machine.
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

        throw new IOException($"'nabla {command}' needs ASP.NET Core: install the ASP.NET Core runtime of .NET {Environment.Version.Major}, or name the folder that has it in DOTNET_ROOT");
    }
}
