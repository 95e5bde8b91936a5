using Nabla.Data;
using Nabla.Inspection;
using Nabla.Models;
using Nabla.Numerics;

namespace Nabla.Tests.Inspection;

/// <summary>The linear models of the irises that scikit-learn has too: logistic regression, and ridge regression of the petal widths.</summary>
internal static class LinearModels
{
    public static Dataset Iris { get; } = Datasets.Iris();

    public static Dataset PetalWidths { get; } = WidthsOf(Iris);

    public static Model Logistic { get; } = Baselines.TrainLinear(Iris, 1);

    public static Model Ridge { get; } = Baselines.TrainLinear(PetalWidths, 1);

    private static Dataset WidthsOf(Dataset iris)
    {
        var x = new Matrix<double>(iris.Rows, 3);
        var y = new Matrix<double>(iris.Rows, 1);
        for (int row = 0; row < iris.Rows; row++)
        {
            iris.Features.Row(row)[..3].CopyTo(x.Row(row));
            y[row, 0] = iris.Features[row, 3];
        }

        return Dataset.Regression("petals", x, [.. iris.FeatureNames.Take(3)], y, [iris.FeatureNames[3]]);
    }
}
