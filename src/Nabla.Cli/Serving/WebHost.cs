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

        // shared/Microsoft.NETCore.App/10.0.0 stands beside the other frameworks, below the program that runs them.
        DirectoryInfo runtime = new(RuntimeEnvironment.GetRuntimeDirectory());
        DirectoryInfo shared = runtime.Parent!.Parent!;
        if (!Directory.Exists(Path.Combine(shared.FullName, Framework)))
            throw new IOException($"'nabla serve' needs ASP.NET Core, which is not in {shared.FullName}: install the ASP.NET Core runtime of .NET {Environment.Version.Major}");
        string dotnet = Path.Combine(shared.Parent!.FullName, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        var start = new ProcessStartInfo(dotnet) { RedirectStandardInput = true, UseShellExecute = false };

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
}
