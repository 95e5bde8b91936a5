using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Nabla.AspNetCore;

/// <summary>Models among the services of a program.</summary>
public static class NablaServices
{
    /// <summary>
    /// Adds a model: a singleton <see cref="ServedModel"/> under its name, loaded at the start and again whenever its file is replaced, with
    /// a health check (<c>nabla-NAME</c>) and metrics (meter <c>Nabla.AspNetCore</c>).
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The name; with one model, <see cref="ServedModel"/> is found without it, too.</param>
    /// <param name="path">The model's file.</param>
    /// <param name="configure">How it is served; as usual by default.</param>
    /// <exception cref="ArgumentException">The name is empty, or a limit is below 1.</exception>
    public static IServiceCollection AddNablaModel(this IServiceCollection services, string name, string path, Action<NablaModelOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var options = new NablaModelOptions();
        configure?.Invoke(options);
        if (options.MaxRows < 1 || options.MaxBodyBytes < 1 || options.BodyTimeout <= TimeSpan.Zero)
            throw new ArgumentException($"model '{name}': limits of {options.MaxRows} rows, {options.MaxBodyBytes} bytes and {options.BodyTimeout}: expected at least 1 row, 1 byte and some time", nameof(configure));
        if (services.Any(service => service.ServiceType == typeof(ServedModel) && Equals(service.ServiceKey, name)))
            throw new ArgumentException($"there is a model '{name}' already", nameof(name));
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
