namespace Nabla.Data;

/// <summary>The size of the images whose pixels, row by row, are the features of a data set.</summary>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows of pixels.</param>
public readonly record struct ImageShape(int Width, int Height);
