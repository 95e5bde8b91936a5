using Microsoft.Extensions.Hosting;

namespace Nabla.Web;

/// <summary>The process that started this one.</summary>
internal static class ParentProcess
{
    /// <summary>Stops when standard input ends. Whoever started this holds it open, so this ends also when that process is killed.</summary>
    /// <remarks>On a thread of its own: it waits all the time, and the pool has as few threads as the machine has processors.</remarks>
    public static void StopWithInput(IHostApplicationLifetime lifetime)
        => new Thread(() => WaitForEnd(lifetime)) { Name = "standard input", IsBackground = true }.Start();

    private static void WaitForEnd(IHostApplicationLifetime lifetime)
    {
        using Stream input = Console.OpenStandardInput();
        Span<byte> ignored = stackalloc byte[256];
        while (input.Read(ignored) > 0)
        {
        }

        lifetime.StopApplication();
    }
}
