namespace Nabla.Data;

/// <summary>The size of the images whose pixels, in row-major order, are the features of a data set.</summary>
/// <param name="Width">The number of pixels in a row.</param>
/// <param name="Height">The number of rows.</param>
public readonly record struct ImageShape(int Width, int Height);
