namespace Nabla.Data;

/// <summary>The scaling of a column.</summary>
public enum ScalerMethod
{
    /// <summary>No scaling.</summary>
    None,

    /// <summary>Mean 0 and standard deviation 1: (x − mean) / sd, with the population standard deviation (divided by n).</summary>
    Standard,

    /// <summary>From 0 to 1: (x − min) / (max − min).</summary>
    MinMax,

    /// <summary>From −1 to 1, with 0 preserved: x / max |x|.</summary>
    MaxAbs,

    /// <summary>
    /// Median 0 and interquartile range 1: (x − median) / (q₇₅ − q₂₅), with linearly interpolated quantiles. Robust against outliers. If the
    /// quartiles are equal, x − median.
    /// </summary>
    Robust,

    /// <summary>
    /// Robust, then clipped smoothly to between −3 and 3: y = (x − median) / (q₇₅ − q₂₅), y/√(1 + (y/3)²). If the quartiles are equal, half the range
    /// of the column replaces their distance. Features of levels are also scaled (Holzmüller, Grinsztajn and Steinwart, <i>Better by Default</i>,
    /// NeurIPS 2024).
    /// </summary>
    RobustClip,

    /// <summary>
    /// Normal with mean 0 and standard deviation 1, by quantiles: Φ⁻¹ of the fraction of the training rows below, or of 100,000 of them, between −5.2
    /// and 5.2 (<see cref="ColumnQuantiles"/>).
    /// </summary>
    Quantile,
}
