using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>The two formulas of an elementwise activation, written once for every vector width.</summary>
public interface IActivationKernel
{
    /// <summary>Whether <see cref="Derivative"/> takes a = f(z), so that z need not be stored; otherwise it takes z.</summary>
    static abstract bool DerivativeFromOutput { get; }

    /// <summary>a = f(z).</summary>
    TLanes Value<TLanes>(TLanes z)
        where TLanes : struct, ILanes<TLanes>;

    /// <summary>f'(z), from a or z (<see cref="DerivativeFromOutput"/>).</summary>
    TLanes Derivative<TLanes>(TLanes stored)
        where TLanes : struct, ILanes<TLanes>;
}
