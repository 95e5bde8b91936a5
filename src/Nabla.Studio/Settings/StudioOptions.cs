using Nabla.Data;
using Nabla.Descriptions;
using Nabla.Models;
using Nabla.Optimization;

namespace Nabla.Studio;

/// <summary>
/// Settings as options of <c>nabla train</c>, by name: the form used in messages, in the page's address and on the displayed command line. An option
/// that is not set has its default.
/// </summary>
internal sealed class StudioOptions
{
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    /// <summary>No options set: all defaults.</summary>
    public static StudioOptions None { get; } = new();

    /// <summary>The value of an option; null for its default.</summary>
    public string? this[string name] => this.values.GetValueOrDefault(name);

    /// <summary>The options that are set, in command-line order.</summary>
    public IEnumerable<(StudioOption Option, string Value)> Given
        => StudioOption.All.Where(option => this.values.ContainsKey(option.Name)).Select(option => (option, this.values[option.Name]));

    /// <summary>The seed.</summary>
    public ulong Seed => this.ToSettings().Seed;

    /// <summary>Reads options as written on a command line, such as <c>--hidden 3 --no-bias</c>.</summary>
    public static StudioOptions Parse(string text)
    {
        StudioOptions options = None;
        foreach (string option in text.Split("--", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] words = option.Split(' ', 2);
            options = options.With(words[0], words.Length > 1 ? words[1].Trim('"') : string.Empty);
        }

        return options;
    }

    /// <summary>A copy with an option set, or reset to its default for null. Options that no longer apply are removed.</summary>
    /// <exception cref="FormatException">There is no such option, or it does not take the value; the message says what it takes.</exception>
    public StudioOptions With(string name, string? value)
    {
        StudioOption option = StudioOption.Find(name);
        var changed = new StudioOptions();
        foreach ((string other, string text) in this.values)
            changed.values[other] = text;
        changed.values.Remove(name);
        if (value is not null)
        {
            Check(option, value);
            changed.values[name] = value;
        }

        changed.DropWhatMeansNothing(name);
        return changed;
    }

    /// <summary>The settings that result from these options.</summary>
    public MlpSettings ToSettings()
    {
        MlpSettings settings = DefaultRecipe.Without(new MlpSettings()); // a run that can be stepped back and forth is a single run
        foreach ((StudioOption option, string value) in this.Given)
            settings = option.Set?.Invoke(settings, value) ?? settings;
        return settings;
    }

    /// <summary>Splits data as <c>nabla train</c> does; default: a test part of 25 %, unless the data has its own, and no validation part.</summary>
    public DataParts Split(DataParts data)
        => Data.Split.Parts(data, this.Size("validation-size"), this.Size("test-size"), this.Seed);

    /// <summary>Comma-separated names; a name that contains a comma is in double quotes, as on the command line.</summary>
    public IReadOnlyList<string> Names(string option) => OptionText.Names(this[option] ?? string.Empty);

    private static void Check(StudioOption option, string value)
    {
        try
        {
            option.Set?.Invoke(new MlpSettings(), value);
            if (option.Name is "validation-size" or "test-size")
                OptionText.Fraction(value);
            if (option.Name is "rows")
                StudioOption.Whole(value, 1);
            if (option.Name is "noise")
                OptionText.NotNegative(value);
            if (option.Name is "factor")
                OptionText.Number(value);
            if (option.Name is "task")
                StudioOption.Choice<LearningTask>(value);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw new FormatException($"option '--{option.Name}': {Sentence.Of(e)}", e);
        }
    }

    // A full-batch solver has no learning rate and no batches; early stopping needs a validation part; each of the two flags excludes the other.
    private void DropWhatMeansNothing(string changed)
    {
        if (this["optimizer"] is { } text && Optimizer.Parse(text) is FullBatchSolver)
            Drop("learning-rate", "batch-size", "schedule", "clip-norm", "weight-decay");
        if (changed == "validation-size" && this[changed] is null or "0")
            Drop("early-stopping", "patience");
        if (changed == "early-stopping" && this[changed] is not null)
            Drop("no-early-stopping");
        if (changed == "no-early-stopping" && this[changed] is not null)
            Drop("early-stopping");
        int layers = this.ToSettings().Network.HiddenLayers.Count;
        foreach (string each in (string[])["activation", "dropout"])
        {
            if (changed == "hidden" && this[each]?.Split(',') is { Length: > 1 } values && values.Length != layers)
                this.SetOrDrop(each, layers == 0 ? null : string.Join(',', Enumerable.Range(0, layers).Select(l => values[Math.Min(l, values.Length - 1)])));
        }

        if (layers == 0)
            Drop("dropout", "normalization");

        void Drop(params string[] names) => Array.ForEach(names, name => this.values.Remove(name));
    }

    private double? Size(string part) => this[part] is { } text ? OptionText.Fraction(text) : null;

    private void SetOrDrop(string name, string? value)
    {
        if (value is null)
            this.values.Remove(name);
        else
            this.values[name] = value;
    }
}
