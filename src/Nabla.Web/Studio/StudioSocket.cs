using System.Diagnostics.CodeAnalysis;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace Nabla.Web.Studio;

/// <summary>A connection to the page: receives whole messages and sends replies in order.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The semaphore has no wait handle to dispose of, and replies may still wait for it after the page was closed.")]
internal sealed class StudioSocket(WebSocket socket, ChannelWriter<StudioMessage> messages)
{
    private const int MostTextBytes = 1 << 20;
    private const long MostFileBytes = 1L << 30;

    private readonly SemaphoreSlim sending = new(1);

    /// <summary>Reads messages until the page closes the connection.</summary>
    public async Task ReceiveAsync(CancellationToken cancellation)
    {
        string? file = null;
        while (socket.State == WebSocketState.Open)
        {
            (WebSocketMessageType type, byte[]? bytes) = await this.ReadAsync(cancellation).ConfigureAwait(false);
            if (type == WebSocketMessageType.Close || bytes is null)
                break;
            if (type == WebSocketMessageType.Binary)
            {
                await messages.WriteAsync(new StudioMessage(this, Text: null, file ?? "data.csv", bytes), cancellation).ConfigureAwait(false);
                file = null;
            }
            else if (FileName(bytes) is { } name)
            {
                file = name;
            }
            else
            {
                await messages.WriteAsync(new StudioMessage(this, Encoding.UTF8.GetString(bytes), File: null, Bytes: null), cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Sends a reply; does nothing if the connection is closed.</summary>
    public async Task SendAsync(string text, CancellationToken cancellation)
    {
        await this.sending.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (socket.State == WebSocketState.Open)
                await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, cancellation).ConfigureAwait(false);
        }
        catch (WebSocketException)
        {
            // The page was closed; the receive loop ends.
        }
        finally
        {
            this.sending.Release();
        }
    }

    /// <summary>Closes the connection with a reason.</summary>
    public async Task CloseAsync(string reason)
    {
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived))
            return;
        try
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, reason, CancellationToken.None).ConfigureAwait(false);
        }
        catch (WebSocketException)
        {
            // It was closed already.
        }
    }

    // Reads a whole message; null if it is too long.
    private async Task<(WebSocketMessageType Type, byte[]? Bytes)> ReadAsync(CancellationToken cancellation)
    {
        var buffer = new byte[1 << 16];
        using var message = new MemoryStream();
        while (true)
        {
            ValueWebSocketReceiveResult part = await socket.ReceiveAsync(buffer.AsMemory(), cancellation).ConfigureAwait(false);
            if (part.MessageType == WebSocketMessageType.Close)
                return (part.MessageType, null);
            message.Write(buffer, 0, part.Count);
            long most = part.MessageType == WebSocketMessageType.Text ? MostTextBytes : MostFileBytes;
            if (message.Length > most)
            {
                await this.CloseAsync($"the file is larger than {most >> 20} MB: start 'nabla studio' with the file's name instead").ConfigureAwait(false);
                return (part.MessageType, null);
            }

            if (part.EndOfMessage)
                return (part.MessageType, message.ToArray());
        }
    }

    // {"type":"file","name":"flats.csv"} announces a file in the next message.
    private static string? FileName(byte[] json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("type", out JsonElement type) && type.ValueEquals("file"u8)
                && root.TryGetProperty("name", out JsonElement name) && name.ValueKind == JsonValueKind.String ? name.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A message from the page: a request as text, or a file.</summary>
internal sealed record StudioMessage(StudioSocket From, string? Text, string? File, byte[]? Bytes);
