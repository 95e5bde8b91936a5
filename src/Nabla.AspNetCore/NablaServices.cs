using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Nabla.AspNetCore;

/// <summary>Registers models as services of an application.</summary>
public static class NablaServices
{
    /// <summary>
    /// Adds a model as a keyed singleton <see cref="ServedModel"/>, loaded at start-up and reloaded when its file is replaced, with a health check
    /// (<c>nabla-NAME</c>) and metrics (meter <c>Nabla.AspNetCore</c>).
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The name. If there is only one model, <see cref="ServedModel"/> also resolves without it.</param>
    /// <param name="path">The model file.</param>
    /// <param name="configure">Configures the options; null for the defaults.</param>
    /// <exception cref="ArgumentException">The name is empty, or a limit is below 1.</exception>
    public static IServiceCollection AddNablaModel(this IServiceCollection services, string name, string path, Action<NablaModelOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var options = new NablaModelOptions();
        configure?.Invoke(options);
        if (options.MaxRows < 1 || options.MaxBodyBytes < 1 || options.BodyTimeout <= TimeSpan.Zero)
            throw new ArgumentException($"model '{name}': limits of {options.MaxRows} rows, {options.MaxBodyBytes} bytes and {options.BodyTimeout}: expected at least 1 row, 1 byte and a positive time", nameof(configure));
        if (services.Any(service => service.ServiceType == typeof(ServedModel) && Equals(service.ServiceKey, name)))
            throw new ArgumentException($"there is already a model '{name}'", nameof(name));
        services.AddMetrics();
        services.TryAddSingleton<NablaMetrics>();
        services.AddKeyedSingleton(name, (provider, _) => new ServedModel(name, path, options, provider.GetRequiredService<ILogger<ServedModel>>()));
        services.TryAddSingleton(provider => provider.GetRequiredKeyedService<ServedModel>(name));
        services.AddSingleton<IHostedService>(provider => new ModelReloader(provider.GetRequiredKeyedService<ServedModel>(name)));
        services.AddHealthChecks().Add(new HealthCheckRegistration(
            $"nabla-{name}", provider => new ModelHealthCheck(provider.GetRequiredKeyedService<ServedModel>(name)), failureStatus: null, tags: ["nabla"]));
        return services;
    }
}
