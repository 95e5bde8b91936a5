using Nabla.Data;
using Nabla.Numerics;
using Nabla.Selection;

namespace Nabla.Tests.Selection;

public class GreedySelectionTests
{
    [Fact]
    public void A_worked_example()
    {
        // Probabilities of what is right: (.9, .1), (.1, .9), (.6, .6). Alone the third is best (−ln .6 = .51 against 1.20). Then its mean with any
        // is worse for one row and better for the other; −ln .75 − ln .35 = 1.34 is more than 2 · .51, so it stays alone.
        Dataset two = Dataset.Classification("two", new Matrix<double>(2, 1), ["x"], [0, 1], ["a", "b"]);
        Assert.Equal([0, 0, 1], GreedySelection.Choose([Right(0.9, 0.1), Right(0.1, 0.9), Right(0.6, 0.6)], two, 5)); // the shortest of equal ensembles

        // (.9, .3) and (.3, .9): the mean of both has .6 for each row, and .27 < .36 is better than either.
        Assert.Equal([1, 1], GreedySelection.Choose([Right(0.9, 0.3), Right(0.3, 0.9)], two, 2));
        Assert.Equal([1, 0], GreedySelection.Choose([Right(0.9, 0.3), Right(0.3, 0.9)], two, 1)); // the first of equal candidates

        static Matrix<double> Right(double first, double second) => new([first, 1 - first, 1 - second, second], 2, 2);
    }

    [Theory]
    [InlineData(LearningTask.Classification)]
    [InlineData(LearningTask.Regression)]
    [InlineData(LearningTask.MultiLabel)]
    public void It_takes_what_trying_every_mean_would_take(LearningTask task)
    {
        const int Rows = 40, Candidates = 6, Width = 3, Steps = 12;
        var random = new CounterRandom(7, RandomPurpose.Trials);
        uint drawn = 0;
        Dataset data = Data(task, Rows, Width, () => random.Uniform(drawn++, 0));
        Matrix<double>[] predictions = [.. Enumerable.Range(0, Candidates).Select(_ => Predicted(task, Rows, Width, () => random.Uniform(drawn++, 1)))];
        Assert.Equal(Tried(predictions, data, Steps), GreedySelection.Choose(predictions, data, Steps));
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        Dataset iris = Datasets.Iris();
        Refused("0 candidates", [], 3);
        Refused("1 candidates and 0 steps", [new(150, 3)], 0);
        Refused("candidate 1 predicts [150 × 2], expected [150 × 3]", [new(150, 3), new(150, 2)], 3);
        Refused("candidate 0 predicts a number that is not finite", [new([double.NaN, .. new double[449]], 150, 3)], 3);

        void Refused(string sentence, Matrix<double>[] predictions, int steps)
            => Assert.Contains(sentence, Assert.Throws<ArgumentException>(() => GreedySelection.Choose(predictions, iris, steps)).Message, StringComparison.Ordinal);
    }

    // By the definition alone: means over all entries, and their loss.
    private static int[] Tried(Matrix<double>[] predictions, Dataset data, int steps)
    {
        var taken = new List<int>();
        (double Loss, int[] Taken) best = (double.PositiveInfinity, []);
        for (int step = 0; step < steps; step++)
        {
            int next = Enumerable.Range(0, predictions.Length).MinBy(c => LossOf([.. taken, c]));
            taken.Add(next);
            if (LossOf([.. taken]) < best.Loss - 1e-12)
                best = (LossOf([.. taken]), [.. taken]);
        }

        return [.. Enumerable.Range(0, predictions.Length).Select(c => best.Taken.Count(one => one == c))];

        double LossOf(int[] members)
        {
            double loss = 0;
            for (int row = 0; row < data.Rows; row++)
            {
                for (int k = 0; k < predictions[0].Columns; k++)
                {
                    double mean = members.Average(c => predictions[c][row, k]);
                    loss += data.Weights![row] * data.Task switch
                    {
                        LearningTask.Classification => data.Labels[row] == k ? -Math.Log(mean) : 0,
                        LearningTask.MultiLabel => -Math.Log(data.Targets![row, k] > 0 ? mean : 1 - mean),
                        _ => Math.Pow(mean - data.Targets![row, k], 2) / Variance(data.Targets, k),
                    };
                }
            }

            return loss;
        }
    }

    private static double Variance(Matrix<double> targets, int k)
    {
        double[] column = [.. Enumerable.Range(0, targets.Rows).Select(row => targets[row, k])];
        return column.Average(y => Math.Pow(y - column.Average(), 2));
    }

    private static Dataset Data(LearningTask task, int rows, int width, Func<double> uniform)
    {
        var x = new Matrix<double>(rows, 1);
        double[] numbers = [.. Enumerable.Range(0, rows * width).Select(_ => uniform())];
        string[] names = ["a", "b", "c"];
        Dataset data = task switch
        {
            LearningTask.Classification => Dataset.Classification("d", x, ["x"], [.. Enumerable.Range(0, rows).Select(row => (int)(numbers[row] * width))], names),
            LearningTask.MultiLabel => Dataset.MultiLabel("d", x, ["x"], new Matrix<double>(Array.ConvertAll(numbers, u => u > 0.5 ? 1.0 : 0), rows, width), names),
            _ => Dataset.Regression("d", x, ["x"], new Matrix<double>([.. numbers.Select((u, i) => u * (1 + (i % width * 10)))], rows, width), names),
        };
        return data.WithWeights([.. Enumerable.Range(0, rows).Select(_ => 0.5 + uniform())]);
    }

    private static Matrix<double> Predicted(LearningTask task, int rows, int width, Func<double> uniform)
    {
        var results = new Matrix<double>(rows, width);
        for (int row = 0; row < rows; row++)
        {
            double[] drawn = [.. Enumerable.Range(0, width).Select(k => (0.05 + (0.9 * uniform())) * (task == LearningTask.Regression ? 1 + (k * 10) : 1))];
            for (int k = 0; k < width; k++)
                results[row, k] = task == LearningTask.Classification ? drawn[k] / drawn.Sum() : drawn[k];
        }

        return results;
    }
}
