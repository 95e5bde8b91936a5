using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Nabla.Tests.Data;

/// <summary>A web server on the loopback address that answers each path with what it is told.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Task serving;

    /// <param name="files">Content by name; anything else is answered with 404.</param>
    /// <param name="change">What to make of the bytes of an answer, headers included; null closes the connection unanswered.</param>
    public LoopbackServer(IReadOnlyDictionary<string, byte[]> files, Func<byte[], byte[]?>? change = null)
    {
        this.listener.Start();
        this.serving = this.ServeAsync(files, change ?? (answer => answer));
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)this.listener.LocalEndpoint).Port}/mnist/");

    /// <summary>The names asked for, in order.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Whether to keep connections open in silence after an answer.</summary>
    public bool Silent { get; init; }

    /// <summary>An answer with a status and a body.</summary>
    public static byte[] Answer(string status, byte[] body)
        => [.. Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n"), .. body];

    public void Dispose()
    {
        this.stop.Cancel();
        this.listener.Stop();
        this.serving.Wait();
        this.stop.Dispose();
    }

    private async Task ServeAsync(IReadOnlyDictionary<string, byte[]> files, Func<byte[], byte[]?> change)
    {
        try
        {
            while (true)
            {
                using TcpClient client = await this.listener.AcceptTcpClientAsync(this.stop.Token);
                using var reader = new StreamReader(client.GetStream());
                string request = await reader.ReadLineAsync(this.stop.Token) ?? string.Empty;
                while (await reader.ReadLineAsync(this.stop.Token) is { Length: > 0 })
                {
                }

                string name = request.Split(' ')[1].Split('/')[^1];
                this.Requests.Add(name);
                byte[]? answer = change(files.TryGetValue(name, out byte[]? body) ? Answer("200 OK", body) : Answer("404 Not Found", []));
                if (answer is not null)
                    await client.GetStream().WriteAsync(answer, this.stop.Token);
                if (this.Silent)
                    await Task.Delay(Timeout.Infinite, this.stop.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or IOException)
        {
            // The test is over, or the client went away.
        }
    }
}
