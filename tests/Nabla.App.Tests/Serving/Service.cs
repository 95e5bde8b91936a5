using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Nabla.AspNetCore;
using Nabla.Data;
using Nabla.Models;

namespace Nabla.App.Tests.Serving;

/// <summary>A program that serves a model of flats, on a port of its own.</summary>
internal sealed class Service : IAsyncDisposable
{
    private readonly WebApplication app;

    private Service(WebApplication app, string path, Model model)
    {
        this.app = app;
        this.Path = path;
        this.Model = model;
        this.Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public string Path { get; }

    public Model Model { get; }

    public HttpClient Client { get; }

    public ServedModel Served => this.app.Services.GetRequiredKeyedService<ServedModel>("flats");

    public IServiceProvider Services => this.app.Services;

    /// <summary>Rents that follow from area, district, balcony and year, with missing values.</summary>
    public static Table Flats(int rows = 400)
    {
        var random = new Random(1);
        var builder = new TableBuilder("area", "district", "balcony", "built", "rent");
        for (int i = 0; i < rows; i++)
        {
            double area = 20 + (100 * random.NextDouble());
            string district = random.Next(3) switch { 0 => "old town", 1 => "harbour", _ => "hills" };
            bool balcony = random.Next(2) == 0;
            builder.Add(
                random.Next(10) == 0 ? Cell.Missing : area, district, balcony, new DateOnly(1900 + random.Next(100), 5, 1),
                200 + (10 * area) + (district == "old town" ? 100 : 0) + (balcony ? 50 : 0));
        }

        return builder.ToTable();
    }

    public static Model Train(string kind, ulong seed = 1)
    {
        Table flats = Flats();
        return kind switch
        {
            "values" => new MlpRegressor(new() { Network = new(16), Training = new() { Epochs = 20 }, Seed = seed }).Fit(flats, "rent"),
            "classes" => new MlpClassifier(new() { Network = new(16), Training = new() { Epochs = 20 }, Seed = seed }).Fit(flats.Without("rent"), "district"),
            "several" => new MlpRegressor(new() { Network = new(8), Training = new() { Epochs = 5 }, Ensemble = new() { Folds = 2 }, Uncertainty = new() { Intervals = 0.8 }, Seed = seed }).Fit(flats, "rent"),
            "several targets" => new MlpRegressor(new() { Network = new(8), Training = new() { Epochs = 5 }, Uncertainty = new() { Intervals = 0.8 }, Seed = seed }).Fit(WithRooms(flats), ["rent", "rooms"]),
            "sets" => new MlpClassifier(new() { Network = new(8), Training = new() { Epochs = 5 }, Uncertainty = new() { Sets = 0.8 }, Seed = seed }).Fit(flats.Without("rent"), "district"),
            "labels" => new MlpClassifier(new() { Network = new(16), Training = new() { Epochs = 5 }, Seed = seed }).Fit(flats.Without("rent"), ["balcony"]),
            "unclipped" => new MlpClassifier(new() { Network = new(8), Training = new() { Epochs = 5 }, Preprocessing = new() { ClipRange = null }, Seed = seed }).Fit(Datasets.Iris()),
            _ => new MlpClassifier(new() { Network = new(8), Training = new() { Epochs = 5 }, Seed = seed }).Fit(Datasets.Iris()),
        };
    }

    private static Table WithRooms(Table flats) => new([.. flats.Columns, TableColumn.From("rooms", Enumerable.Range(0, flats.Rows).Select(i => (Cell)(1 + (i % 4))))]);

    public static async Task<Service> StartAsync(string kind = "values", Action<NablaModelOptions>? configure = null, Action<IServiceCollection>? services = null)
    {
        string path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"nabla-flats-{Guid.NewGuid():N}.safetensors");
        Model model = Train(kind);
        model.Save(path);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddNablaModel("flats", path, configure);
        builder.Services.AddOpenApi();
        services?.Invoke(builder.Services);
        WebApplication built = builder.Build();
        built.Urls.Add("http://127.0.0.1:0");
        built.MapNablaModel("/flats", "flats");
        built.MapHealthChecks("/health");
        built.MapOpenApi();
        await built.StartAsync();
        return new Service(built, path, model);
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string json, string path = "/flats")
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        return await this.PostAsync(content, path);
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(HttpContent content, string path = "/flats")
    {
        using HttpResponseMessage response = await this.Client.PostAsync(path, content);
        string text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    public async ValueTask DisposeAsync()
    {
        this.Client.Dispose();
        await this.app.DisposeAsync();
        File.Delete(this.Path);
    }
}
