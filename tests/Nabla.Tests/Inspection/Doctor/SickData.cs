using Nabla.Data;
using Nabla.Numerics;

namespace Nabla.Tests.Inspection;

/// <summary>Data with a fault that is put in on purpose, and none besides.</summary>
internal static class SickData
{
    public const int Rows = 200;

    private static readonly CounterRandom Random = new(5, RandomPurpose.Generator);

    /// <summary>Numbers that say a little about two classes, and one column that is changed.</summary>
    public static Dataset Classes(Func<int, double, double>? third = null, Func<int, int, int>? label = null)
    {
        var x = new Matrix<double>(Rows, 3);
        var labels = new int[Rows];
        for (int row = 0; row < Rows; row++)
        {
            labels[row] = label?.Invoke(row, row % 2) ?? row % 2;
            for (int column = 0; column < 3; column++)
                x[row, column] = Random.Normal((uint)row, (uint)column) + (column == 0 ? row % 2 : 0);
            x[row, 2] = third?.Invoke(row, x[row, 2]) ?? x[row, 2];
        }

        return Dataset.Classification("classes", x, ["a", "b", "c"], labels, ["no", "yes"]);
    }

    /// <summary>A number to learn from two others and one column that is changed.</summary>
    public static Dataset Numbers(Func<double, double, double> third)
    {
        var x = new Matrix<double>(Rows, 3);
        var y = new Matrix<double>(Rows, 1);
        for (int row = 0; row < Rows; row++)
        {
            (double a, double b, double noise) = (Random.Normal((uint)row, 0), Random.Normal((uint)row, 1), Random.Normal((uint)row, 2));
            y[row, 0] = a - b + (0.3 * noise);
            (x[row, 0], x[row, 1], x[row, 2]) = (a, b, third(y[row, 0], Random.Normal((uint)row, 3)));
        }

        return Dataset.Regression("numbers", x, ["a", "b", "c"], y, ["y"]);
    }

    /// <summary>Two columns of a table, a number and a text, with the class.</summary>
    public static Dataset Table(Func<int, double> number, Func<int, string?> text)
    {
        string?[] texts = [.. Enumerable.Range(0, Rows).Select(text)];
        return Dataset.FromTable("table", Table(number, texts), Target(number, texts));

        static Table Table(Func<int, double> number, string?[] texts) => Columns.From(
            Enumerable.Range(0, Rows), ("number", row => number(row)), ("text", row => texts[row]), ("class", row => row % 2 == 0 ? "no" : "yes"));

        static TargetSchema Target(Func<int, double> number, string?[] texts) => TargetSchema.Of(Table(number, texts), ["class"]);
    }
}
