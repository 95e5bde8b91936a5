using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Nabla.Generators;

/// <summary>Generates the mapping from properties to columns for each type marked [NablaRow].</summary>
[Generator(LanguageNames.CSharp)]
public sealed class RowGenerator : IIncrementalGenerator
{
    internal const string RowAttribute = "Nabla.Data.NablaRowAttribute";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // The first step generates the whole text: if it is unchanged, nothing more runs.
        IncrementalValuesProvider<GeneratedRow> rows = context.SyntaxProvider.ForAttributeWithMetadataName(
            RowAttribute,
            static (node, _) => node is TypeDeclarationSyntax,
            static (found, cancellation) => GeneratedRow.Of((INamedTypeSymbol)found.TargetSymbol, (TypeDeclarationSyntax)found.TargetNode, cancellation));
        context.RegisterSourceOutput(rows, static (output, row) =>
        {
            foreach (RowMistake mistake in row.Mistakes)
                output.ReportDiagnostic(mistake.ToDiagnostic());
            if (row.Source.Length > 0)
                output.AddSource(row.HintName, row.Source);
        });
    }
}
