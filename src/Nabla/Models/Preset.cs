namespace Nabla.Models;

/// <summary>Named settings for tables; <see cref="Presets.Of"/> creates them. docs/guide/tables.md compares them.</summary>
public enum Preset
{
    /// <summary>One hidden layer of 64 units: quick.</summary>
    Fast,

    /// <summary>The default preset: <see cref="DefaultRecipe"/>.</summary>
    Default,

    /// <summary>RealMLP-TD of Holzmüller, Grinsztajn and Steinwart, <i>Better by Default</i>, NeurIPS 2024.</summary>
    RealMlp,

    /// <summary>An ensemble of ten RealMLP networks: for each fifth of the rows two seeds, trained on the other rows, with early stopping on this fifth.</summary>
    Best,
}
