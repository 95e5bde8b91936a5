using System.Globalization;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Nabla.Cli.Files;
using Nabla.Web.Studio;

namespace Nabla.Web;

/// <summary>
/// The web host of the nabla command: <c>Nabla.Web serve MODEL URLS</c>, or <c>Nabla.Web studio DATA PORT browser</c>. It ends when its standard
/// input ends, that is, with its parent process.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        Console.SetOut(Writer(1));
        Console.SetError(Writer(2));
        (string what, string option) = args is ["studio", ..] ? ("the port", "--port") : ("the address", "--urls");
        try
        {
            switch (args)
            {
                case ["serve", var path, var urls]:
                    await ModelHost.RunAsync(path, urls).ConfigureAwait(false);
                    return 0;
                case ["studio", var data, var port, var browser]:
                    await StudioServer.RunAsync(data.Length > 0 ? data : null, int.Parse(port, CultureInfo.InvariantCulture), browser == "browser").ConfigureAwait(false);
                    return 0;
                default:
                    return Say("expected 'serve' MODEL URLS or 'studio' DATA PORT browser|none; start it with 'nabla serve' or 'nabla studio'");
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException or FormatException or ArgumentException or InvalidOperationException or SocketException)
        {
            return Say(e.InnerException is AddressInUseException ? $"{args[2]}: {what} is in use by another program: choose another with {option}" : e.Message.ReplaceLineEndings(" "));
        }
    }

    /// <summary>Standard output or error. Text that a full disk or a closed pipe does not accept is dropped, so that the service continues.</summary>
    private static StreamWriter Writer(int number)
    {
        StandardHandle handle = StandardHandle.Of(number);
        handle.Drops = true;
        return new StreamWriter(handle) { AutoFlush = true };
    }

    private static int Say(string sentence)
    {
        Console.Error.WriteLine($"nabla: {sentence}");
        return 1;
    }
}
