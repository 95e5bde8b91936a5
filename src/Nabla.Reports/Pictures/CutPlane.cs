namespace Nabla.Reports.Pictures;

/// <summary>The section of the plane a·x + b·y + c·z + d = 0 through a box.</summary>
internal static class CutPlane
{
    /// <summary>The corners of the section in order around it; fewer than 3 if the plane misses the box.</summary>
    /// <param name="normal">a, b, c.</param>
    /// <param name="offset">d.</param>
    /// <param name="from">The lowest corner of the box.</param>
    /// <param name="to">The highest corner of the box.</param>
    public static IReadOnlyList<(double X, double Y, double Z)> Of(double[] normal, double offset, double[] from, double[] to)
    {
        var corners = new List<double[]>();
        for (int axis = 0; axis < 3; axis++)
        {
            if (normal[axis] == 0)
                continue;

            // The four edges along this axis: each of the other two coordinates is at an end.
            (int p, int q) = ((axis + 1) % 3, (axis + 2) % 3);
            foreach ((double u, double v) in new[] { (from[p], from[q]), (to[p], from[q]), (to[p], to[q]), (from[p], to[q]) })
            {
                double t = -(offset + (normal[p] * u) + (normal[q] * v)) / normal[axis];
                if (t >= from[axis] && t <= to[axis])
                {
                    var corner = new double[3];
                    (corner[axis], corner[p], corner[q]) = (t, u, v);
                    corners.Add(corner);
                }
            }
        }

        return corners.Count < 3 ? [] : [.. Around(corners, normal).Select(corner => (corner[0], corner[1], corner[2]))];
    }

    /// <summary>The corners by their angle around their centre, projected along the axis in which the plane is steepest.</summary>
    private static IEnumerable<double[]> Around(List<double[]> corners, double[] normal)
    {
        int axis = Enumerable.Range(0, 3).MaxBy(i => Math.Abs(normal[i]));
        (int p, int q) = ((axis + 1) % 3, (axis + 2) % 3);
        double u = corners.Average(corner => corner[p]), v = corners.Average(corner => corner[q]);
        return corners.OrderBy(corner => Math.Atan2(corner[q] - v, corner[p] - u));
    }
}
