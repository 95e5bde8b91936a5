using Nabla.Descriptions;

namespace Nabla.Networks;

/// <summary>Inputs that are codes of categories, which a layer does not change.</summary>
internal static class CodeColumns
{
    /// <summary>Validates that the columns ascend from 0.</summary>
    /// <exception cref="ArgumentException">The columns do not ascend.</exception>
    public static ValueList<int>? Checked(ValueList<int>? codes)
    {
        for (int i = 0; i < codes?.Count; i++)
        {
            if (codes[i] < 0 || (i > 0 && codes[i] <= codes[i - 1]))
                throw new ArgumentException(FormattableString.Invariant($"column {codes[i]} of codes, expected ascending places from 0"));
        }

        return codes;
    }

    /// <summary>The number of outputs of a layer with equally many inputs.</summary>
    /// <exception cref="ArgumentException">A column is beyond the inputs.</exception>
    public static int Outputs(ValueList<int>? codes, int inputs, string kind = " of codes")
        => codes is { Count: > 0 } && codes[^1] >= inputs
            ? throw new ArgumentException(FormattableString.Invariant($"column {codes[^1]}{kind} among {inputs} inputs, expected at most {inputs - 1}"))
            : inputs;
}
