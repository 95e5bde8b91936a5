using System.Diagnostics;

namespace Nabla.Mpi;

/// <summary>
/// A heartbeat that tells busy ranks from lost ones: a waiting rank sends a question, and a thread of the other rank answers it, even while that rank
/// computes. The same thread ends the process when its launcher has ended.
/// </summary>
internal sealed unsafe class Lifeline
{
    private const int QuestionTag = 2;
    private const int AnswerTag = 3;
    private const int LauncherLost = 1;

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(200);

    private readonly MpiConstants constants;
    private readonly Lock calls;
    private readonly int rank;
    private readonly TimeSpan deadline;
    private readonly int launcher = SystemCalls.Parent;

    // MPI's buffers must not move: they stay pinned until the process ends.
    private readonly nint[] requests = GC.AllocateArray<nint>(3, pinned: true); // a question to this rank, this rank's question, the answer to it
    private readonly int[] messages = GC.AllocateArray<int>(4, pinned: true); // who asks, this rank, who answered, an answer
    private int asked = -1;
    private long lastSign;
    private volatile bool stopped;

    public Lifeline(MpiConstants constants, Lock calls, int rank, int size, TimeSpan deadline)
    {
        this.constants = constants;
        this.calls = calls;
        this.rank = rank;
        this.deadline = deadline;
        this.messages[1] = this.messages[3] = rank;
        if (size == 1)
            return;
        this.ListenForQuestion();
        new Thread(this.Answer) { IsBackground = true, Name = "Nabla MPI lifeline" }.Start();
    }

    /// <summary>Whether this process has left the group.</summary>
    public bool IsStopped => this.stopped;

    /// <summary>The exception for a lost rank.</summary>
    public static IOException Lost(int rank, string reason)
        => new($"rank {rank} is lost ({reason}): the run ends on all ranks; with checkpoints, --resume continues from the last one, with any number of ranks");

    /// <summary>Stops answering.</summary>
    public void Stop() => this.stopped = true;

    /// <summary>Starts the deadline, when a wait for a rank becomes long.</summary>
    public void BeginAsking(int rank) => this.lastSign = Stopwatch.GetTimestamp();

    /// <summary>Asks a rank whether it is alive, unless a question to it is pending.</summary>
    /// <exception cref="IOException">The rank has not answered within the deadline.</exception>
    public void Ask(int other)
    {
        lock (this.calls)
        {
            // One question at a time: if another rank still owes an answer, that one comes first, or the deadline ends the run.
            if (this.asked >= 0 && this.IsDone(1) && this.IsDone(2))
            {
                this.asked = -1;
                this.lastSign = Stopwatch.GetTimestamp();
            }

            if (this.asked < 0)
            {
                this.asked = other;
                this.Receive(2, AnswerTag, other, 2);
                this.Send(1, QuestionTag, other, 1);
            }
        }

        if (Stopwatch.GetElapsedTime(this.lastSign) > this.deadline)
            throw Lost(this.asked, FormattableString.Invariant($"no sign of life for {this.deadline.TotalSeconds:0.#} s"));
    }

    /// <summary>Cancels pending requests, before MPI is finalized.</summary>
    public void CancelRequests()
    {
        for (int i = 0; i < this.requests.Length; i++)
        {
            if (this.requests[i] == 0 || this.IsDone(i))
                continue;
            fixed (nint* request = &this.requests[i])
            {
                _ = MpiCalls.Cancel(request);
                _ = MpiCalls.Free(request);
            }
        }
    }

    private void Answer()
    {
        while (!this.stopped)
        {
            Thread.Sleep(Beat);
            if (SystemCalls.Parent != this.launcher)
            {
                if (this.rank == 0)
                    Console.Error.WriteLine("nabla: the launcher of the ranks has ended, so the run ends too");
                SystemCalls.End(LauncherLost);
            }

            lock (this.calls)
            {
                if (!this.stopped && this.IsDone(0))
                {
                    nint answer = 0;
                    fixed (int* message = &this.messages[3])
                        _ = MpiCalls.StartSend((byte*)message, sizeof(int), this.constants.Byte, this.messages[0], AnswerTag, this.constants.World, &answer);
                    _ = MpiCalls.Free(&answer); // four bytes are sent at once
                    this.ListenForQuestion();
                }
            }
        }
    }

    private void ListenForQuestion()
    {
        lock (this.calls)
            this.Receive(0, QuestionTag, this.constants.AnySource, 0);
    }

    private void Receive(int request, int tag, int from, int message)
    {
        this.requests[request] = 0;
        fixed (nint* handle = &this.requests[request])
        fixed (int* buffer = &this.messages[message])
            _ = MpiCalls.StartReceive((byte*)buffer, sizeof(int), this.constants.Byte, from, tag, this.constants.World, handle);
    }

    private void Send(int request, int tag, int to, int message)
    {
        this.requests[request] = 0;
        fixed (nint* handle = &this.requests[request])
        fixed (int* buffer = &this.messages[message])
            _ = MpiCalls.StartSend((byte*)buffer, sizeof(int), this.constants.Byte, to, tag, this.constants.World, handle);
    }

    private bool IsDone(int request)
    {
        fixed (nint* handle = &this.requests[request])
            return MpiCalls.Test(handle, out int done, this.constants.StatusIgnore) == 0 && done != 0;
    }
}
