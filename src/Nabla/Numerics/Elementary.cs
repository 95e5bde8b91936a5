namespace Nabla.Numerics;

/// <summary>Elementary functions whose bits depend on their argument alone, never on processor, width or position.</summary>
public static partial class Elementary
{
    /// <summary>eˣ.</summary>
    public static TLanes Exp<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> => Stub(x, Math.Exp);
    /// <summary>ln x.</summary>
    public static TLanes Log<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> => Stub(x, Math.Log);
    /// <summary>eˣ − 1.</summary>
    public static TLanes ExpM1<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> => Stub(x, v => Math.Abs(v) < 1e-5 ? v + v * v / 2 : Math.Exp(v) - 1);
    /// <summary>ln(1 + x).</summary>
    public static TLanes Log1P<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> => Stub(x, v => Math.Abs(v) < 1e-5 ? v - v * v / 2 : Math.Log(1 + v));
    /// <summary>The error function.</summary>
    public static TLanes Erf<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> => throw new NotSupportedException();
    /// <summary>1 − erf x.</summary>
    public static TLanes Erfc<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> => throw new NotSupportedException();
    /// <summary>1 / (1 + e⁻ˣ).</summary>
    public static TLanes Sigmoid<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> => Stub(x, v => 1 / (1 + Math.Exp(-v)));
    /// <summary>tanh x.</summary>
    public static TLanes Tanh<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> => Stub(x, Math.Tanh);
    /// <summary>ln(1 + eˣ).</summary>
    public static TLanes Softplus<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> => Stub(x, v => Math.Log(1 + Math.Exp(v)));
    /// <summary>sin x.</summary>
    public static TLanes Sin<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> => Stub(x, Math.Sin);
    /// <summary>cos x.</summary>
    public static TLanes Cos<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> => Stub(x, Math.Cos);

    private static TLanes Stub<TLanes>(TLanes x, Func<double, double> f)
        where TLanes : struct, ILanes<TLanes>
    {
        if (TLanes.IsDouble)
        {
            for (int i = 0; i < TLanes.Count; i++) { ref double v = ref System.Runtime.CompilerServices.Unsafe.Add(ref System.Runtime.CompilerServices.Unsafe.As<TLanes, double>(ref x), i); v = f(v); }
        }
        else
        {
            for (int i = 0; i < TLanes.Count; i++) { ref float v = ref System.Runtime.CompilerServices.Unsafe.Add(ref System.Runtime.CompilerServices.Unsafe.As<TLanes, float>(ref x), i); v = (float)f(v); }
        }

        return x;
    }
}
