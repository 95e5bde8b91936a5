using System.Diagnostics;
using System.Threading.Channels;
using Nabla.Studio;

namespace Nabla.Web.Studio;

/// <summary>Gives a session its time on a thread of its own: requests as they come, steps between them, frames as the page can take them.</summary>
internal sealed class StudioEngine(StudioSession session)
{
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(10), LeastPause = TimeSpan.FromMilliseconds(28);

    private readonly Channel<StudioMessage> messages = Channel.CreateUnbounded<StudioMessage>(new() { SingleReader = true });
    private StudioSocket? page;

    /// <summary>Where messages go in.</summary>
    public ChannelWriter<StudioMessage> Messages => this.messages.Writer;

    /// <summary>A new page takes over; an older one is told so.</summary>
    public void Connect(StudioSocket socket)
    {
        StudioSocket? before = Interlocked.Exchange(ref this.page, socket);
        if (before is not null)
            _ = before.CloseAsync("the Studio is open in another tab: reload this one to take it back");
    }

    /// <summary>Starts it on a thread of its own, which leaves those of the pool to the connection.</summary>
    /// <param name="cancellation">Ends it.</param>
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
                if (message.From == Volatile.Read(ref this.page)) // not of a page that another one has taken over from
                    sent = this.Send(message.Bytes is { } bytes ? session.OpenFile(message.File!, bytes) : session.Handle(message.Text!), sent, cancellation);
            }

            if (!session.IsRunning)
                continue;
            session.Run(Slice);
            if (session.IsRunning && (sinceFrame.Elapsed < pause || !sent.IsCompleted))
                continue;
            long began = Stopwatch.GetTimestamp();
            sent = this.Send(session.Show(), sent, cancellation);

            // Pictures take a quarter of the time at most.
            TimeSpan spent = Stopwatch.GetElapsedTime(began);
            pause = LeastPause > 3 * spent ? LeastPause : 3 * spent;
            sinceFrame.Restart();
        }
    }

    // Waits for a message; false where the Studio ends.
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

    // Replies are written to JSON and sent one after the other, beside the steps.
    private Task Send(IReadOnlyList<StudioReply> replies, Task before, CancellationToken cancellation) => Task.Run(
        async () =>
        {
            await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (StudioReply reply in replies)
                await (Volatile.Read(ref this.page)?.SendAsync(StudioJson.Write(reply), cancellation) ?? Task.CompletedTask).ConfigureAwait(false);
        },
        cancellation);
}
