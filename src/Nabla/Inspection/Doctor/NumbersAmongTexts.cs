using System.Globalization;
using Nabla.Data;

namespace Nabla.Inspection;

/// <summary>Columns read as texts only because of a few values: a "?", an "inf", a number with a unit.</summary>
internal static class NumbersAmongTexts
{
    private const double MostNumbers = 0.9;
    private const int LeastLevels = 10;

    public static IEnumerable<Finding> In(Dataset data)
    {
        for (int column = 0; column < (data.Schema?.Columns.Count ?? 0); column++)
        {
            ColumnSchema schema = data.Schema!.Columns[column];
            if (schema.Kind != ColumnKind.Category || schema.Levels.Count < LeastLevels)
                continue;
            bool[] isNumber = [.. schema.Levels.Select(IsNumber)];
            (int numbers, int texts, string? text) = (0, 0, null);
            for (int row = 0; row < data.Rows; row++)
            {
                double code = data.Features[row, column];
                if (!(code >= 0))
                    continue;
                if (isNumber[(int)code])
                    numbers++;
                else
                    (texts, text) = (texts + 1, text ?? schema.Levels[(int)code]);
            }

            if (texts > 0 && numbers >= MostNumbers * (numbers + texts))
            {
                yield return new Finding(
                    FindingKind.NumbersAmongTexts,
                    Severity.Warning,
                    schema.Name,
                    $"feature '{schema.Name}' is read as texts, though {Wording.Percent((double)numbers / (numbers + texts))} of its values are numbers, because of '{text}'",
                    "correct the texts, or name them as missing values; otherwise each number becomes a separate category");
            }
        }
    }

    private static bool IsNumber(string text)
        => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value);
}
