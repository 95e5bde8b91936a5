using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Nabla.App.Tests.Serving;
using Nabla.AspNetCore;

namespace Nabla.App.Tests.Documents;

/// <summary>The snippets of docs/guide/serving.md.</summary>
public sealed class ServingPageTests : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), $"nabla-serving-{Guid.NewGuid():N}.safetensors");

    public void Dispose() => File.Delete(this.path);

    [Fact]
    public async Task A_program()
    {
        Service.Train("values").Save(this.path);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddNablaModel("flats", path);
        builder.Services.AddOpenApi();
        WebApplication app = builder.Build();
        app.MapNablaModel("/flats", "flats");
        app.MapHealthChecks("/health");
        app.MapOpenApi();
        app.Urls.Add("http://127.0.0.1:0");
        await using (app)
        {
            await app.StartAsync(TestContext.Current.CancellationToken);
            using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
            Assert.Equal("Healthy", await client.GetStringAsync("/health", TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public void A_model_that_is_not_there_is_told()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        WebApplication app = builder.Build();
        Assert.Contains("there is no model 'flats': add it with services.AddNablaModel", Assert.Throws<InvalidOperationException>(() => app.MapNablaModel("/flats", "flats")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Limits()
    {
        Service.Train("values").Save(this.path);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddNablaModel("flats", path, options =>
        {
            options.MaxRows = 1000;
            options.MaxBodyBytes = 1 << 20;
            options.BodyTimeout = TimeSpan.FromSeconds(5);
            options.ReloadInterval = TimeSpan.FromSeconds(10);
        });
        using var app = (IDisposable)builder.Build();
        Assert.Equal(1000, ((WebApplication)app).Services.GetRequiredKeyedService<ServedModel>("flats").Options.MaxRows);
        Assert.Same(((WebApplication)app).Services.GetRequiredKeyedService<ServedModel>("flats"), ((WebApplication)app).Services.GetRequiredService<ServedModel>());
        Assert.Throws<ArgumentException>(() => builder.Services.AddNablaModel("flats", path));
    }
}
