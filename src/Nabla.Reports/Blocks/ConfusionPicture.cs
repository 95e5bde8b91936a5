using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Nabla.Data;
using Nabla.Metrics;
using Nabla.Reports.Page;

namespace Nabla.Reports.Blocks;

/// <summary>A misclassified row.</summary>
/// <param name="Row">The row's number in the data, from 0.</param>
/// <param name="Actual">The true class.</param>
/// <param name="Predicted">The predicted class.</param>
/// <param name="Probability">The probability of the predicted class.</param>
/// <param name="Values">The features of the row.</param>
public sealed record Mistake(int Row, int Actual, int Predicted, double Probability, double[] Values)
{
    /// <summary>The row's values as texts from its table, empty for missing values; null for rows of plain numbers.</summary>
    public IReadOnlyList<string>? Texts { get; init; }
}

/// <summary>
/// A confusion matrix with links from its cells to the rows in them: images if the rows are images, otherwise a table. With many classes, the most
/// frequent confusions are listed and the matrix has colors without numbers.
/// </summary>
/// <param name="Name">A name in lower case with hyphens.</param>
/// <param name="Title">The title, a few words.</param>
/// <param name="Description">The caption.</param>
/// <param name="ClassNames">The names of the classes.</param>
/// <param name="Confusion">The counts of predicted classes for each true class.</param>
/// <param name="Mistakes">The misclassified rows to show.</param>
public sealed record ConfusionPicture(
    string Name, string Title, string Description, IReadOnlyList<string> ClassNames, ConfusionMatrix Confusion, IReadOnlyList<Mistake> Mistakes)
    : Picture(Name, Title, Description)
{
    internal const int MostClasses = 25;

    /// <summary>The names of the features.</summary>
    public IReadOnlyList<string> FeatureNames { get; init; } = [];

    /// <summary>The shape of the images, if the rows are images.</summary>
    public ImageShape? Image { get; init; }

    /// <summary>The feature values for paper and ink in images.</summary>
    public (double Paper, double Ink) PixelRange { get; init; } = (0, 1);

    internal override string Kind => "confusion";

    internal override void WriteBody(PageWriter page)
    {
        if (this.Confusion.Classes <= MostClasses)
            this.WriteMatrix(page);
        this.WritePairs(page);
        page.Raw("""<div class="mistakes" aria-live="polite"></div>""");
    }

    internal override void WriteData(IBufferWriter<byte> json)
    {
        using var writer = new Utf8JsonWriter(json);
        writer.WriteStartObject();
        writer.WriteString("name", this.Name);
        WriteTexts(writer, "classes", this.ClassNames);
        WriteTexts(writer, "features", this.Image is null ? this.FeatureNames : []);
        if (this.Image is { } shape)
        {
            writer.WriteStartObject("image");
            writer.WriteNumber("width", shape.Width);
            writer.WriteNumber("height", shape.Height);
            writer.WriteEndObject();
        }

        writer.WriteStartArray("mistakes");
        foreach (Mistake mistake in this.Mistakes)
            this.WriteMistake(writer, mistake);
        writer.WriteEndArray();
        this.Table().WriteTo(writer);
        writer.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private void WriteMatrix(PageWriter page)
    {
        page.Element("p", "Rows: the true class. Columns: the predicted class.", "hint");
        page.Raw("""<div class="confusion"><table><thead><tr><th></th>""");
        foreach (string name in this.ClassNames)
            page.Element("th", name);
        page.Raw("</tr></thead><tbody>\n");
        for (int actual = 0; actual < this.Confusion.Classes; actual++)
        {
            page.Open("tr");
            page.Element("th", this.ClassNames[actual]);
            for (int predicted = 0; predicted < this.Confusion.Classes; predicted++)
                this.WriteCell(page, actual, predicted);
            page.Close("tr");
        }

        page.Raw("</tbody></table></div>\n");
    }

    private void WriteCell(PageWriter page, int actual, int predicted)
    {
        double count = this.Confusion.Counts[actual, predicted], support = this.Confusion.ByClass[actual].Support;

        // Mistakes are rare: the square root makes them visible. The color of a cell is limited, so that its number is readable.
        double share = support == 0 ? 0 : count / support, strength = actual == predicted ? 0.85 * share : Math.Sqrt(share);
        string look = count == 0 ? "none" : $"{(actual == predicted ? "right" : "wrong")}{(strength > 0.5 ? " strong" : string.Empty)}";
        page.Raw(Invariant($"""<td class="{look}" style="--share:{strength:0.###}">"""));
        if (actual == predicted || !this.HasMistakes(actual, predicted))
            page.Raw(Words.Number(count));
        else
            WriteButton(page, actual, predicted, count, Words.Number(count), this.InWords(actual, predicted, count));
        page.Raw("</td>");
    }

    private void WritePairs(PageWriter page)
    {
        IReadOnlyList<ConfusedPair> pairs = this.Confusion.MostConfused(this.Confusion.Classes <= MostClasses ? 5 : 30);
        if (pairs.Count == 0)
            return;
        page.Open("div", "pairs");
        foreach (ConfusedPair pair in pairs.Where(pair => this.HasMistakes(pair.Actual, pair.Predicted)))
        {
            string text = this.InWords(pair.Actual, pair.Predicted, pair.Count);
            WriteButton(page, pair.Actual, pair.Predicted, pair.Count, text, text);
        }

        page.Close("div");
    }

    private static void WriteButton(PageWriter page, int actual, int predicted, double count, string text, string label) => page.Raw(Invariant(
        $"""<button type="button" dir="auto" aria-label="{PageWriter.Encode(label)}" aria-expanded="false" data-actual="{actual}" data-predicted="{predicted}" data-count="{count}">{PageWriter.Encode(text)}</button>"""));

    private string InWords(int actual, int predicted, double count)
        => $"{this.ClassNames[actual]} predicted as {this.ClassNames[predicted]}: {Words.Number(count)}";

    private bool HasMistakes(int actual, int predicted)
        => this.Mistakes.Any(mistake => mistake.Actual == actual && mistake.Predicted == predicted);

    private void WriteMistake(Utf8JsonWriter writer, Mistake mistake)
    {
        writer.WriteStartObject();
        writer.WriteNumber("row", mistake.Row);
        writer.WriteNumber("actual", mistake.Actual);
        writer.WriteNumber("predicted", mistake.Predicted);
        writer.WriteNumber("probability", Math.Round(mistake.Probability, 4));
        if (mistake.Texts is { } texts)
        {
            WriteTexts(writer, "values", texts);
        }
        else if (this.Image is null)
        {
            writer.WriteStartArray("values");
            foreach (double value in mistake.Values)
                writer.WriteNumberValue((float)value);
            writer.WriteEndArray();
        }
        else
        {
            writer.WriteBase64String("pixels", Pixels.Ink(mistake.Values, this.PixelRange));
        }

        writer.WriteEndObject();
    }

    private TableBlock Table() => new(
        ["true class", "predicted class", "rows"],
        [
            .. from actual in Enumerable.Range(0, this.Confusion.Classes)
               from predicted in Enumerable.Range(0, this.Confusion.Classes)
               let count = this.Confusion.Counts[actual, predicted]
               where count > 0
               select (IReadOnlyList<string>)[this.ClassNames[actual], this.ClassNames[predicted], count.ToString(CultureInfo.InvariantCulture)],
        ]);
}
