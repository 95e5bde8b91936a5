using Nabla.Numerics;

namespace Nabla.Data;

/// <summary>Test scores (0 to 100) by hours of sleep and of study: the small data set of the tutorials on second-order training.</summary>
public static class SleepStudy
{
    /// <summary>Three rows: (3, 5) → 75, (5, 1) → 82, (10, 2) → 93.</summary>
    public static Dataset Original => Create("sleep-study", [[3, 5, 75], [5, 1, 82], [10, 2, 93]]);

    /// <summary>The three rows and (6, 1.5) → 70, on which a network overfits.</summary>
    public static Dataset Extended => Create("sleep-study-extended", [[3, 5, 75], [5, 1, 82], [10, 2, 93], [6, 1.5, 70]]);

    /// <summary>Four test rows: (4, 5.5) → 70, (4.5, 1) → 89, (9, 2.5) → 85, (6, 2) → 75.</summary>
    public static Dataset Test => Create("sleep-study-test", [[4, 5.5, 70], [4.5, 1, 89], [9, 2.5, 85], [6, 2, 75]]);

    private static Dataset Create(string name, double[][] rows) => Dataset.Regression(
        name,
        Matrix<double>.From([.. rows.Select(row => row[..2])]),
        ["sleep", "study"],
        Matrix<double>.From([.. rows.Select(row => row[2..])]),
        ["score"]);
}
