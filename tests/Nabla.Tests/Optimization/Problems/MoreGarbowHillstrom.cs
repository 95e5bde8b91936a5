using static Nabla.Numerics.Elementary;

namespace Nabla.Tests.Optimization.Problems;

/// <summary>Problems of Moré, Garbow and Hillstrom, <i>Testing Unconstrained Optimization Software</i>, ACM TOMS 7 (1981), by their numbers there.</summary>
public static class MoreGarbowHillstrom
{
    private static readonly double[] BardData = [.14, .18, .22, .25, .29, .32, .35, .39, .37, .58, .73, .96, 1.34, 2.10, 4.39];

    private static readonly double[] GaussianData =
        [.0009, .0044, .0175, .0540, .1295, .2420, .3521, .3989, .3521, .2420, .1295, .0540, .0175, .0044, .0009];

    private static readonly double[] KowalikY = [.1957, .1947, .1735, .1600, .0844, .0627, .0456, .0342, .0323, .0235, .0246];

    private static readonly double[] KowalikU = [4, 2, 1, .5, .25, .167, .125, .1, .0833, .0714, .0625];

    /// <summary>Each problem with its standard start; made anew for whoever asks, since a problem has scratch of its own.</summary>
    public static IReadOnlyDictionary<string, (double[] Start, TestProblem Problem)> All => new Dictionary<string, (double[], TestProblem)>
    {
        ["Rosenbrock"] = ([-1.2, 1], Rosenbrock(2)), // 1
        ["Freudenstein and Roth"] = ([.5, -2], FreudensteinRoth()), // 2
        ["Powell badly scaled"] = ([0, 1], PowellBadlyScaled()), // 3
        ["Brown badly scaled"] = ([1, 1], BrownBadlyScaled()), // 4
        ["Beale"] = ([1, 1], Beale()), // 5
        ["Helical valley"] = ([-1, 0, 0], HelicalValley()), // 7
        ["Bard"] = ([1, 1, 1], Bard()), // 8
        ["Gaussian"] = ([.4, 1, 0], Gaussian()), // 9
        ["Box three-dimensional"] = ([0, 10, 20], Box()), // 12
        ["Powell singular"] = ([3, -1, 0, 1], PowellSingular()), // 13
        ["Wood"] = ([-3, -1, -3, -1], Wood()), // 14
        ["Kowalik and Osborne"] = ([.25, .39, .415, .39], KowalikOsborne()), // 15
        ["Brown and Dennis"] = ([25, 5, -5, -1], BrownDennis()), // 16
        ["Biggs EXP6"] = ([1, 2, 1, 1, 1, 1], Biggs()), // 18
        ["Watson 6"] = (new double[6], Watson(6)), // 20
        ["Extended Rosenbrock 100"] = ([.. Enumerable.Range(0, 100).Select(i => i % 2 == 0 ? -1.2 : 1)], Rosenbrock(100)), // 21
        ["Penalty 100"] = ([.. Enumerable.Range(1, 100).Select(i => (double)i)], Penalty(100)), // 23
        ["Variably dimensioned 10"] = ([.. Enumerable.Range(1, 10).Select(i => 1 - (i / 10.0))], VariablyDimensioned(10)), // 25
        ["Trigonometric 10"] = ([.. Enumerable.Repeat(.1, 10)], Trigonometric(10)), // 26
        ["Broyden tridiagonal 10"] = ([.. Enumerable.Repeat(-1.0, 10)], BroydenTridiagonal(10)), // 30
        ["Broyden banded 10"] = ([.. Enumerable.Repeat(-1.0, 10)], BroydenBanded(10)), // 31
    };

    private static TestProblem Rosenbrock(int n) => new(n, n, (x, r, j) =>
    {
        for (int i = 0; i < x.Length; i += 2)
        {
            r[i] = 10 * (x[i + 1] - (x[i] * x[i]));
            r[i + 1] = 1 - x[i];
            j[i, i] = -20 * x[i];
            j[i, i + 1] = 10;
            j[i + 1, i] = -1;
        }
    });

    private static TestProblem FreudensteinRoth() => new(2, 2, (x, r, j) =>
    {
        double a = x[0], b = x[1];
        r[0] = -13 + a + (((5 - b) * b - 2) * b);
        r[1] = -29 + a + (((b + 1) * b - 14) * b);
        (j[0, 0], j[0, 1]) = (1, (10 * b) - (3 * b * b) - 2);
        (j[1, 0], j[1, 1]) = (1, (3 * b * b) + (2 * b) - 14);
    });

    private static TestProblem PowellBadlyScaled() => new(2, 2, (x, r, j) =>
    {
        double a = x[0], b = x[1], e = Exp(-a), f = Exp(-b);
        (r[0], r[1]) = ((1e4 * a * b) - 1, e + f - 1.0001);
        (j[0, 0], j[0, 1], j[1, 0], j[1, 1]) = (1e4 * b, 1e4 * a, -e, -f);
    });

