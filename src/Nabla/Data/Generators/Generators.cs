using System.Globalization;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Data;

/// <summary>
/// Data sets generated from a seed: the same rows on every machine. The classes alternate, so that any range of rows contains all of them.
/// </summary>
public static partial class Generators
{
    private static readonly string[] PlaneNames = ["x", "y"];

    private static CounterRandom Random(ulong seed) => new(seed, RandomPurpose.Generator);

    /// <summary>A point of a shape: row i is point i / classes of class i mod classes.</summary>
    /// <param name="Class">The class.</param>
    /// <param name="Index">The index among the points of the class.</param>
    /// <param name="Count">The number of points of the class.</param>
    private readonly record struct ShapePoint(int Class, int Index, int Count);

    /// <summary>Points of a shape in the plane, with normal noise.</summary>
    private static Dataset Plane(
        string name, int rows, double noise, ulong seed, string[] classNames, Func<ShapePoint, (double X, double Y)> shape)
    {
        int classes = classNames.Length;
        CheckRowsAndNoise(rows, classes, noise);
        CounterRandom random = Random(seed);
        var features = new Matrix<double>(rows, 2);
        var labels = new int[rows];
        for (int row = 0; row < rows; row++)
        {
            (int index, labels[row]) = Math.DivRem(row, classes);
            (double x, double y) = shape(new ShapePoint(labels[row], index, (rows - labels[row] + classes - 1) / classes));
            features[row, 0] = x + (noise * random.Normal((uint)row, 0));
            features[row, 1] = y + (noise * random.Normal((uint)row, 1));
        }

        return Dataset.Classification(name, features, PlaneNames, labels, classNames);
    }

    private static void CheckRowsAndNoise(int rows, int least, double noise)
    {
        if (rows < least)
            throw new ArgumentOutOfRangeException(nameof(rows), $"{Sentence.Count(rows, "row")}: expected at least {least}");
        CheckNotNegative(noise, nameof(noise));
    }

    private static void CheckNotNegative(double value, string name)
    {
        if (!(value >= 0 && double.IsFinite(value)))
        {
            throw new ArgumentOutOfRangeException(name, string.Create(
                CultureInfo.InvariantCulture, $"a {name} of {value}: expected a number of at least 0"));
        }
    }
}
