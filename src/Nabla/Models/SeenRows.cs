using Nabla.Data;

namespace Nabla.Models;

/// <summary>Counts the evaluation rows that the model was trained on, in its own run or in one that led to it.</summary>
internal static class SeenRows
{
    // A few rows of a separate part may equal training rows by chance.
    private const int NaturalShare = 20;

    /// <summary>The seen rows of the test part.</summary>
    public static int OfTest(TrainingPlan plan)
        => Count(plan, plan.Parts.Test, isDrawn: plan.Parts.Split is { TestFraction: > 0 }, plan.From?.Info.Provenance?.Test, plan.From?.Info.SeenTestRows ?? 0);

    /// <summary>The seen rows of the validation part.</summary>
    public static int OfValidation(TrainingPlan plan)
        => Count(plan, plan.Parts.Validation, isDrawn: plan.Parts.Split is { ValidationFraction: > 0 }, plan.From?.Info.Provenance?.Validation, plan.From?.Info.SeenValidationRows ?? 0);

    private static int Count(TrainingPlan plan, Dataset? part, bool isDrawn, PartHashes? partBefore, int seenBefore)
    {
        if (part is null)
            return 0;
        int now = isDrawn ? 0 : Shared(plan.Given.Train, part);
        if (plan.From is not { } from)
            return now;

        // For the same part the earlier count holds; otherwise that of the row memory, or all rows if unknown.
        int before = partBefore?.Sha256 == part.Fingerprint() ? seenBefore
            : from.Rows is { IsWhole: true } rows ? rows.CountSurely(part)
            : part.Rows;
        return Math.Max(now, before);
    }

    private static int Shared(Dataset training, Dataset part)
    {
        var judged = new HashSet<ulong>(part.Rows);
        judged.UnionWith(RowMemory.KeysOf(part));
        HashSet<ulong> trained = [.. RowMemory.KeysOf(training).Where(judged.Contains)];
        int shared = RowMemory.KeysOf(part).Count(trained.Contains);
        return shared * (long)NaturalShare > part.Rows ? shared : 0;
    }
}
