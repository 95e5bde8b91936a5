using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Nabla.Data;
using Nabla.Models;
using Nabla.Reports;
using Nabla.Studio;

namespace Nabla.Web.Studio;

/// <summary>Serves the Studio's page and runs its engine, for this machine only.</summary>
internal static class StudioServer
{
    /// <summary>Serves until shutdown.</summary>
    /// <param name="data">A file or the name of a data set to open first; null for a lesson.</param>
    /// <param name="port">The port; 0 for any free port.</param>
    /// <param name="opensBrowser">Whether to open a browser.</param>
    public static async Task RunAsync(string? data, int port, bool opensBrowser)
    {
        if (!StudioPage.IsThere)
            throw new IOException("this build of nabla does not contain the Studio's page: build it again with Node 20 or later and access to npm's registry");
        var guard = new StudioGuard();
        var engine = new StudioEngine(new StudioSession(new StudioHost
        {
            Name = "nabla studio",
            Threads = Environment.ProcessorCount,
            Data = data,
            Report = Report.CanDrawCharts ? (model, parts) => Encoding.UTF8.GetBytes(ModelReport.Of(model, parts).ToHtml()) : null,
        }));
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, EnvironmentName = "Production" });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        builder.Logging.SetMinimumLevel(LogLevel.None);
        WebApplication app = builder.Build();
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(20) });
        app.Run(context => AnswerAsync(context, guard, engine, app.Lifetime.ApplicationStopping));
        await using (app.ConfigureAwait(false))
        {
            await app.StartAsync().ConfigureAwait(false);
            var address = new Uri(app.Urls.First());
            guard.ListenAt(address.Port);
            string page = $"http://127.0.0.1:{address.Port}/{guard.Token}/";
            await Console.Out.WriteLineAsync($"the Studio is at {page} (only for this machine; the address contains a secret token, do not share it); press Ctrl+C to stop").ConfigureAwait(false);
            await Console.Out.FlushAsync().ConfigureAwait(false);
            if (opensBrowser)
                OpenBrowser(page);
            Thread running = engine.Start(app.Lifetime.ApplicationStopping);
            ParentProcess.StopWithInput(app.Lifetime);
            await app.WaitForShutdownAsync().ConfigureAwait(false);
            running.Join();
        }
    }

    private static async Task AnswerAsync(HttpContext context, StudioGuard guard, StudioEngine engine, CancellationToken stopping)
    {
        HttpResponse response = context.Response;
        if (guard.Admit(context.Request) is not { } name)
        {
            response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        if (name == "engine" && context.WebSockets.IsWebSocketRequest)
        {
            if (!guard.IsOwnOrigin(context.Request))
            {
                response.StatusCode = StatusCodes.Status403Forbidden;
                return;
            }

            using WebSocket accepted = await context.WebSockets.AcceptWebSocketAsync().ConfigureAwait(false);
            var socket = new StudioSocket(accepted, engine.Messages);
            engine.Connect(socket);
            try
            {
                await socket.ReceiveAsync(stopping).ConfigureAwait(false);
            }
            catch (Exception e) when (e is WebSocketException or OperationCanceledException)
            {
                // The page was closed, or the Studio stops.
            }

            return;
        }

        if (!HttpMethods.IsGet(context.Request.Method) || StudioPage.Find(name) is not { } file)
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        response.ContentType = file.Type;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        response.Headers.XFrameOptions = "DENY";
        response.Headers.ContentSecurityPolicy = $"default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self' ws://{context.Request.Host.Value}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        await response.Body.WriteAsync(file.Bytes, context.RequestAborted).ConfigureAwait(false);
    }

    // Without a browser or a screen, the user has the address in the terminal.
    private static void OpenBrowser(string page)
    {
        (string program, string[] arguments) = OperatingSystem.IsWindows() ? ("rundll32", ["url.dll,FileProtocolHandler", page]) : OperatingSystem.IsMacOS() ? ("open", [page]) : ("xdg-open", new[] { page });
        try
        {
            using Process? started = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Console.Error.WriteLine("nabla: cannot open a browser: open the address yourself");
        }
    }
}
