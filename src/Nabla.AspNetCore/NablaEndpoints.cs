using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Nabla.AspNetCore;

/// <summary>Prediction endpoints.</summary>
public static class NablaEndpoints
{
    /// <summary>
    /// Maps a prediction endpoint: <c>POST</c> one object, or an array of them, with a value for each column of the model. The response is
    /// <c>{"predictions":[…]}</c>, with <c>?probabilities=true</c> including probabilities. The OpenAPI document lists columns, kinds and levels.
    /// </summary>
    /// <param name="endpoints">The application's endpoints.</param>
    /// <param name="pattern">The path.</param>
    /// <param name="name">The model's name in <see cref="NablaServices.AddNablaModel"/>; the model is loaded immediately.</param>
    /// <exception cref="InvalidOperationException">There is no model with this name.</exception>
    /// <exception cref="InvalidDataException">The file is not a model file, or is damaged.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IEndpointConventionBuilder MapNablaModel(this IEndpointRouteBuilder endpoints, string pattern, string name)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ServedModel served = endpoints.ServiceProvider.GetKeyedService<ServedModel>(name)
            ?? throw new InvalidOperationException($"there is no model '{name}': add it with services.AddNablaModel");
        var endpoint = new PredictionEndpoint(served, endpoints.ServiceProvider.GetRequiredService<NablaMetrics>());
        RequestDelegate answer = endpoint.Answer;
        return endpoints.MapPost(pattern, answer)
            .WithName(name)
            .WithDisplayName($"predictions of {name}")
            .WithMetadata(answer.Method) // without it, the OpenAPI document omits the endpoint
            .AddOpenApiOperationTransformer((operation, _, _) =>
            {
                ModelOpenApi.Describe(operation, served);
                return Task.CompletedTask;
            });
    }
}
