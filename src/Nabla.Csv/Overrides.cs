namespace Nabla.Csv;

/// <summary>What the options say of a column.</summary>
internal enum Override
{
    None,
    Ignored,
    Numeric,
    Categorical,
    Hashed,
}

/// <summary>What the options say of columns by name.</summary>
internal sealed class Overrides
{
    private readonly Dictionary<string, Override> byName = new(StringComparer.Ordinal);

    /// <exception cref="ArgumentException">A column is named twice.</exception>
    public Overrides(CsvOptions options)
    {
        this.Add(options.Ignored, Override.Ignored);
        this.Add(options.Numeric, Override.Numeric);
        this.Add(options.Categorical, Override.Categorical);
        this.Add(options.Hashed, Override.Hashed);
    }

    public Override this[string name] => this.byName.GetValueOrDefault(name);

    /// <summary>Refuses names of columns that are not there; those that are needed come first.</summary>
    /// <exception cref="InvalidDataException">One is not.</exception>
    public void Check(CsvSample sample, CsvOptions options, string file)
    {
        HashSet<string> there = new(sample.Names, StringComparer.Ordinal);
        if (options.Needed.Concat(this.byName.Keys).FirstOrDefault(name => !there.Contains(name)) is not { } unknown)
            return;
        InvalidDataException missing = Header.NoColumn(unknown, sample.Names, file);
        throw options.HasHeader is null && sample.HasHeader && sample.IsAllText
            ? CsvProblemsException.Of(file, new CsvProblem($"{missing.Message[(file.Length + 2)..]}, as the first line says; if it has no names, columns are named column_1, column_2 …", CsvRemedy.NoHeader))
            : missing;
    }

    private void Add(IReadOnlyList<string> names, Override what)
    {
        foreach (string name in names)
        {
            if (!this.byName.TryAdd(name, what))
                throw new ArgumentException($"column '{name}' is named both as {this.byName[name]} and as {what}", nameof(names));
        }
    }
}
