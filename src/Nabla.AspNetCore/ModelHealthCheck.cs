using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Nabla.AspNetCore;

/// <summary>Healthy while the file's model is served; degraded if the file was replaced by one that cannot be loaded.</summary>
internal sealed class ModelHealthCheck(ServedModel model) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        => Task.FromResult(model.Problem is { } problem
            ? HealthCheckResult.Degraded($"an earlier model is served: {problem}")
            : HealthCheckResult.Healthy($"{model.Path}"));
}
