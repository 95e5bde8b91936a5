using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using Nabla.Cli.Files;

namespace Nabla.Cli.Serving;

/// <summary>
/// Runs the web host, a separate program in a folder next to this one, so that other commands do not load ASP.NET Core. It always ends with this
/// process, because its standard input ends. A build from sources runs it from its own folder, and builds it the first time.
/// </summary>
internal static class WebHost
{
    private const string Framework = "Microsoft.AspNetCore.App";

    private static readonly string Installed = Path.Combine(AppContext.BaseDirectory, "web", "Nabla.Web.dll");

    // Where a build from sources has the program; null in a package.
    private static readonly string? Built
        = typeof(WebHost).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(fact => fact.Key == nameof(WebHost))?.Value;

    /// <summary>Whether the program is installed or built.</summary>
    public static bool IsAvailable => Found is not null;

    private static string? Found => File.Exists(Installed) ? Installed : File.Exists(Built) ? Built : null;

    /// <summary>Runs the program until it ends.</summary>
    /// <param name="arguments">The program's arguments.</param>
    /// <param name="error">For what is happening before the program starts.</param>
    /// <param name="cancellation">Stops the program.</param>
    /// <returns>The program's exit code.</returns>
    /// <exception cref="IOException">The program or ASP.NET Core is not installed, or the program cannot be built.</exception>
    public static int Run(IReadOnlyList<string> arguments, TextWriter error, CancellationToken cancellation)
    {
        string dotnet = Dotnet(arguments[0]);
        string program = Program(dotnet, error);
        var start = new ProcessStartInfo(dotnet) { RedirectStandardInput = true, UseShellExecute = false };

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

    private static string Program(string dotnet, TextWriter error)
    {
        if (Found is { } found)
            return found;
        string? project = Built is null ? null : Path.GetFullPath("../../../../Nabla.Web.csproj", Built);
        if (!File.Exists(project))
            throw new IOException($"'{Installed}' is missing: reinstall the nabla command");
        Build(dotnet, project, Path.GetFileName(Path.GetFullPath("../..", Built!)), error);
        return Built!;
    }

    private static void Build(string dotnet, string project, string configuration, TextWriter error)
    {
        error.WriteLine("building the web host (only the first time)");
        using Process build = Process.Start(new ProcessStartInfo(dotnet, ["build", project, "-c", configuration, "-v", "q"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        string output = build.StandardOutput.ReadToEnd();
        build.WaitForExit();
        if (build.ExitCode != 0)
            throw new IOException($"'dotnet build {project} -c {configuration}' failed: {output.Trim()}");
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
