using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Nabla.Generators;

/// <summary>An error in a row type, with its location; comparable by value.</summary>
internal sealed class RowMistake : IEquatable<RowMistake>
{
    private readonly DiagnosticDescriptor rule;
    private readonly string path;
    private readonly TextSpan span;
    private readonly LinePositionSpan lines;
    private readonly string[] words;

    public RowMistake(DiagnosticDescriptor rule, Location? location, params string[] words)
    {
        this.rule = rule;
        this.words = words;
        FileLinePositionSpan place = location?.GetLineSpan() ?? default;
        (this.path, this.span, this.lines) = (place.Path ?? string.Empty, location?.SourceSpan ?? default, place.Span);
    }

    public Diagnostic ToDiagnostic()
        => Diagnostic.Create(this.rule, this.path.Length == 0 ? Location.None : Location.Create(this.path, this.span, this.lines), this.words.Cast<object>().ToArray());

    public bool Equals(RowMistake? other)
        => other is not null && this.rule.Id == other.rule.Id && this.path == other.path && this.span == other.span && this.words.SequenceEqual(other.words);

    public override bool Equals(object? obj) => this.Equals(obj as RowMistake);

    public override int GetHashCode() => (this.rule.Id, this.path, this.span).GetHashCode();
}

/// <summary>The diagnostics of row types.</summary>
internal static class RowRules
{
    public static readonly DiagnosticDescriptor NotPartial = Rule(
        "NABLA001", "The type of a row is partial", "'{0}' is not partial: write 'partial' before its declaration, so that its accessors can be added");

    public static readonly DiagnosticDescriptor NoValue = Rule(
        "NABLA002", "The properties of a row are values", "property '{0}' of type '{1}' is not a number, text, boolean, date, span of time or enum: mark it [Ignore]");

    public static readonly DiagnosticDescriptor SameName = Rule(
        "NABLA003", "Columns have different names", "two columns are named '{0}': rename one with [Column]");

    public static readonly DiagnosticDescriptor NoFeature = Rule(
        "NABLA004", "A row has features", "'{0}' has no property to learn from: expected at least one public property that is neither [Target] nor [Ignore]");

    public static readonly DiagnosticDescriptor Generic = Rule(
        "NABLA005", "The type of a row is not generic", "'{0}' is {1}: expected a class, record or struct that is neither generic nor nested in a generic type");

    public static readonly DiagnosticDescriptor Contradiction = Rule(
        "NABLA006", "The attributes of a property go together", "property '{0}' is marked {1}, which contradict each other: remove one");

    public static readonly DiagnosticDescriptor EmptyName = Rule(
        "NABLA007", "A column has a name", "property '{0}' has a column without a name: expected a text in [Column]");

    public static readonly DiagnosticDescriptor Unreadable = Rule(
        "NABLA008", "Columns can be read", "property '{0}' is marked [{1}], but {2}: expected a public or internal property of an instance that can be read");

    private static DiagnosticDescriptor Rule(string code, string title, string sentence)
        => new(code, title, sentence, "Nabla", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
