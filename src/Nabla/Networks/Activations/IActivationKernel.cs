using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>The two formulas of an activation of single numbers, written once for every vector width.</summary>
public interface IActivationKernel
{
    /// <summary>Whether <see cref="Derivative"/> takes a = f(z), which then need not be kept beside z; otherwise it takes z.</summary>
    static abstract bool DerivativeFromOutput { get; }

    /// <summary>a = f(z).</summary>
    TLanes Value<TLanes>(TLanes z)
        where TLanes : struct, ILanes<TLanes>;

    /// <summary>f'(z), from a or z as <see cref="DerivativeFromOutput"/> says.</summary>
    TLanes Derivative<TLanes>(TLanes stored)
        where TLanes : struct, ILanes<TLanes>;
}
