using Microsoft.Extensions.Hosting;

namespace Nabla.AspNetCore;

/// <summary>Periodically checks whether model files were replaced. Files are polled, because volumes of containers do not report changes.</summary>
internal sealed class ModelReloader(ServedModel model) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (model.Options.ReloadInterval <= TimeSpan.Zero)
            return;
        using var timer = new PeriodicTimer(model.Options.ReloadInterval);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
                model.Refresh();
        }
        catch (OperationCanceledException)
        {
            // The application stops.
        }
    }
}
