using Nabla.Data;
using Nabla.Numerics;

namespace Nabla.Inspection;

/// <summary>Unscaled inputs with very different or large ranges.</summary>
internal static class UnscaledInputs
{
    private const double MostRatio = 100;
    private const double MostDeviation = 30;

    public static IEnumerable<Finding> In(ExaminedRun run)
    {
        if (run.Model.Info.Scaler.Method != ScalerMethod.None || run.Inputs is not { } inputs)
            yield break;

        // A code only selects a vector, so its size has no meaning.
        int[] codes = [.. run.Model.Preprocessor.Embeddings.Select(embedded => embedded.Feature)];
        (double Deviation, string Name)[] columns = [.. Enumerable.Range(0, inputs.Columns).Except(codes).Select(column => (Deviation(inputs, column), run.Model.Preprocessor.FeatureNames[column])).Where(one => one.Item1 > 0).Order()];
        if (columns.Length == 0)
            yield break;
        ((double least, string small), (double most, string large)) = (columns[0], columns[^1]);
        bool differ = most > MostRatio * least && run.Rows!.Image is null;
        if (!differ && most < MostDeviation)
            yield break;
        yield return new Finding(
            FindingKind.UnscaledInputs,
            Severity.Warning,
            large,
            differ
                ? $"inputs are not scaled, and the standard deviation of '{large}', {Wording.Number(most)}, is {Wording.Number(most / least)} times that of '{small}'"
                : $"inputs are not scaled, and the standard deviation of '{large}' is {Wording.Number(most)}",
            "scale them (standard scaling); otherwise the largest inputs dominate every step");
    }

    private static double Deviation(Matrix<double> inputs, int column)
    {
        double mean = 0, squares = 0;
        for (int row = 0; row < inputs.Rows; row++)
        {
            // Welford's update.
            double before = inputs[row, column] - mean;
            mean += before / (row + 1);
            squares += before * (inputs[row, column] - mean);
        }

        return Math.Sqrt(squares / inputs.Rows);
    }
}