    private static TestProblem BrownBadlyScaled() => new(2, 3, (x, r, j) =>
    {
        (r[0], r[1], r[2]) = (x[0] - 1e6, x[1] - 2e-6, (x[0] * x[1]) - 2);
        (j[0, 0], j[1, 1], j[2, 0], j[2, 1]) = (1, 1, x[1], x[0]);
    });

    private static TestProblem Beale() => new(2, 3, (x, r, j) =>
    {
        double power = 1;
        for (int i = 0; i < 3; i++)
        {
            j[i, 1] = x[0] * (i + 1) * power;
            power *= x[1];
            r[i] = (i == 0 ? 1.5 : i == 1 ? 2.25 : 2.625) - (x[0] * (1 - power));
            j[i, 0] = power - 1;
        }
    });

    private static TestProblem HelicalValley() => new(3, 3, (x, r, j) =>
    {
        double a = x[0], b = x[1], c = x[2], q = (a * a) + (b * b), s = Math.Sqrt(q);
        double theta = (Atan(b / a) / (2 * Math.PI)) + (a < 0 ? .5 : 0);
        (r[0], r[1], r[2]) = (10 * (c - (10 * theta)), 10 * (s - 1), c);
        (j[0, 0], j[0, 1], j[0, 2]) = (100 * b / q / (2 * Math.PI), -100 * a / q / (2 * Math.PI), 10);
        (j[1, 0], j[1, 1], j[2, 2]) = (10 * a / s, 10 * b / s, 1);
    });

    private static TestProblem Bard() => new(3, 15, (x, r, j) =>
    {
        for (int i = 0; i < 15; i++)
        {
            double u = i + 1, v = 16 - u, w = Math.Min(u, v), d = (v * x[1]) + (w * x[2]);
            r[i] = BardData[i] - (x[0] + (u / d));
            (j[i, 0], j[i, 1], j[i, 2]) = (-1, u * v / (d * d), u * w / (d * d));
        }
    });

    private static TestProblem Gaussian() => new(3, 15, (x, r, j) =>
    {
        for (int i = 0; i < 15; i++)
        {
            double h = ((7.0 - i) / 2) - x[2], e = Exp(-x[1] * h * h / 2);
            r[i] = (x[0] * e) - GaussianData[i];
            (j[i, 0], j[i, 1], j[i, 2]) = (e, -x[0] * e * h * h / 2, x[0] * e * x[1] * h);
        }
    });

    private static TestProblem Box() => new(3, 10, (x, r, j) =>
    {
        for (int i = 0; i < 10; i++)
        {
            double t = (i + 1) / 10.0, a = Exp(-t * x[0]), b = Exp(-t * x[1]), c = Exp(-t) - Exp(-10 * t);
            r[i] = a - b - (x[2] * c);
            (j[i, 0], j[i, 1], j[i, 2]) = (-t * a, t * b, -c);
        }
    });

    private static TestProblem PowellSingular() => new(4, 4, (x, r, j) =>
    {
        double p = Math.Sqrt(5), q = Math.Sqrt(10), bc = x[1] - (2 * x[2]), ad = x[0] - x[3];
        (r[0], r[1], r[2], r[3]) = (x[0] + (10 * x[1]), p * (x[2] - x[3]), bc * bc, q * ad * ad);
        (j[0, 0], j[0, 1], j[1, 2], j[1, 3]) = (1, 10, p, -p);
        (j[2, 1], j[2, 2], j[3, 0], j[3, 3]) = (2 * bc, -4 * bc, 2 * q * ad, -2 * q * ad);
    });

    private static TestProblem Wood() => new(4, 6, (x, r, j) =>
    {
        double a = x[0], b = x[1], c = x[2], d = x[3], p = Math.Sqrt(90), q = Math.Sqrt(10);
        (r[0], r[1], r[2]) = (10 * (b - (a * a)), 1 - a, p * (d - (c * c)));
        (r[3], r[4], r[5]) = (1 - c, q * (b + d - 2), (b - d) / q);
        (j[0, 0], j[0, 1], j[1, 0], j[2, 2], j[2, 3], j[3, 2]) = (-20 * a, 10, -1, -2 * p * c, p, -1);
        (j[4, 1], j[4, 3], j[5, 1], j[5, 3]) = (q, q, 1 / q, -1 / q);
    });

    private static TestProblem KowalikOsborne() => new(4, 11, (x, r, j) =>
    {
        for (int i = 0; i < 11; i++)
        {
            double u = KowalikU[i], p = (u * u) + (u * x[1]), q = (u * u) + (u * x[2]) + x[3];
            r[i] = KowalikY[i] - (x[0] * p / q);
            (j[i, 0], j[i, 1], j[i, 2], j[i, 3]) = (-p / q, -x[0] * u / q, x[0] * p * u / (q * q), x[0] * p / (q * q));
        }
    });

