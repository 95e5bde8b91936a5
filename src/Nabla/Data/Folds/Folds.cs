using Nabla.Numerics;

namespace Nabla.Data;

/// <summary>
/// Splits rows into k random folds; each fold is the test part once, and the other rows are the training part. The same seed gives the same folds.
/// Repeats have different folds, which do not depend on the number of repeats.
/// </summary>
public static class Folds
{
    /// <summary>Folds for a data set: stratified for a classification, plain for a regression.</summary>
    /// <param name="dataset">The rows.</param>
    /// <param name="folds">The number of folds per repeat, from 2 to the number of rows.</param>
    /// <param name="seed">The seed of the folds.</param>
    /// <param name="repeats">The number of repeats, each with a new split.</param>
    /// <exception cref="ArgumentException">There are fewer rows than folds, or fewer than 2 folds.</exception>
    public static IReadOnlyList<Fold> Of(Dataset dataset, int folds = 5, ulong seed = 1, int repeats = 1)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return dataset.Groups is { } groups ? Grouped(groups, folds, seed, repeats)
            : dataset.Task == LearningTask.Classification
            ? Stratified(dataset.Labels, folds, seed, repeats)
            : Plain(dataset.Rows, folds, seed, repeats);
    }

    /// <summary>Folds whose sizes differ by at most 1 (k-fold).</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="folds">The number of folds per repeat, from 2 to the number of rows.</param>
    /// <param name="seed">The seed of the folds.</param>
    /// <param name="repeats">The number of repeats, each with a new split.</param>
    /// <exception cref="ArgumentException">There are fewer rows than folds, or fewer than 2 folds.</exception>
    public static IReadOnlyList<Fold> Plain(int rows, int folds = 5, ulong seed = 1, int repeats = 1)
        => Stratified(new int[rows], folds, seed, repeats);

    /// <summary>
    /// Folds with the classes in proportion: fold sizes, and the counts of each class per fold, differ by at most 1. A class with fewer rows than
    /// folds is missing from some folds.
    /// </summary>
    /// <param name="labels">The class of each row.</param>
    /// <param name="folds">The number of folds per repeat, from 2 to the number of rows.</param>
    /// <param name="seed">The seed of the folds.</param>
    /// <param name="repeats">The number of repeats, each with a new split.</param>
    /// <exception cref="ArgumentException">There are fewer rows than folds, or fewer than 2 folds.</exception>
    public static IReadOnlyList<Fold> Stratified(ReadOnlySpan<int> labels, int folds = 5, ulong seed = 1, int repeats = 1)
    {
        Check(labels.Length, folds, repeats, "rows");
        int[] classes = labels.ToArray();
        var result = new List<Fold>(folds * repeats);
        for (int repeat = 0; repeat < repeats; repeat++)
        {
            // Rows are sorted by class, and every k-th row goes to the same fold.
            var order = new int[classes.Length];
            new CounterRandom(seed, RandomPurpose.Folds, (uint)repeat).Permutation(order);
            var foldOf = new int[classes.Length];
            int place = 0;
            foreach (int row in order.OrderBy(row => classes[row])) // a stable sort
                foldOf[row] = place++ % folds;
            result.AddRange(From(foldOf, folds));
        }

        return result;
    }

    /// <summary>
    /// Folds that keep groups together, such as all rows of a person: groups are assigned from the largest on, each to the fold with the fewest rows.
    /// </summary>
    /// <param name="groups">The group of each row.</param>
    /// <param name="folds">The number of folds per repeat, from 2 to the number of groups.</param>
    /// <param name="seed">The seed of the order of groups of equal size.</param>
    /// <param name="repeats">The number of repeats, each with a new split.</param>
    /// <exception cref="ArgumentException">There are fewer groups than folds, or fewer than 2 folds.</exception>
    public static IReadOnlyList<Fold> Grouped<TGroup>(IReadOnlyList<TGroup> groups, int folds = 5, ulong seed = 1, int repeats = 1)
        where TGroup : notnull
    {
        ArgumentNullException.ThrowIfNull(groups);
        int[][] rowsOfGroups = [.. Enumerable.Range(0, groups.Count).GroupBy(row => groups[row]).Select(group => group.ToArray())];
        Check(rowsOfGroups.Length, folds, repeats, "groups");
        var result = new List<Fold>(folds * repeats);
        for (int repeat = 0; repeat < repeats; repeat++)
        {
            var order = new int[rowsOfGroups.Length];
            new CounterRandom(seed, RandomPurpose.Folds, (uint)repeat).Permutation(order);
            var foldOf = new int[groups.Count];
            var sizes = new int[folds];
            foreach (int group in order.OrderByDescending(group => rowsOfGroups[group].Length)) // a stable sort
            {
                int fold = Array.IndexOf(sizes, sizes.Min());
                sizes[fold] += rowsOfGroups[group].Length;
                foreach (int row in rowsOfGroups[group])
                    foldOf[row] = fold;
            }

            result.AddRange(From(foldOf, folds));
        }

        return result;
    }

    private static IEnumerable<Fold> From(int[] foldOf, int folds)
    {
        for (int fold = 0; fold < folds; fold++)
        {
            ILookup<bool, int> held = Enumerable.Range(0, foldOf.Length).ToLookup(row => foldOf[row] == fold);
            yield return new Fold([.. held[false]], [.. held[true]]);
        }
    }

    private static void Check(int count, int folds, int repeats, string what)
    {
        if (folds < 2)
            throw new ArgumentException($"{folds} folds, expected 2 or more", nameof(folds));
        if (count < folds)
            throw new ArgumentException($"{count} {what} for {folds} folds, expected at least one {what[..^1]} a fold", nameof(folds));
        if (repeats < 1)
            throw new ArgumentException($"{repeats} repeats, expected 1 or more", nameof(repeats));
    }
}
