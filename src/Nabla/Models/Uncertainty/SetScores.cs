using System.Buffers;
using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Models;

/// <summary>The conformity score of each class of a row; classes with smaller scores enter the set first.</summary>
internal static class SetScores
{
    /// <summary>Converts the probabilities of all classes to scores, in place.</summary>
    /// <param name="score">The kind of score.</param>
    /// <param name="probabilities">Read: the probability of each class. Written: its score.</param>
    /// <param name="share">
    /// u of a randomized set: the fraction of its own probability that a class adds to the probabilities above it (Romano, Sesia and Candès, 2020, eq. 5);
    /// 1 adds all of it.
    /// </param>
    public static void Of(SetScore score, Span<double> probabilities, double share)
    {
        const int OnStack = 64;
        if (score == SetScore.Probability)
        {
            foreach (ref double p in probabilities)
                p = 1 - p;
            return;
        }

        double[]? rented = probabilities.Length > OnStack ? ArrayPool<double>.Shared.Rent(probabilities.Length) : null;
        Span<double> sums = rented ?? stackalloc double[OnStack];
        for (int k = 0; k < probabilities.Length; k++)
        {
            double above = 0;
            for (int j = 0; j < probabilities.Length; j++)
                above += probabilities[j] > probabilities[k] || (probabilities[j] == probabilities[k] && j < k) ? probabilities[j] : 0;
            sums[k] = above + (share * probabilities[k]);
        }

        sums[..probabilities.Length].CopyTo(probabilities);
        if (rented is not null)
            ArrayPool<double>.Shared.Return(rented);
    }

    /// <summary>A pseudorandom number in [0, 1) for a row, the same for equal rows, in double or rounded to float.</summary>
    public static double Chance<T>(ulong seed, ReadOnlySpan<T> row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ulong hash = 14695981039346656037; // FNV-1a over the words of the numbers
        foreach (T value in row)
        {
            // All zeros are equal, as are all NaNs.
            float rounded = float.CreateTruncating(value);
            uint word = rounded == 0 ? 0 : BitConverter.SingleToUInt32Bits(float.IsNaN(rounded) ? float.NaN : rounded);
            hash = (hash ^ word) * 1099511628211;
        }

        return new CounterRandom(seed, RandomPurpose.RandomizedSets).Uniform((uint)(hash >> 32), (uint)hash);
    }
}
