using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Nabla.Numerics;

/// <summary>A background thread that waits for a region: spinning briefly, then parked.</summary>
internal sealed class Worker
{
    private const int Idle = 0;
    private const int Parked = 1;
    private const int Called = 2;
    private const int Running = 3;

    private static readonly long Patience = Stopwatch.Frequency / 20_000; // 50 µs

    private readonly object gate = new();
    private readonly int number;
    private readonly bool mayHoldProcessor;
    private State state;

    /// <summary>Starts the thread.</summary>
    /// <param name="number">The number of the worker, from 1; the caller of a region is 0.</param>
    /// <param name="mayHoldProcessor">Whether there is a processor for this thread; otherwise it yields while it waits.</param>
    public Worker(int number, bool mayHoldProcessor)
    {
        this.number = number;
        this.mayHoldProcessor = mayHoldProcessor;
        new Thread(this.Loop) { IsBackground = true, Name = "Nabla worker" }.UnsafeStart();
    }

    /// <summary>Calls the worker to the region the pool describes.</summary>
    public void Call()
    {
        if (Interlocked.Exchange(ref this.state.Value, Called) == Parked)
        {
            lock (this.gate)
                Monitor.Pulse(this.gate);
        }
    }

    /// <summary>Returns when the worker is no longer in the region; a worker that has not started is cancelled instead.</summary>
    public void Join()
    {
        for (int turn = 0; ; turn++)
        {
            switch (Volatile.Read(ref this.state.Value))
            {
                case Called:
                    Interlocked.CompareExchange(ref this.state.Value, Idle, Called);
                    break;
                case Running:
                    Pause(turn < 1000);
                    break;
                default:
                    return;
            }
        }
    }

    /// <summary>Pauses briefly, and lets another thread run if it should not hold its processor any longer.</summary>
    public static void Pause(bool holdProcessor)
    {
        if (holdProcessor)
            Thread.SpinWait(1);
        else
            Thread.Yield();
    }

    private void Loop()
    {
        while (true)
        {
            if (!this.IsCalledSoon())
            {
                this.Park();
            }
            else if (Interlocked.CompareExchange(ref this.state.Value, Running, Called) == Called)
            {
                WorkerPool.Work(this.number);
                Volatile.Write(ref this.state.Value, Idle);
            }
        }
    }

    private void Park()
    {
        if (Interlocked.CompareExchange(ref this.state.Value, Parked, Idle) != Idle)
            return;
        lock (this.gate)
        {
            while (Volatile.Read(ref this.state.Value) == Parked)
                Monitor.Wait(this.gate);
        }
    }

    private bool IsCalledSoon()
    {
        long start = Stopwatch.GetTimestamp();
        do
        {
            for (int i = 0; i < 16; i++)
            {
                if (Volatile.Read(ref this.state.Value) == Called)
                    return true;
                Pause(this.mayHoldProcessor);
            }
        }
        while (Stopwatch.GetTimestamp() - start < Patience);
        return false;
    }

    // On separate cache lines, because the worker reads it continuously while it waits.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct State
    {
        [FieldOffset(128)]
        public int Value;
    }
}
