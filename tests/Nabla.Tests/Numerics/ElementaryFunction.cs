using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Tests.Numerics;

/// <summary>The elementary functions by name, to be run on spans at any width.</summary>
internal abstract class ElementaryFunction
{
    public static readonly Dictionary<string, ElementaryFunction> ByName = new(StringComparer.Ordinal)
    {
        ["Exp"] = new Of<Exp>(),
        ["ExpM1"] = new Of<ExpM1>(),
        ["Log"] = new Of<Log>(),
        ["Log1P"] = new Of<Log1P>(),
        ["Erf"] = new Of<Erf>(),
        ["Erfc"] = new Of<Erfc>(),
        ["Sigmoid"] = new Of<Sigmoid>(),
        ["Softplus"] = new Of<Softplus>(),
        ["Tanh"] = new Of<Tanh>(),
        ["Sin"] = new Of<Sin>(),
        ["Cos"] = new Of<Cos>(),
        ["SinPi"] = new Of<SinPi>(),
        ["CosPi"] = new Of<CosPi>(),
    };

    public static TheoryData<string> Names => [.. ByName.Keys];

    /// <summary>y ← f(x) with lanes of 512, 256 or 128 bits or, for 0, of one number.</summary>
    public abstract void Map<T>(int width, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    public T At<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Map(0, [x], new Span<T>(ref x));
        return x;
    }

    private sealed class Of<TMap> : ElementaryFunction
        where TMap : struct, IMap
    {
        public override void Map<T>(int width, ReadOnlySpan<T> x, Span<T> y)
        {
            switch (width)
            {
                case 0: Elementwise.Map<T, TMap, Scalar<T>>(default, x, y); break;
                case 128: Elementwise.Map<T, TMap, Lanes128<T>>(default, x, y); break;
                case 256: Elementwise.Map<T, TMap, Lanes256<T>>(default, x, y); break;
                default: Elementwise.Map<T, TMap, Lanes512<T>>(default, x, y); break;
            }
        }
    }

    private readonly struct Exp : IMap
    {
        public TLanes Invoke<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> => Elementary.Exp(x);
    }

    private readonly struct ExpM1 : IMap
    {
        public TLanes Invoke<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> => Elementary.ExpM1(x);
    }

    private readonly struct Log : IMap
    {
        public TLanes Invoke<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> => Elementary.Log(x);
    }

    private readonly struct Log1P : IMap
    {
        public TLanes Invoke<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> => Elementary.Log1P(x);
    }

    private readonly struct Erf : IMap
    {
        public TLanes Invoke<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> => Elementary.Erf(x);
    }

    private readonly struct Erfc : IMap
    {
        public TLanes Invoke<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> => Elementary.Erfc(x);
    }

    private readonly struct Sigmoid : IMap
    {
        public TLanes Invoke<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> => Elementary.Sigmoid(x);
    }

    private readonly struct Softplus : IMap
    {
        public TLanes Invoke<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> => Elementary.Softplus(x);
    }

    private readonly struct Tanh : IMap
    {
        public TLanes Invoke<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> => Elementary.Tanh(x);
    }

    private readonly struct Sin : IMap
    {
        public TLanes Invoke<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> => Elementary.Sin(x);
    }

    private readonly struct Cos : IMap
    {
        public TLanes Invoke<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> => Elementary.Cos(x);
    }

    private readonly struct SinPi : IMap
    {
        public TLanes Invoke<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> => Elementary.SinPi(x);
    }

    private readonly struct CosPi : IMap
    {
        public TLanes Invoke<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> => Elementary.CosPi(x);
    }
}
