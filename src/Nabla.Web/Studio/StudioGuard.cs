using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Nabla.Web.Studio;

/// <summary>
/// Who may speak to the Studio: a page that was loaded from its own address, which has a token that only who started it knows. The name
/// of the host is checked because another site may have its name lead here (DNS rebinding), the origin because any site may open a
/// WebSocket to any address.
/// </summary>
internal sealed class StudioGuard
{
    private const int TokenBytes = 24;

    private readonly byte[] token = Encoding.ASCII.GetBytes(WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(TokenBytes)));
    private string[] hosts = [];

    /// <summary>The token, as it stands in the address.</summary>
    public string Token => Encoding.ASCII.GetString(this.token);

    /// <summary>Says at which port the program listens.</summary>
    public void ListenAt(int port) => this.hosts = [$"127.0.0.1:{port}", $"localhost:{port}"];

    /// <summary>What a request asks for below the token.</summary>
    /// <returns>Null if it is not for whoever asks.</returns>
    public string? Admit(HttpRequest request)
    {
        if (!this.hosts.Contains(request.Host.Value, StringComparer.OrdinalIgnoreCase))
            return null;
        string path = request.Path.Value ?? string.Empty;
        int end = path.IndexOf('/', Math.Min(1, path.Length));
        if (end < 0 || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(path[1..end]), this.token))
            return null;
        return path[(end + 1)..];
    }

    /// <summary>Whether a WebSocket comes from the page itself.</summary>
    public bool IsOwnOrigin(HttpRequest request)
        => request.Headers.Origin is [{ } origin] && Array.Exists(this.hosts, host => string.Equals(origin, $"http://{host}", StringComparison.OrdinalIgnoreCase));
}
