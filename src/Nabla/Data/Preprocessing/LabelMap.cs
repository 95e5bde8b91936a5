using System.Globalization;
using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Data;

/// <summary>Maps labels of any type with equality to class indices and output activations, and back.</summary>
/// <typeparam name="TLabel">The type of the labels: strings, numbers, enumerations, records …</typeparam>
public sealed class LabelMap<TLabel>
    where TLabel : notnull
{
    private readonly TLabel[] classes;
    private readonly Dictionary<TLabel, int> indices = [];

    /// <summary>Creates a map with the classes in the given order.</summary>
    /// <exception cref="ArgumentException">There is no class, or one occurs twice.</exception>
    public LabelMap(params IEnumerable<TLabel> classes)
    {
        this.classes = [.. classes];
        if (this.classes.Length == 0)
            throw new ArgumentException("a label map needs at least one class", nameof(classes));
        foreach (TLabel label in this.classes)
        {
            if (!this.indices.TryAdd(label, this.indices.Count))
                throw new ArgumentException($"two classes are '{Show(label)}'", nameof(classes));
        }
    }

    /// <summary>The classes; the position is the class index.</summary>
    public IReadOnlyList<TLabel> Classes => this.classes;

    /// <summary>
    /// Creates a map of the classes in some labels: in ascending order if they are comparable (strings by ordinal comparison, the same in every
    /// culture), otherwise in the order of first appearance.
    /// </summary>
    /// <exception cref="ArgumentException">There is no label.</exception>
    /// <exception cref="InvalidDataException">A label is null, or NaN.</exception>
    public static LabelMap<TLabel> From(IEnumerable<TLabel> labels)
    {
        TLabel[] all = [.. labels];
        if (Array.FindIndex(all, label => label is null or double.NaN or float.NaN) is >= 0 and var row)
            throw new InvalidDataException($"row {row}: the label is {(all[row] is null ? "null" : "NaN")}, which is not a class");
        TLabel[] distinct = [.. all.Distinct()];
        if (distinct is string[] strings)
            Array.Sort(strings, StringComparer.Ordinal);
        else if (distinct is [IComparable<TLabel> or IComparable, ..])
            SortInvariantly(distinct);
        return new LabelMap<TLabel>(distinct);
    }

    /// <summary>The class index of a label.</summary>
    /// <exception cref="InvalidDataException">The label is not a class.</exception>
    public int IndexOf(TLabel label)
        => this.indices.TryGetValue(label, out int index) ? index : throw this.Unknown(label, "label");

    /// <summary>The class index of each label.</summary>
    /// <exception cref="InvalidDataException">A label is not a class.</exception>
    public int[] Encode(ReadOnlySpan<TLabel> labels)
    {
        var encoded = new int[labels.Length];
        for (int row = 0; row < encoded.Length; row++)
        {
            if (!this.indices.TryGetValue(labels[row], out encoded[row]))
                throw this.Unknown(labels[row], $"row {row}: label");
        }

        return encoded;
    }

    /// <summary>The target outputs of each label [examples × classes], 1 for its class and 0 elsewhere.</summary>
    /// <exception cref="InvalidDataException">A label is not a class.</exception>
    public Matrix<T> EncodeOneHot<T>(ReadOnlySpan<TLabel> labels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => OneHot.Encode<T>(this.Encode(labels), this.classes.Length);

    /// <summary>
    /// The label for a network's outputs: that of the largest output, the first of equal ones; with a single output, the second class if it is above
    /// ½.
    /// </summary>
    /// <exception cref="ArgumentException">The number of outputs is neither the number of classes nor 1 for two classes.</exception>
    public TLabel Decode<T>(ReadOnlySpan<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (outputs.Length != this.classes.Length && (outputs.Length, this.classes.Length) != (1, 2))
            throw new ArgumentException($"{outputs.Length} outputs for {this.classes.Length} classes", nameof(outputs));
        return this.classes[OneHot.Decode(outputs)];
    }

    /// <summary>The label for each row of outputs.</summary>
    /// <exception cref="ArgumentException">The number of outputs is neither the number of classes nor 1 for two classes.</exception>
    public TLabel[] Decode<T>(ReadOnlyMatrixView<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var labels = new TLabel[outputs.Rows];
        for (int row = 0; row < labels.Length; row++)
            labels[row] = this.Decode(outputs.Row(row));
        return labels;
    }

    private static string Show(TLabel label) => string.Create(CultureInfo.InvariantCulture, $"{label}");

    private InvalidDataException Unknown(TLabel label, string what)
    {
        const int Shown = 10;
        string known = string.Join(", ", this.classes.Take(Shown).Select(Show)) + (this.classes.Length > Shown ? ", …" : string.Empty);
        return new InvalidDataException($"{what} '{Show(label)}' is unknown: known are {known}");
    }

    // Tuples compare the strings in them with the current culture.
    private static void SortInvariantly(TLabel[] labels)
    {
        CultureInfo current = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            Array.Sort(labels);
        }
        finally
        {
            CultureInfo.CurrentCulture = current;
        }
    }
}
