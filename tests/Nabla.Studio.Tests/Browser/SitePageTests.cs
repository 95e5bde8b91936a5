using System.Net;
using Nabla.Tests.Browser;

namespace Nabla.Studio.Tests.Browser;

/// <summary>The Studio as static files, which <c>dotnet publish src/Nabla.Studio.Browser -c Release</c> has made; NABLA_STUDIO_SITE says where.</summary>
[Trait("Category", "Slow")]
public sealed class SitePageTests : PageTests, IClassFixture<Chromium>, IClassFixture<SitePageTests.Site>
{
    private readonly Site site;

    public SitePageTests(Chromium chromium, Site site)
        : base(chromium)
    {
        Chromium.SkipUnlessThere();
        Assert.SkipUnless(Site.Folder is not null, "tests of the static site run with NABLA_STUDIO_SITE=FOLDER, as in .ci/checks/studio.sh");
        this.site = site;
    }

    protected override Uri Address => this.site.Address;

    /// <summary>A file server that knows nothing of the Studio.</summary>
    public sealed class Site : IDisposable
    {
        private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
        {
            [".html"] = "text/html",
            [".js"] = "text/javascript",
            [".css"] = "text/css",
            [".json"] = "application/json",
            [".wasm"] = "application/wasm",
        };

        private readonly HttpListener listener = new();

        public Site()
        {
            using (var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
            {
                free.Start();
                this.Address = new Uri($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/studio/");
            }

            if (Folder is null)
                return;
            this.listener.Prefixes.Add(this.Address.AbsoluteUri);
            this.listener.Start();
            _ = Task.Run(this.ServeAsync);
        }

        public static string? Folder => Environment.GetEnvironmentVariable("NABLA_STUDIO_SITE");

        public Uri Address { get; }

        public void Dispose() => this.listener.Close();

        private async Task ServeAsync()
        {
            while (this.listener.IsListening)
            {
                HttpListenerContext context;
                try
                {
                    context = await this.listener.GetContextAsync();
                }
                catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }

                string name = context.Request.Url!.AbsolutePath["/studio/".Length..];
                string file = Path.Combine(Folder!, name.Length == 0 ? "index.html" : name);
                if (File.Exists(file))
                {
                    context.Response.ContentType = Types.GetValueOrDefault(Path.GetExtension(file), "application/octet-stream");
                    await context.Response.OutputStream.WriteAsync(await File.ReadAllBytesAsync(file));
                }
                else
                {
                    context.Response.StatusCode = 404;
                }

                context.Response.Close();
            }
        }
    }
}
