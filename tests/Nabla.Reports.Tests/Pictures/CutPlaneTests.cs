using Nabla.Reports.Pictures;

namespace Nabla.Reports.Tests.Pictures;

public class CutPlaneTests
{
    [Fact]
    public void The_plane_across_the_middle_of_a_cube_cuts_a_regular_hexagon()
    {
        var corners = CutPlane.Of([1, 1, 1], -1.5, [0, 0, 0], [1, 1, 1]);
        Assert.Equal(6, corners.Count);
        for (int i = 0; i < corners.Count; i++)
        {
            (double x, double y, double z) = corners[i];
            (double nextX, double nextY, double nextZ) = corners[(i + 1) % corners.Count];
            Assert.Equal(1.5, x + y + z, 1e-12);
            Assert.Equal(Math.Sqrt(0.5), Math.Sqrt(Math.Pow(x - nextX, 2) + Math.Pow(y - nextY, 2) + Math.Pow(z - nextZ, 2)), 1e-12);
        }
    }

    [Fact]
    public void An_upright_plane_cuts_a_rectangle()
        => Assert.Equal(4, CutPlane.Of([1, 0, 0], -0.5, [0, 0, 0], [1, 2, 3]).Count);

    [Fact]
    public void A_plane_outside_cuts_nothing()
        => Assert.Empty(CutPlane.Of([1, 1, 1], 5, [0, 0, 0], [1, 1, 1]));
}
