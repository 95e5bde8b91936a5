using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Nabla.AspNetCore;
using Nabla.Models;

namespace Nabla.Web;

/// <summary>Serves one model: predictions, an OpenAPI document and a health check.</summary>
internal static class ModelHost
{
    private const string PredictPath = "/predict", HealthPath = "/health", OpenApiPath = "/openapi/v1.json";

    /// <summary>Serves until shutdown.</summary>
    public static async Task RunAsync(string path, string urls)
    {
        Model.Load(path); // report a faulty file before anything else
        string name = Path.GetFileNameWithoutExtension(path);

        // Settings files in the current folder and environment variables for other programs have no effect.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, EnvironmentName = "Production" });
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRoutingCore();
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Nabla", LogLevel.Information).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.None)
            .AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None).AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None).AddSimpleConsole(console => console.SingleLine = true);
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddNablaModel(name, path);
        builder.Services.AddOpenApi(options => options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = $"Nabla: {name}";
            document.Info.Version = "1";
            return Task.CompletedTask;
        }));
        WebApplication app = builder.Build();
        foreach (string url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            app.Urls.Add(url);
        app.MapNablaModel(PredictPath, name);
        app.MapHealthChecks(HealthPath);
        app.MapOpenApi();
        app.MapGet("/", (RequestDelegate)(context => context.Response.WriteAsync(
            $"{{\"model\":\"{System.Text.Json.JsonEncodedText.Encode(name)}\",\"predict\":\"{PredictPath}\",\"health\":\"{HealthPath}\",\"openapi\":\"{OpenApiPath}\"}}")));
        await using (app.ConfigureAwait(false))
        {
            await app.StartAsync().ConfigureAwait(false);
            foreach (string url in app.Urls)
                await Console.Out.WriteLineAsync($"serving {path} at {url}{PredictPath} ({url}{OpenApiPath} describes it); press Ctrl+C to stop").ConfigureAwait(false);
            await Console.Out.FlushAsync().ConfigureAwait(false);
            ParentProcess.StopWithInput(app.Lifetime);
            await app.WaitForShutdownAsync().ConfigureAwait(false);
        }
    }
}
