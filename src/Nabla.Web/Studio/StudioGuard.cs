using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Nabla.Web.Studio;

/// <summary>
/// Restricts access to pages loaded from the Studio's own address, which contains a secret token. The host name is checked because another site's
/// name may resolve to this machine (DNS rebinding), the origin because any site may open a WebSocket to any address.
/// </summary>
internal sealed class StudioGuard
{
    private const int TokenBytes = 24;

    private readonly byte[] token = Encoding.ASCII.GetBytes(WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(TokenBytes)));
    private string[] hosts = [];

    /// <summary>The token, as written in the address.</summary>
    public string Token => Encoding.ASCII.GetString(this.token);

    /// <summary>Sets the port that the program listens on.</summary>
    public void ListenAt(int port) => this.hosts = [$"127.0.0.1:{port}", $"localhost:{port}"];

    /// <summary>The path of a request below the token.</summary>
    /// <returns>Null if access is denied.</returns>
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

    /// <summary>Whether a WebSocket request comes from the Studio's page.</summary>
    public bool IsOwnOrigin(HttpRequest request)
        => request.Headers.Origin is [{ } origin] && Array.Exists(this.hosts, host => string.Equals(origin, $"http://{host}", StringComparison.OrdinalIgnoreCase));
}
