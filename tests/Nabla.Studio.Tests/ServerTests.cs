using System.Net;
using System.Net.WebSockets;
using System.Text;
using Nabla.Cli.Tests;
using Nabla.Tests;

namespace Nabla.Studio.Tests;

/// <summary>Who may speak to <c>nabla studio</c>, and what it gives away.</summary>
public class ServerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_the_page_of_the_printed_address_is_answered()
    {
        using var studio = new StudioProcess(Path.GetTempPath());
        using var client = new HttpClient();
        string root = $"http://127.0.0.1:{studio.Address.Port}";
        string token = studio.Address.AbsolutePath.Trim('/');
        Assert.Equal(32, token.Length);
        using (HttpResponseMessage page = await client.GetAsync(studio.Address, Cancellation))
        {
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
            Assert.StartsWith("default-src 'none'", string.Join(' ', page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
            Assert.Equal("no-referrer", string.Join(' ', page.Headers.GetValues("Referrer-Policy")));
            Assert.False(page.Headers.Contains("Access-Control-Allow-Origin"));
        }

        // No token, a wrong one, one that is too short, and the token without its slash.
        foreach (string path in (string[])["/", "/index.html", "/host.json", $"/{token[..^1]}x/", $"/{token[..8]}/", $"/{token}", "//", $"//{token}/"])
            Assert.Equal((path, HttpStatusCode.Forbidden), (path, await Status(client, root + path)));

        // Nothing of the disk, by whatever name.
        foreach (string path in (string[])["../../../../etc/passwd", "..%2f..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/etc/passwd", "/etc/passwd", "Nabla.Web.dll", "page/index.html", "INDEX.HTML", "index.html/", "assets/"])
            Assert.NotEqual((path, HttpStatusCode.OK), (path, await Status(client, $"{root}/{token}/{path}")));

        // Another name that leads here.
        using var rebound = new HttpRequestMessage(HttpMethod.Get, studio.Address) { Headers = { Host = $"evil.example:{studio.Address.Port}" } };
        using (HttpResponseMessage answer = await client.SendAsync(rebound, Cancellation))
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        using HttpResponseMessage posted = await client.PostAsync(studio.Address, null, Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, posted.StatusCode);
    }

    [Fact]
    public async Task A_WebSocket_is_for_the_page_alone_and_the_latest_one_takes_over()
    {
        using var studio = new StudioProcess(Path.GetTempPath());
        string own = $"http://127.0.0.1:{studio.Address.Port}";
        foreach (string? origin in (string?[])[null, "https://evil.example", "null", "http://127.0.0.1:1", $"{own}.evil.example"])
            await Assert.ThrowsAsync<WebSocketException>(() => Connect(studio, origin));
        await Assert.ThrowsAsync<WebSocketException>(() => Connect(studio, own, "/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/"));

        using ClientWebSocket first = await Connect(studio, own);
        await Say(first, """{"type":"hello"}""");
        Assert.Contains("\"type\":\"offered\"", await Read(first), StringComparison.Ordinal);
        Assert.Contains("\"data\":\"circles\"", await Read(first), StringComparison.Ordinal);
        await Say(first, "no JSON");
        string refused;
        do
            refused = await Read(first);
        while (!refused.Contains("\"type\":\"refused\"", StringComparison.Ordinal));

        using ClientWebSocket second = await Connect(studio, own);
        while (first.State == WebSocketState.Open)
            await Read(first);
        Assert.StartsWith("the Studio is open in another tab", first.CloseStatusDescription, StringComparison.Ordinal);
        await Say(second, """{"type":"hello"}""");
        Assert.Contains("\"type\":\"offered\"", await Read(second), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void It_ends_when_it_is_told_to(string signal)
    {
        using var studio = new StudioProcess(Path.GetTempPath(), "iris");
        Assert.Equal(0, studio.End(signal));
    }

    [Fact]
    public async Task It_reads_the_file_that_is_named_and_no_other()
    {
        using var studio = new StudioProcess(Path.Combine(Repository.Root, "docs", "guide"), "flats.csv");
        using ClientWebSocket socket = await Connect(studio, $"http://127.0.0.1:{studio.Address.Port}");
        await Say(socket, """{"type":"hello"}""");
        await Read(socket);
        Assert.Contains("\"data\":\"flats.csv\"", await Read(socket), StringComparison.Ordinal);
        await Say(socket, """{"type":"open","data":"/etc/passwd"}""");
        string answer;
        do
            answer = await Read(socket);
        while (!answer.Contains("\"type\":\"refused\"", StringComparison.Ordinal));
        Assert.DoesNotContain("root", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_opened_is_refused_in_a_sentence()
    {
        Assert.StartsWith("nabla: there is no file or data set 'nowhere.csv': data sets are digits,", Fail("studio", "nowhere.csv"), StringComparison.Ordinal);
        Assert.StartsWith("nabla: 'mnist' is too large for the Studio", Fail("studio", "mnist"), StringComparison.Ordinal);
        Assert.Contains("option '--port': '70000' is not a port: expected 1 to 65535", Fail("studio", "--port", "70000"), StringComparison.Ordinal);
        using var first = new StudioProcess(Path.GetTempPath());
        Cli.Tests.Outcome second = CommandProcess.Run(Path.GetTempPath(), "studio", "--no-browser", "--port", $"{first.Address.Port}");
        Assert.Equal(1, second.ExitCode);
        Assert.Contains("the port is in use by another program: choose another with --port", second.Error, StringComparison.Ordinal);
    }

    private static string Fail(params string[] args)
    {
        Cli.Tests.Outcome outcome = CommandLine.Run(args);
        Assert.Equal(1, outcome.ExitCode);
        return outcome.Error;
    }

    private static async Task<HttpStatusCode> Status(HttpClient client, string address)
    {
        // As it stands: no part of the path is taken away before it is sent.
        using HttpResponseMessage answer = await client.GetAsync(new Uri(address, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }), Cancellation);
        return answer.StatusCode;
    }

    private static async Task<ClientWebSocket> Connect(StudioProcess studio, string? origin, string? path = null)
    {
        var socket = new ClientWebSocket();
        if (origin is not null)
            socket.Options.SetRequestHeader("Origin", origin);
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{studio.Address.Port}{path ?? studio.Address.AbsolutePath}engine"), Cancellation);
        return socket;
    }

    private static Task Say(ClientWebSocket socket, string text)
        => socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, Cancellation);

    private static async Task<string> Read(ClientWebSocket socket)
    {
        var buffer = new byte[1 << 20];
        using var message = new MemoryStream();
        WebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(buffer, Cancellation);
            message.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return Encoding.UTF8.GetString(message.ToArray());
    }
}
