using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Nabla.Generators;

/// <summary>A property that becomes a column.</summary>
internal sealed class RowProperty
{
    private static readonly string[] Marks = ["Target", "Category", "Column"];

    private RowProperty(IPropertySymbol symbol, string column, string kind, string value, bool isTarget)
    {
        this.Symbol = symbol;
        this.Column = column;
        this.Kind = kind;
        this.Value = value;
        this.IsTarget = isTarget;
    }

    public IPropertySymbol Symbol { get; }

    /// <summary>The name of the column.</summary>
    public string Column { get; }

    /// <summary>The member of ColumnKind.</summary>
    public string Kind { get; }

    /// <summary>The expression that converts the value to a cell.</summary>
    public string Value { get; }

    public bool IsTarget { get; }

    /// <summary>The properties of a type and its base types, base types first.</summary>
    public static List<RowProperty> Of(INamedTypeSymbol type, List<RowMistake> mistakes)
    {
        var found = new List<IPropertySymbol>();
        for (INamedTypeSymbol? at = type; at is not null && at.SpecialType is not (SpecialType.System_Object or SpecialType.System_ValueType); at = at.BaseType)
        {
            IPropertySymbol[] own = at.GetMembers().OfType<IPropertySymbol>()
                .Where(property => !property.IsImplicitlyDeclared && !found.Any(later => later.Name == property.Name)).ToArray();
            found.InsertRange(0, own);
        }

        return found.Select(property => Of(property, type, mistakes)).OfType<RowProperty>().ToList();
    }

    private static RowProperty? Of(IPropertySymbol property, INamedTypeSymbol type, List<RowMistake> mistakes)
    {
        ImmutableArray<AttributeData> attributes = property.GetAttributes().AddRange(ParameterOf(property, type)?.GetAttributes() ?? ImmutableArray<AttributeData>.Empty);
        bool Has(string name) => Find(name) is not null;
        AttributeData? Find(string name) => attributes.FirstOrDefault(attribute => attribute.AttributeClass?.ToDisplayString() == $"Nabla.Data.{name}Attribute");
        string[] marks = Marks.Where(Has).ToArray();
        Location? place = property.Locations.FirstOrDefault();
        if (Has("Ignore"))
        {
            if (marks.Length > 0)
                mistakes.Add(new RowMistake(RowRules.Contradiction, place, property.Name, $"[Ignore] and [{marks[0]}]"));
            return null;
        }

        if (Unreadable(property) is { } reason)
        {
            if (marks.Length > 0)
                mistakes.Add(new RowMistake(RowRules.Unreadable, place, property.Name, marks[0], reason));
            return null;
        }

        string column = property.Name;
        if (Find("Column") is { } named)
        {
            column = named.ConstructorArguments.Length == 1 ? named.ConstructorArguments[0].Value as string ?? string.Empty : string.Empty;
            if (column.Length == 0)
            {
                mistakes.Add(new RowMistake(RowRules.EmptyName, place, property.Name));
                return null;
            }
        }

        (string? kind, string? value) = ValueOf(property);
        if (kind is null || value is null)
        {
            mistakes.Add(new RowMistake(RowRules.NoValue, place, property.Name, property.Type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)));
            return null;
        }

        return new RowProperty(property, column, Has("Category") ? "Category" : kind, value, Has("Target"));
    }

    /// <summary>The parameter of a positional record that declares a property; it may carry attributes.</summary>
    private static IParameterSymbol? ParameterOf(IPropertySymbol property, INamedTypeSymbol type)
        => property.ContainingType.IsRecord
            ? property.ContainingType.InstanceConstructors.SelectMany(constructor => constructor.Parameters)
                .FirstOrDefault(parameter => parameter.Name == property.Name && parameter.Locations.Any(place => property.Locations.Contains(place)))
            : null;

    private static string? Unreadable(IPropertySymbol property) => property switch
    {
        { IsStatic: true } => "it is static",
        { IsIndexer: true } => "it is an indexer",
        { GetMethod: null } => "it cannot be read",
        _ when !IsVisible(property.DeclaredAccessibility) || !IsVisible(property.GetMethod!.DeclaredAccessibility) => "it is not visible",
        _ => null,
    };

    private static bool IsVisible(Accessibility accessibility)
        => accessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal;

    /// <summary>The kind of a property's values, and the expression that converts one; null if the type is unsupported.</summary>
    private static (string? Kind, string? Value) ValueOf(IPropertySymbol property)
    {
        string read = "row." + (SyntaxFacts.GetKeywordKind(property.Name) == SyntaxKind.None ? property.Name : "@" + property.Name);
        ITypeSymbol type = property.Type;
        bool isNullable = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T };
        if (isNullable)
            type = ((INamedTypeSymbol)type).TypeArguments[0];
        if (type.TypeKind == TypeKind.Enum)
            return ("Category", EnumText((INamedTypeSymbol)type, read, isNullable));
        switch (type.SpecialType)
        {
            case SpecialType.System_String:
                return ("Category", read);
            case SpecialType.System_Boolean:
                return ("Boolean", read);
            case SpecialType.System_DateTime:
                return ("Date", read);
            case SpecialType.System_Char:
                return ("Category", isNullable ? $"{read}?.ToString()" : $"{read}.ToString()");
            case SpecialType.System_Double or SpecialType.System_Single or SpecialType.System_Decimal or SpecialType.System_SByte or SpecialType.System_Byte
                or SpecialType.System_Int16 or SpecialType.System_UInt16 or SpecialType.System_Int32 or SpecialType.System_UInt32
                or SpecialType.System_Int64 or SpecialType.System_UInt64:
                return ("Number", $"(double?){read}");
            default:
                return type.ToDisplayString() switch
                {
                    "System.DateOnly" or "System.DateTimeOffset" or "System.TimeOnly" => ("Date", read),
                    "System.TimeSpan" => ("Number", read),
                    "System.Half" => ("Number", $"(double?){read}"),
                    _ => (null, null),
                };
        }
    }

    // The names of an enum's members as constants, without allocation or lookup. Members with equal values get the name of the first.
    private static string EnumText(INamedTypeSymbol type, string read, bool isNullable)
    {
        var text = new StringBuilder($"{read} switch {{ ");
        string name = type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        var seen = new HashSet<object?>();
        foreach (IFieldSymbol member in type.GetMembers().OfType<IFieldSymbol>().Where(member => member.HasConstantValue && seen.Add(member.ConstantValue)))
            text.Append($"{name}.{(SyntaxFacts.GetKeywordKind(member.Name) == SyntaxKind.None ? member.Name : "@" + member.Name)} => \"{member.Name}\", ");
        text.Append(isNullable ? "null => (string?)null, var other => other.ToString() }" : "var other => other.ToString() }");
        return text.ToString();
    }
}
