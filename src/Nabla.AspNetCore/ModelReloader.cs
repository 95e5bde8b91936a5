using Microsoft.Extensions.Hosting;

namespace Nabla.AspNetCore;

/// <summary>Looks now and then whether the files of models were replaced. Files are polled: containers' volumes do not tell of changes.</summary>
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
            // The program ends.
        }
    }
}
