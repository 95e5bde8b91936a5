using System.Diagnostics;
using System.Threading.Channels;
using Nabla.Studio;

namespace Nabla.Web.Studio;

/// <summary>
/// Runs a session on a separate thread: handles requests as they arrive, trains in between, and sends frames at a rate the page can keep up with.
/// </summary>
internal sealed class StudioEngine(StudioSession session)
{
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(10), LeastPause = TimeSpan.FromMilliseconds(28);

    private readonly Channel<StudioMessage> messages = Channel.CreateUnbounded<StudioMessage>(new() { SingleReader = true });
    private StudioSocket? page;

    /// <summary>The queue of incoming messages.</summary>
    public ChannelWriter<StudioMessage> Messages => this.messages.Writer;

    /// <summary>Connects a new page and closes the connection of an older one.</summary>
    public void Connect(StudioSocket socket)
    {
        StudioSocket? before = Interlocked.Exchange(ref this.page, socket);
        if (before is not null)
            _ = before.CloseAsync("the Studio is open in another tab: reload this tab to use it here");
    }

    /// <summary>Starts the engine on a separate thread, which keeps the thread pool free for the connection.</summary>
    /// <param name="cancellation">Stops the engine.</param>
    public Thread Start(CancellationToken cancellation)
    {
        var thread = new Thread(() => this.Run(cancellation)) { Name = "Studio", IsBackground = true };
        thread.Start();
        return thread;
    }

    private void Run(CancellationToken cancellation)
    {
        var sinceFrame = Stopwatch.StartNew();
        TimeSpan pause = LeastPause;
        Task sent = Task.CompletedTask;
        while (session.IsRunning ? !cancellation.IsCancellationRequested : this.IsAsked(cancellation))
        {
            while (this.messages.Reader.TryRead(out StudioMessage? message))
            {
                if (message.From == Volatile.Read(ref this.page)) // ignore messages of a replaced page
                    sent = this.Send(message.Bytes is { } bytes ? session.OpenFile(message.File!, bytes) : session.Handle(message.Text!), sent, cancellation);
            }

            if (!session.IsRunning)
                continue;
            session.Run(Slice);
            if (session.IsRunning && (sinceFrame.Elapsed < pause || !sent.IsCompleted))
                continue;
            long began = Stopwatch.GetTimestamp();
            sent = this.Send(session.Show(), sent, cancellation);

            // Drawing takes at most a quarter of the time.
            TimeSpan spent = Stopwatch.GetElapsedTime(began);
            pause = LeastPause > 3 * spent ? LeastPause : 3 * spent;
            sinceFrame.Restart();
        }
    }

    // Waits for a message; false if the Studio stops.
    private bool IsAsked(CancellationToken cancellation)
    {
        try
        {
            return this.messages.Reader.WaitToReadAsync(cancellation).AsTask().GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    // Writes replies as JSON and sends them in order, in parallel with training.
    private Task Send(IReadOnlyList<StudioReply> replies, Task before, CancellationToken cancellation) => Task.Run(
        async () =>
        {
            await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (StudioReply reply in replies)
                await (Volatile.Read(ref this.page)?.SendAsync(StudioJson.Write(reply), cancellation) ?? Task.CompletedTask).ConfigureAwait(false);
        },
        cancellation);
}
