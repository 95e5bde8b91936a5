using System.Numerics;

namespace Nabla.Models;

/// <summary>Probabilities of classes and labels.</summary>
internal static class Probabilities
{
    /// <summary>1 for yes and 0 for no: yes if the probability is above ½.</summary>
    public static T Label<T>(double probability)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => probability > 0.5 ? T.One : T.Zero;

    /// <summary>A single output p gives 1 − p and p, kept within [0, 1]; several are divided by their sum.</summary>
    public static void FromIndependent(ReadOnlySpan<double> outputs, Span<double> result)
    {
        if (outputs.Length == 1)
        {
            result[1] = Math.Clamp(outputs[0], 0, 1);
            result[0] = 1 - result[1];
            return;
        }

        double sum = 0;
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = Math.Max(0, outputs[i]);
            sum += result[i];
        }

        for (int i = 0; i < result.Length; i++)
            result[i] = sum > 0 ? result[i] / sum : 1.0 / result.Length;
    }
}
