using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>y ← (1 − s)·y + s/K.</summary>
/// <remarks>Szegedy, Vanhoucke, Ioffe, Shlens and Wojna, CVPR 2016.</remarks>
internal readonly struct LabelSmoothing : IMap
{
    private readonly double keep;
    private readonly double share;

    /// <summary>Smooths by <paramref name="smoothing"/> over <paramref name="classes"/> classes.</summary>
    public LabelSmoothing(double smoothing, int classes)
    {
        this.keep = 1 - smoothing;
        this.share = smoothing / classes;
    }

    /// <summary>The targets of a pass.</summary>
    public static ReadOnlyMatrixView<T> Targets<T>(NetworkSpec spec, in Frame<T> frame, ReadOnlyMatrixView<T> targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!frame.Pass.IsTraining || spec.LabelSmoothing == 0)
            return targets;
        var smooth = new MatrixView<T>(frame.Workspace.SmoothTargets.AsSpan(frame.FirstRow * targets.Columns), targets.Rows, targets.Columns);
        int classes = spec.Loss is BinaryCrossEntropy ? 2 : spec.Outputs;
        Elementwise.Map(new LabelSmoothing(spec.LabelSmoothing, classes), targets.Data, smooth.Data);
        return smooth;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Invoke<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes>
        => TLanes.FusedMultiplyAdd(this.keep, x, this.share);
}
