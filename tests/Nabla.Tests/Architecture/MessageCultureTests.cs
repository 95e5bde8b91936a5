using System.Globalization;
using Nabla.Descriptions;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Optimization;
using Nabla.Tests.Data;

namespace Nabla.Tests.Architecture;

/// <summary>Messages write numbers as 1.5, whatever the culture of the machine.</summary>
public class MessageCultureTests
{
    private static readonly double[] Values = [-0.5, 0.5, 1.5, 1e9 + 0.5, double.NaN];

    [Fact]
    public void Descriptions_are_refused_in_the_same_words()
    {
        var refused = new List<string>();
        Check(Activation.All);
        Check(Loss.All);
        Check(Penalty.All);
        Check(Initializer.All);
        Check(UpdateRule.All);
        Check(FullBatchSolver.All);
        Check(Schedule.All);
        Check(LineSearch.All);
        Assert.True(refused.Count > 40, $"only {refused.Count} messages");

        void Check<T>(Catalog<T> catalog)
        {
            foreach (CatalogEntry<T> entry in catalog)
            {
                for (int place = 0; place < entry.Parameters.Count; place++)
                {
                    foreach (double value in Values)
                    {
                        double[] numbers = [.. entry.Parameters.Select(parameter => parameter.Default)];
                        numbers[place] = value;
                        if (MessageOf(() => entry.Create(numbers)) is { } message)
                            refused.Add(message);
                    }
                }
            }
        }
    }

    [Fact]
    public void Settings_are_refused_in_the_same_words()
    {
        MlpSettings usual = new();
        Assert.All(
            (MlpSettings[])
            [
                usual with { Training = new() { LearningRate = -0.5 } },
                usual with { Training = new() { Tolerance = -0.5 } },
                usual with { Training = new() { MaxNorm = -0.5 } },
                usual with { Training = new() { MinChange = -0.5 } },
                usual with { Training = new() { WeightDecay = -0.5 } },
                usual with { Training = new() { ClipNorm = -0.5 } },
                usual with { Training = new() { RateFactors = [-0.5, 1.5] } },
                usual with { Network = new() { Dropout = [1.5] } },
                usual with { Network = new() { InputDropout = 1.5 } },
                usual with { Network = new() { InputNoise = -0.5 } },
                usual with { Network = new() { LabelSmoothing = 1.5 } },
                usual with { Network = new() { L1 = -0.5 } },
            ],
            settings => Assert.NotNull(MessageOf(() => new MlpClassifier(settings).Fit(Nabla.Data.Datasets.Iris()))));
    }

    // The message, which must be the same in a culture with decimal commas; null if nothing is refused.
    private static string? MessageOf(Func<object?> make)
    {
        string? german, invariant;
        using (new GermanCulture())
            german = Message();
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        invariant = Message();
        CultureInfo.CurrentCulture = before;
        Assert.Equal(invariant, german);
        return invariant;

        string? Message()
        {
            try
            {
                make();
                return null;
            }
            catch (ArgumentException e)
            {
                return e.Message;
            }
        }
    }
}
