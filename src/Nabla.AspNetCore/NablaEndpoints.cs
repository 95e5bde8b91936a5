using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Nabla.AspNetCore;

/// <summary>Endpoints that predict.</summary>
public static class NablaEndpoints
{
    /// <summary>
    /// Maps an endpoint for predictions: <c>POST</c> one object, or an array of them, with a value for each column of the model; the answer
    /// is <c>{"predictions":[…]}</c>, with <c>?probabilities=true</c> those, too. The OpenAPI document lists columns, kinds and levels.
    /// </summary>
    /// <param name="endpoints">The program's endpoints.</param>
    /// <param name="pattern">The path.</param>
    /// <param name="name">The model, as <see cref="NablaServices.AddNablaModel"/> named it; it is loaded now.</param>
    /// <exception cref="InvalidOperationException">There is no model of that name.</exception>
    /// <exception cref="InvalidDataException">The file is not a model, or a damaged one.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IEndpointConventionBuilder MapNablaModel(this IEndpointRouteBuilder endpoints, string pattern, string name)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ServedModel served = endpoints.ServiceProvider.GetKeyedService<ServedModel>(name)
            ?? throw new InvalidOperationException($"there is no model '{name}': add it by services.AddNablaModel");
        var endpoint = new PredictionEndpoint(served, endpoints.ServiceProvider.GetRequiredService<NablaMetrics>());
        RequestDelegate answer = endpoint.Answer;
        return endpoints.MapPost(pattern, answer)
            .WithName(name)
            .WithDisplayName($"predictions of {name}")
            .WithMetadata(answer.Method) // without it, an endpoint is in no OpenAPI document
            .AddOpenApiOperationTransformer((operation, _, _) =>
            {
                ModelOpenApi.Describe(operation, served);
                return Task.CompletedTask;
            });
    }
}
