using System.Globalization;
using System.Text;

namespace Nabla.Metrics;

/// <summary>The scores of a classifier: by class, averaged, and as single metrics.</summary>
/// <param name="ClassNames">The classes' names.</param>
/// <param name="Classes">The scores of each class.</param>
/// <param name="Macro">The unweighted mean over the classes that occur.</param>
/// <param name="Weighted">The mean weighted by support.</param>
/// <param name="Micro">The scores of all decisions together.</param>
/// <param name="Accuracy">The fraction of correctly predicted rows.</param>
/// <param name="CohensKappa">The agreement beyond chance.</param>
/// <param name="MatthewsCorrelation">The correlation of labels and predictions.</param>
/// <param name="MostConfused">The pairs of classes most often confused.</param>
public sealed record ClassificationReport(
    IReadOnlyList<string> ClassNames,
    IReadOnlyList<ClassScores> Classes,
    ClassScores Macro,
    ClassScores Weighted,
    ClassScores Micro,
    double Accuracy,
    double CohensKappa,
    double MatthewsCorrelation,
    IReadOnlyList<ConfusedPair> MostConfused)
{
    /// <summary>Creates the report of a confusion matrix; without names, the classes are 0, 1, 2 …</summary>
    /// <exception cref="ArgumentException">The numbers of names and classes differ.</exception>
    public static ClassificationReport Of(ConfusionMatrix confusion, IReadOnlyList<string>? classNames = null)
    {
        ArgumentNullException.ThrowIfNull(confusion);
        classNames ??= [.. Enumerable.Range(0, confusion.Classes).Select(k => k.ToString(CultureInfo.InvariantCulture))];
        if (classNames.Count != confusion.Classes)
            throw new ArgumentException($"{classNames.Count} names for {confusion.Classes} classes, expected one each", nameof(classNames));
        return new ClassificationReport(
            classNames,
            confusion.ByClass,
            confusion.Macro,
            confusion.Weighted,
            confusion.Micro,
            confusion.Accuracy,
            confusion.CohensKappa,
            confusion.MatthewsCorrelation,
            confusion.MostConfused());
    }

    /// <summary>Formats the report as text, in the invariant culture.</summary>
    public override string ToString()
    {
        (string Name, ClassScores Scores)[] lines =
        [
            .. this.ClassNames.Zip(this.Classes),
            ("macro average", this.Macro),
            ("weighted average", this.Weighted),
        ];
        int width = lines.Max(line => line.Name.Length);
        var text = new StringBuilder();
        text.Append(' ', width).Append("  precision  recall      F1  support\n");
        foreach ((string name, ClassScores scores) in lines)
        {
            text.Append(name.PadRight(width)).Append(CultureInfo.InvariantCulture, $"{scores.Precision,11:F3}{scores.Recall,8:F3}")
                .Append(CultureInfo.InvariantCulture, $"{scores.F1,8:F3}{scores.Support,9:0.##}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"accuracy {this.Accuracy:F3}, Cohen's κ {this.CohensKappa:F3}, ")
            .Append(CultureInfo.InvariantCulture, $"Matthews {this.MatthewsCorrelation:F3}\n");
        foreach (ConfusedPair pair in this.MostConfused)
        {
            text.Append(CultureInfo.InvariantCulture, $"{this.ClassNames[pair.Actual]} predicted as {this.ClassNames[pair.Predicted]}: ")
                .Append(CultureInfo.InvariantCulture, $"{pair.Count:0.##} ({100 * pair.Share:F1} %)\n");
        }

        return text.ToString();
    }
}
