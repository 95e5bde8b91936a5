using System.Buffers;
using Nabla.Reports.Blocks;
using Nabla.Reports.Page;

namespace Nabla.Reports.Figures;

/// <summary>A chart: its traces, its caption and its data.</summary>
/// <param name="Name">A name in lower case with hyphens: the anchor in the page and the name of its files.</param>
/// <param name="Title">The title, a few words.</param>
/// <param name="Description">The caption, a sentence or two, which is also the text alternative.</param>
public sealed record Figure(string Name, string Title, string Description) : Picture(Name, Title, Description)
{
    /// <summary>The horizontal axis.</summary>
    public Axis X { get; init; } = new("x");

    /// <summary>The vertical axis; in space, the second horizontal axis.</summary>
    public Axis Y { get; init; } = new("y");

    /// <summary>In space, the vertical axis; in the plane, the meaning of the colors. Null, the default, for neither.</summary>
    public Axis? Z { get; init; }

    /// <summary>The traces, in drawing order.</summary>
    public IReadOnlyList<Trace> Traces { get; init; } = [];

    /// <summary>Highlighted positions on the horizontal axis, such as the chosen epoch.</summary>
    public IReadOnlyList<Mark> Marks { get; init; } = [];

    /// <summary>The height as a fraction of the width; .62 by default.</summary>
    public double Aspect { get; init; } = 0.62;

    /// <summary>In space, the initial viewing direction, in degrees from the x axis to the y axis.</summary>
    public double ViewAngle { get; init; } = -133;

    /// <summary>In space, whether the reader may view two of the three axes as a plane.</summary>
    public bool OffersPlanes { get; init; }

    /// <summary>Whether anything is drawn in space.</summary>
    public bool Spatial => this.Traces.Any(trace => trace.Spatial);

    internal override string Kind => "chart";

    internal override Block Widened() => this with { Half = false, Aspect = Math.Min(this.Aspect, 0.45) };

    internal override void WriteBody(PageWriter page)
        => page.Raw(Invariant($"""<div class="plot{(this.Y.SameScale && !this.Spatial ? " equal" : string.Empty)}" role="img" aria-label="{PageWriter.Encode(this.Description)}" style="--aspect:{this.Aspect}"></div>"""));

    internal override void WriteData(IBufferWriter<byte> json)
    {
        using var writer = new FigureWriter(json);
        writer.Write(this);
    }
}

/// <summary>A vertical line at a position, with a label.</summary>
/// <param name="X">The position.</param>
/// <param name="Label">The label.</param>
public sealed record Mark(double X, string Label);
