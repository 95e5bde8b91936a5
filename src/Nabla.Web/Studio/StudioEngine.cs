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

    /// <summary>Runs until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var sinceFrame = Stopwatch.StartNew();
        TimeSpan pause = LeastPause;
        Task sent = Task.CompletedTask;
        while (!cancellation.IsCancellationRequested)
        {
            if (!session.IsRunning && !await this.messages.Reader.WaitToReadAsync(cancellation).ConfigureAwait(false))
                return;
            while (this.messages.Reader.TryRead(out StudioMessage? message))
            {
                if (message.From != Volatile.Read(ref this.page))
                    continue; // of a page that another one has taken over from
                IReadOnlyList<StudioReply> replies = message.Bytes is { } bytes ? session.OpenFile(message.File!, bytes) : session.Handle(message.Text!);
                await sent.ConfigureAwait(false);
                sent = this.SendAsync(replies, cancellation);
            }

            if (!session.IsRunning)
                continue;
            session.Run(Slice);
            if (session.IsRunning && (sinceFrame.Elapsed < pause || !sent.IsCompleted))
                continue;
            long began = Stopwatch.GetTimestamp();
            IReadOnlyList<StudioReply> shown = session.Show();
            await sent.ConfigureAwait(false);
            sent = this.SendAsync(shown, cancellation);

            // Pictures take a quarter of the time at most.
            TimeSpan spent = Stopwatch.GetElapsedTime(began);
            pause = LeastPause > 3 * spent ? LeastPause : 3 * spent;
            sinceFrame.Restart();
        }
    }

    private Task SendAsync(IReadOnlyList<StudioReply> replies, CancellationToken cancellation) => Task.Run(
        async () =>
        {
            foreach (StudioReply reply in replies)
                await (Volatile.Read(ref this.page)?.SendAsync(StudioJson.Write(reply), cancellation) ?? Task.CompletedTask).ConfigureAwait(false);
        },
        cancellation);
}
