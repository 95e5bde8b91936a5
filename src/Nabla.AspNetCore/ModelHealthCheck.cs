using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Nabla.AspNetCore;

/// <summary>Healthy while the model of the file is served; degraded while the file holds another that cannot be loaded.</summary>
internal sealed class ModelHealthCheck(ServedModel model) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        => Task.FromResult(model.Problem is { } problem
            ? HealthCheckResult.Degraded($"an earlier model is served: {problem}")
            : HealthCheckResult.Healthy($"{model.Path}"));
}
