using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>
/// A training pass that several threads share with two joins in place of several a layer. First each thread takes rows through all layers
/// and back; then the threads take parts of the gradients of all layers, from the activations and δ that are all there by then. Each number
/// is computed as on one thread.
/// </summary>
internal static class SharedPass
{
    // With less multiply-adds for a thread, two joins between cores that are far apart cost more than they bring.
    private const long LeastWork = 2_000_000;

    // With more rows and parameters every thread has its panels of weights to itself, and joins weigh little.
    private const long MostWork = 400_000_000;

    // So many parts of the gradient for each thread, so that one that comes late does not hold up the others.
    private const int UnitsOfThread = 4;

    /// <summary>How many threads share the pass; 1 if it is not shared.</summary>
    public static int ThreadsFor<T>(Network<T> network, in Frame<T> frame)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (frame.Threads <= 1 || frame.Gradient.IsEmpty || !network.Stack.SharesRows)
            return 1;
        long work = 3L * frame.Rows * frame.Parameters.Length;
        return work > MostWork ? 1 : (int)Math.Min(Math.Min(frame.Threads, frame.Rows), 1 + (work / LeastWork));
    }

    /// <summary>Costs, δ and gradient of a batch.</summary>
    public static void Run<T, TRows>(Network<T> network, in Frame<T> frame, Batch<T> batch, double scale, TRows source)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TRows : struct, IBatchRows, allows ref struct
    {
        int threads = ThreadsFor(network, frame);
        var rows = new Rows<T, TRows> { Source = source, Network = network, Frame = frame, X = batch.X, Targets = batch.Targets, Scale = scale, Blocks = threads };
        ForkJoin.Run(ref rows, threads, threads);
        var gradient = new Gradients<T> { Stack = network.Stack, Frame = frame with { Threads = 1 }, X = batch.X, Units = UnitsOfThread * threads };
        ForkJoin.Run(ref gradient, network.Stack.GradientUnits(frame, gradient.Units), threads);
    }

    private ref struct Rows<T, TRows> : IParallelBody
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TRows : struct, IBatchRows, allows ref struct
    {
        public required TRows Source;
        public required Network<T> Network;
        public required Frame<T> Frame;
        public required ReadOnlyMatrixView<T> X;
        public required ReadOnlyMatrixView<T> Targets;
        public required double Scale;
        public required int Blocks;

        public readonly void Run(int piece)
        {
            int first = (int)((long)piece * this.Frame.Rows / this.Blocks), count = (int)((piece + 1L) * this.Frame.Rows / this.Blocks) - first;
            Frame<T> part = this.Frame.RowRange(first, count);
            Backpropagation.Walk(this.Network, part, this.X.RowRange(first, count), this.Targets.RowRange(first, count), this.Scale, goesBack: true, this.Source);
        }
    }

    private ref struct Gradients<T> : IParallelBody
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public required LayerStack<T> Stack;
        public required Frame<T> Frame;
        public required ReadOnlyMatrixView<T> X;
        public required int Units;

        public readonly void Run(int piece) => this.Stack.Gradient(this.Frame, this.X, this.Units, piece);
    }
}
