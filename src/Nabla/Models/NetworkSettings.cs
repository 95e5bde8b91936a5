using System.Text.Json.Serialization;
using Nabla.Data;
using Nabla.Descriptions;
using Nabla.Networks;
using Nabla.Numerics;

namespace Nabla.Models;

/// <summary>The settings of a network and its cost. Null lets the data decide.</summary>
public sealed record NetworkSettings
{
    // Null where nobody named them: then what DefaultRecipe has may take their place.
    private readonly ValueList<int>? named;

    /// <summary>A network with one hidden layer of 64 units, or that of <see cref="DefaultRecipe"/>.</summary>
    [JsonConstructor]
    public NetworkSettings()
    {
    }

    /// <summary>A network with hidden layers of these sizes, as in <c>new(64, 32)</c>; with none, <c>new([])</c>, it is linear.</summary>
    public NetworkSettings(params ValueList<int> hiddenLayers) => this.HiddenLayers = hiddenLayers;

    /// <summary>
    /// The sizes of the hidden layers; empty for a linear model; one layer of 64 by default. An explicit 64 differs from the default:
    /// <see cref="DefaultRecipe"/> leaves what is named as it is, and the two are not equal.
    /// </summary>
    [JsonConverter(typeof(ValueListJsonConverter<int>))]
    public ValueList<int> HiddenLayers
    {
        get => this.named ?? [64];
        init => this.named = value;
    }

    /// <summary>
    /// All layers but the output, for networks that the other settings cannot describe; null, the default, for those of
    /// <see cref="HiddenLayers"/>.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonConverter(typeof(ValueListJsonConverter<LayerSpec>))]
    public ValueList<LayerSpec>? Layers { get; init; }

    /// <summary>Whether each hidden layer but the first is added to its inputs (a residual block); they have one width then; false by default.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Residual { get; init; }

    /// <summary>Whether the network learns a factor for each input; false by default.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool FeatureScale { get; init; }

    /// <summary>
    /// The embedding of each numeric feature before the first layer; null, the default, for none. With it
    /// <see cref="FeatureScale"/> comes after it and after embedded categories, not before them.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public NumberEmbedding? NumberEmbedding { get; init; }

    /// <summary>The activation of the hidden layers; ReLU by default.</summary>
    public Activation Activation { get; init; } = new ReLU();

    /// <summary>Whether each unit learns how much of its activation it has, y = (1 − α)·z + α·f(z) (<see cref="Mixed"/>); false by default.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool MixedActivation { get; init; }

    /// <summary>
    /// Whether what enters each dense layer is divided by the root of its number, and weights start from N(0, 1) where no initializer is
    /// named: the NTK parametrization (<see cref="FanInScale"/>); false by default.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Ntk { get; init; }

    /// <summary>The activation of each hidden layer, where they differ; null, the default, for <see cref="Activation"/> in all of them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonConverter(typeof(ValueListJsonConverter<Activation>))]
    public ValueList<Activation>? LayerActivations { get; init; }

    /// <summary>The activation of the output; null, the default, lets loss and task decide.</summary>
    public Activation? OutputActivation { get; init; }

    /// <summary>
    /// The loss; null, the default, lets output activation and task decide. <see cref="CrossEntropy"/> is the binary one where outputs
    /// are sigmoids.
    /// </summary>
    public Loss? Loss { get; init; }

    /// <summary>Whether the cost is the mean over examples, as it is by default, or the sum.</summary>
    public Reduction Reduction { get; init; }

    /// <summary>How weights start; null, the default, lets each layer's activation decide.</summary>
    public Initializer? WeightInitializer { get; init; }

    /// <summary>How biases start; zeros by default.</summary>
    public Initializer BiasInitializer { get; init; } = new Constant(0);

    /// <summary>Whether layers have biases; true by default.</summary>
    public bool Bias { get; init; } = true;

    /// <summary>λ of the L1 penalty on weights; 0 by default.</summary>
    public double L1 { get; init; }

    /// <summary>λ of the L2 penalty on weights; 0 by default.</summary>
    public double L2 { get; init; }

    /// <summary>
    /// The probability with which training leaves out each output of a hidden layer, one for all of them or one for each; null, the
    /// default, for no dropout.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonConverter(typeof(ValueListJsonConverter<double>))]
    public ValueList<double>? Dropout { get; init; }

    /// <summary>The probability with which training leaves out each input; 0 by default.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double InputDropout { get; init; }

    /// <summary>The standard deviation of the normal noise that training adds to each scaled feature; 0 by default.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double InputNoise { get; init; }

    /// <summary>How much of each target training spreads over all classes; 0 by default.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double LabelSmoothing { get; init; }

    /// <summary>How the hidden layers are normalized; not at all by default.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Normalization Normalization { get; init; }

    /// <summary>The network for data of a shape.</summary>
    /// <param name="task">Classification, regression, or labels.</param>
    /// <param name="inputs">The number of features.</param>
    /// <param name="targets">The number of classes, of targets of a regression, or of labels.</param>
    /// <param name="preprocessor">What gives the features, where some of them are codes of embedded categories; null, the default, for none.</param>
    /// <exception cref="ArgumentException">The settings contradict each other; the message states why.</exception>
    public NetworkSpec ToNetworkSpec(LearningTask task, int inputs, int targets, Preprocessor? preprocessor = null)
        => this.ToNetworkSpec(task, inputs, targets, preprocessor, rows: null);

    /// <summary>The same, with training rows in which bins of numbers are found.</summary>
    internal NetworkSpec ToNetworkSpec(LearningTask task, int inputs, int targets, Preprocessor? preprocessor, FeatureRows? rows)
        => new NetworkBuilder(this, task).Build(inputs, targets, preprocessor, rows);

    /// <summary>These settings with what the task decides: which cross-entropy it is. The sizes are named then.</summary>
    internal NetworkSettings For(LearningTask task) => this with { HiddenLayers = this.HiddenLayers, Loss = new NetworkBuilder(this, task).NamedLoss };
}
