using System.Globalization;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Nabla.Web;

/// <summary>The web host of the nabla command: <c>Nabla.Web serve MODEL URLS</c>. It ends when its standard input does, with who started it.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        if (args is not ["serve", var path, var urls])
            return Say("started without 'serve', a model and addresses: it is for 'nabla serve'");
        try
        {
            await ModelHost.RunAsync(path, urls).ConfigureAwait(false);
            return 0;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException or FormatException or ArgumentException or InvalidOperationException or SocketException)
        {
            return Say(e.InnerException is AddressInUseException ? $"{urls}: the address is in use by another program: --urls names another" : e.Message.ReplaceLineEndings(" "));
        }
    }

    private static int Say(string sentence)
    {
        Console.Error.WriteLine($"nabla: {sentence}");
        return 1;
    }
}
