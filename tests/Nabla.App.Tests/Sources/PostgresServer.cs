using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Nabla.App.Tests.Sources;

/// <summary>A PostgreSQL of its own, from Debian's package, in a folder that is gone afterwards.</summary>
public sealed class PostgresServer : IDisposable
{
    private const string User = "postgres";
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"nabla-postgres-{Guid.NewGuid():N}");
    private readonly string programs;
    private readonly int port = FreePort();

    public PostgresServer()
    {
        this.programs = Programs() ?? throw new InvalidOperationException("PostgreSQL is not installed: apt-get install postgresql");
        Directory.CreateDirectory(this.folder);

        // It refuses to run as root.
        if (Environment.UserName == "root")
            Run("chown", User, this.folder);
        this.RunAs("initdb", "--auth=trust", "--username=" + User, "--no-sync", "-D", this.Data);
        this.RunAs("pg_ctl", "-D", this.Data, "-w", "-l", Path.Combine(this.folder, "log"), "-o", $"-p {this.port} -k {this.folder} -c listen_addresses=127.0.0.1 -c fsync=off", "start");
    }

    public string ConnectionString => $"Host=127.0.0.1;Port={this.port};Username={User};Database={User}";

    private string Data => Path.Combine(this.folder, "data");

    /// <summary>Where the server's programs are; null if it is not installed.</summary>
    public static string? Programs()
        => Directory.Exists("/usr/lib/postgresql") ? Directory.EnumerateDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).FirstOrDefault(bin => File.Exists(Path.Combine(bin, "initdb"))) : null;

    public void Dispose()
    {
        NpgsqlConnection.ClearAllPools();
        this.RunAs("pg_ctl", "-D", this.Data, "-m", "immediate", "stop");
        Directory.Delete(this.folder, recursive: true);
    }

    private void RunAs(string program, params string[] arguments)
    {
        string path = Path.Combine(this.programs, program);
        if (Environment.UserName == "root")
            Run("runuser", ["-u", User, "--", path, .. arguments]);
        else
            Run(path, arguments);
    }

    private static void Run(string program, params string[] arguments)
    {
        // The server inherits what its starter has open: a pipe would never end.
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = "/", ArgumentList = { "-c", "\"$@\" > /dev/null 2>&1", "sh", program } };
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
