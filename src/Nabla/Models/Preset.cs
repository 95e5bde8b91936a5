namespace Nabla.Models;

/// <summary>Settings for tables by name; <see cref="Presets.Of"/> makes them. docs/guide/tables.md compares them.</summary>
public enum Preset
{
    /// <summary>One hidden layer of 64 units: quick.</summary>
    Fast,

    /// <summary>The preset that is used by default: <see cref="DefaultRecipe"/>.</summary>
    Default,

    /// <summary>RealMLP-TD of Holzmüller, Grinsztajn and Steinwart, <i>Better by Default</i>, NeurIPS 2024.</summary>
    RealMlp,

    /// <summary>Five of these, each trained on four fifths of the rows and stopped by the rest.</summary>
    Best,
}