    private static TestProblem BrownDennis() => new(4, 20, (x, r, j) =>
    {
        for (int i = 0; i < 20; i++)
        {
            double t = (i + 1) / 5.0, p = x[0] + (t * x[1]) - Exp(t), q = x[2] + (x[3] * Sin(t)) - Cos(t);
            r[i] = (p * p) + (q * q);
            (j[i, 0], j[i, 1], j[i, 2], j[i, 3]) = (2 * p, 2 * p * t, 2 * q, 2 * q * Sin(t));
        }
    });

    private static TestProblem Biggs() => new(6, 13, (x, r, j) =>
    {
        for (int i = 0; i < 13; i++)
        {
            double t = (i + 1) / 10.0, y = Exp(-t) - (5 * Exp(-10 * t)) + (3 * Exp(-4 * t));
            double a = Exp(-t * x[0]), b = Exp(-t * x[1]), e = Exp(-t * x[4]);
            r[i] = (x[2] * a) - (x[3] * b) + (x[5] * e) - y;
            (j[i, 0], j[i, 1], j[i, 2]) = (-t * x[2] * a, t * x[3] * b, a);
            (j[i, 3], j[i, 4], j[i, 5]) = (-b, -t * x[5] * e, e);
        }
    });

    private static TestProblem Watson(int n) => new(n, 31, (x, r, j) =>
    {
        for (int i = 0; i < 29; i++)
        {
            double t = (i + 1) / 29.0, sum = 0, slope = 0, power = 1, lower = 0;
            for (int k = 0; k < x.Length; k++)
            {
                slope += k * lower * x[k];
                sum += power * x[k];
                lower = power;
                power *= t;
            }

            r[i] = slope - (sum * sum) - 1;
            (power, lower) = (1, 0);
            for (int k = 0; k < x.Length; k++)
            {
                j[i, k] = (k * lower) - (2 * sum * power);
                lower = power;
                power *= t;
            }
        }

        (r[29], r[30]) = (x[0], x[1] - (x[0] * x[0]) - 1);
        (j[29, 0], j[30, 0], j[30, 1]) = (1, -2 * x[0], 1);
    });

    private static TestProblem Penalty(int n) => new(n, n + 1, (x, r, j) =>
    {
        double a = Math.Sqrt(1e-5), sum = -.25;
        for (int i = 0; i < x.Length; i++)
        {
            r[i] = a * (x[i] - 1);
            j[i, i] = a;
            sum += x[i] * x[i];
            j[x.Length, i] = 2 * x[i];
        }

        r[x.Length] = sum;
    });

    private static TestProblem VariablyDimensioned(int n) => new(n, n + 2, (x, r, j) =>
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            r[i] = x[i] - 1;
            sum += (i + 1) * r[i];
            (j[i, i], j[x.Length, i]) = (1, i + 1);
        }

        (r[x.Length], r[x.Length + 1]) = (sum, sum * sum);
        for (int i = 0; i < x.Length; i++)
            j[x.Length + 1, i] = 2 * sum * (i + 1);
    });

    private static TestProblem Trigonometric(int n) => new(n, n, (x, r, j) =>
    {
        double sum = x.Length;
        for (int i = 0; i < x.Length; i++)
            sum -= Cos(x[i]);
        for (int i = 0; i < x.Length; i++)
        {
            r[i] = sum + ((i + 1) * (1 - Cos(x[i]))) - Sin(x[i]);
            for (int k = 0; k < x.Length; k++)
                j[i, k] = Sin(x[k]);
            j[i, i] += ((i + 1) * Sin(x[i])) - Cos(x[i]);
        }
    });

    private static TestProblem BroydenTridiagonal(int n) => new(n, n, (x, r, j) =>
    {
        for (int i = 0; i < x.Length; i++)
        {
            r[i] = ((3 - (2 * x[i])) * x[i]) + 1;
            j[i, i] = 3 - (4 * x[i]);
            if (i > 0)
                (r[i], j[i, i - 1]) = (r[i] - x[i - 1], -1);
            if (i < x.Length - 1)
                (r[i], j[i, i + 1]) = (r[i] - (2 * x[i + 1]), -2);
        }
    });

    private static TestProblem BroydenBanded(int n) => new(n, n, (x, r, j) =>
    {
        for (int i = 0; i < x.Length; i++)
        {
            r[i] = (x[i] * (2 + (5 * x[i] * x[i]))) + 1;
            j[i, i] = 2 + (15 * x[i] * x[i]);
            for (int k = Math.Max(0, i - 5); k <= Math.Min(x.Length - 1, i + 1); k++)
            {
                if (k != i)
                    (r[i], j[i, k]) = (r[i] - (x[k] * (1 + x[k])), -(1 + (2 * x[k])));
            }
        }
    });

    // By halving the angle, so that no bit depends on the C library.
    private static double Atan(double x)
    {
        double scale = 1;
        for (; Math.Abs(x) > .01; scale *= 2)
            x /= 1 + Math.Sqrt(1 + (x * x));
        double z = x * x;
        return scale * x * (1 - (z * ((1 / 3.0) - (z * ((1 / 5.0) - (z * ((1 / 7.0) - (z / 9))))))));
    }
}
