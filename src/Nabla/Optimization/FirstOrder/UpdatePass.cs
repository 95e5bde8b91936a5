using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Nabla.Numerics;

namespace Nabla.Optimization;

/// <summary>The arithmetic of an update rule for one parameter, written once for every width; it holds its numbers as T.</summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
/// <typeparam name="T">The number type.</typeparam>
public interface IUpdate<TSelf, T>
    where TSelf : struct, IUpdate<TSelf, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The number of the state's vectors, from the first, that the rule uses: 0 to 3.</summary>
    static abstract int Moments { get; }

    /// <summary>Returns the arithmetic with the group's rate and decay.</summary>
    TSelf For(ParameterGroup group);

    /// <summary>Updates one parameter and its moments.</summary>
    void Invoke<TLanes>(ref TLanes parameter, TLanes gradient, ref TLanes first, ref TLanes second, ref TLanes third)
        where TLanes : struct, ILanes<TLanes, T>;
}

/// <summary>Runs an update over all parameters in one pass, at the machine's vector width and with the same bits at each.</summary>
public static class UpdatePass
{
    private const int PieceLength = 1 << 14;

    /// <summary>Updates every group of the parameters with its own rate and decay, without allocation.</summary>
    /// <param name="update">The arithmetic.</param>
    /// <param name="state">The state whose first vectors are the moments.</param>
    /// <param name="parameters">[parameters]</param>
    /// <param name="gradient">[parameters]</param>
    /// <param name="threads">The largest number of threads.</param>
    public static void Run<T, TUpdate>(TUpdate update, OptimizerState<T> state, Span<T> parameters, ReadOnlySpan<T> gradient, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TUpdate : struct, IUpdate<TUpdate, T>
    {
        foreach (ParameterGroup group in state.Groups.Span)
        {
            Range range = group.Range;
            var pieces = new Pieces<T, TUpdate>(update.For(group), parameters[range], gradient[range])
            {
                First = TUpdate.Moments > 0 ? state.Vector(0)[range] : [],
                Second = TUpdate.Moments > 1 ? state.Vector(1)[range] : [],
                Third = TUpdate.Moments > 2 ? state.Vector(2)[range] : [],
            };
            ForkJoin.Run(ref pieces, (pieces.Length + PieceLength - 1) / PieceLength, threads);
        }
    }

    private ref struct Pieces<T, TUpdate>(TUpdate update, Span<T> parameters, ReadOnlySpan<T> gradient) : IParallelBody
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TUpdate : struct, IUpdate<TUpdate, T>
    {
        private readonly TUpdate update = update;
        private readonly Span<T> parameters = parameters;
        private readonly ReadOnlySpan<T> gradient = gradient;

        public Span<T> First;
        public Span<T> Second;
        public Span<T> Third;

        public readonly int Length => this.parameters.Length;

        public readonly void Run(int piece)
        {
            int start = piece * PieceLength, end = Math.Min(start + PieceLength, this.Length);
            if (Vector512.IsHardwareAccelerated)
                start = this.Run<Lanes512<T>>(start, end);
            else if (Vector256.IsHardwareAccelerated)
                start = this.Run<Lanes256<T>>(start, end);
            else
                start = this.Run<Lanes128<T>>(start, end);
            this.Run<Scalar<T>>(start, end);
        }

        // As many whole vectors as fit; returns where the rest begins.
        private readonly int Run<TLanes>(int start, int end)
            where TLanes : struct, ILanes<TLanes, T>
        {
            TUpdate rule = this.update;
            ref T points = ref MemoryMarshal.GetReference(this.parameters);
            ref T slopes = ref MemoryMarshal.GetReference(this.gradient);
            ref T first = ref MemoryMarshal.GetReference(this.First);
            ref T second = ref MemoryMarshal.GetReference(this.Second);
            ref T third = ref MemoryMarshal.GetReference(this.Third);
            int i = start;
            for (; i <= end - TLanes.Count; i += TLanes.Count)
            {
                var at = (nuint)i;
                TLanes parameter = TLanes.Load(ref points, at);
                TLanes a = TUpdate.Moments > 0 ? TLanes.Load(ref first, at) : default;
                TLanes b = TUpdate.Moments > 1 ? TLanes.Load(ref second, at) : default;
                TLanes c = TUpdate.Moments > 2 ? TLanes.Load(ref third, at) : default;
                rule.Invoke(ref parameter, TLanes.Load(ref slopes, at), ref a, ref b, ref c);
                parameter.Store(ref points, at);
                if (TUpdate.Moments > 0)
                    a.Store(ref first, at);
                if (TUpdate.Moments > 1)
                    b.Store(ref second, at);
                if (TUpdate.Moments > 2)
                    c.Store(ref third, at);
            }

            return i;
        }
    }
}
