namespace Nabla.Cli.Tests.Reproducibility;

/// <summary>
/// Choices such that each two options of different factors stand together in at least one, found greedily and always the same.
/// </summary>
internal static class Covering
{
    /// <summary>Each row has an option's index for each factor.</summary>
    /// <param name="sizes">How many options each factor has.</param>
    public static List<int[]> Pairwise(params int[] sizes)
    {
        var open = new HashSet<(int FactorA, int A, int FactorB, int B)>();
        for (int f = 0; f < sizes.Length; f++)
        {
            for (int g = f + 1; g < sizes.Length; g++)
            {
                for (int a = 0; a < sizes[f]; a++)
                {
                    for (int b = 0; b < sizes[g]; b++)
                        open.Add((f, a, g, b));
                }
            }
        }

        var rows = new List<int[]>();
        while (open.Count > 0)
        {
            (int f, int a, int g, int b) = open.Min();
            int[] row = [.. sizes.Select(_ => -1)];
            (row[f], row[g]) = (a, b);
            for (int h = 0; h < sizes.Length; h++)
            {
                if (row[h] < 0)
                    row[h] = Enumerable.Range(0, sizes[h]).MaxBy(option => (Gain(row, h, option), -((option + rows.Count) % sizes[h])));
            }

            for (int h = 0; h < sizes.Length; h++)
            {
                for (int i = h + 1; i < sizes.Length; i++)
                    open.Remove((h, row[h], i, row[i]));
            }

            rows.Add(row);
        }

        return rows;

        int Gain(int[] row, int factor, int option)
        {
            int gain = 0;
            for (int other = 0; other < row.Length; other++)
            {
                if (other == factor || row[other] < 0)
                    continue;
                gain += open.Contains(other < factor ? (other, row[other], factor, option) : (factor, option, other, row[other])) ? 1 : 0;
            }

            return gain;
        }
    }
}
