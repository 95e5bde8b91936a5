using Microsoft.Extensions.Hosting;

namespace Nabla.Web;

/// <summary>The process that started this one.</summary>
internal static class ParentProcess
{
    /// <summary>
    /// Stops the application when standard input ends. The parent process keeps it open, so the application also ends when its parent is killed.
    /// </summary>
    /// <remarks>Uses a separate thread, because it blocks, and the thread pool may have only a few threads.</remarks>
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
