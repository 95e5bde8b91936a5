using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.ML.OnnxRuntime;
using Nabla.Models;

namespace Nabla.Serving;

/// <summary>The exported model behind a minimal API as one would write it: the same requests and answers as of <c>nabla serve</c>.</summary>
internal static class OnnxService
{
    public static async Task RunAsync(string modelPath, string onnxPath, string url)
    {
        string[] names = [.. Model.Load(modelPath).FeatureNames];
        using var options = new Microsoft.ML.OnnxRuntime.SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        using var session = new InferenceSession(onnxPath, options);
        string[] inputs = [.. session.InputNames];
        string[] label = [session.OutputNames[0]];
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        WebApplication app = builder.Build();
        app.Urls.Add(url);
        app.MapPost("/predict", (RequestDelegate)(async context =>
        {
            using JsonDocument body = await JsonDocument.ParseAsync(context.Request.Body).ConfigureAwait(false);
            float[] row = Array.ConvertAll(names, name => body.RootElement.GetProperty(name).GetSingle());
            using OrtValue input = OrtValue.CreateTensorValueFromMemory(row, [1, row.Length]);
            using var run = new RunOptions();
            using IDisposableReadOnlyCollection<OrtValue> found = session.Run(run, inputs, [input], label);
            await context.Response.WriteAsJsonAsync(new { predictions = found[0].GetStringTensorAsArray() }).ConfigureAwait(false);
        }));
        Console.WriteLine($"serving {onnxPath} at {url}");
        await app.RunAsync().ConfigureAwait(false);
    }
}
