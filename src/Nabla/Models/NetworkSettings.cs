using System.Text.Json.Serialization;
using Nabla.Data;
using Nabla.Descriptions;
using Nabla.Networks;
using Nabla.Numerics;

namespace Nabla.Models;

/// <summary>The settings of a network and its cost. Null lets the data decide.</summary>
public sealed record NetworkSettings
{
    // Null if not set: DefaultRecipe may then apply.
    private readonly ValueList<int>? named;

    /// <summary>Creates the settings of a network with one hidden layer of 64 units, or that of <see cref="DefaultRecipe"/>.</summary>
    [JsonConstructor]
    public NetworkSettings()
    {
    }

    /// <summary>Creates the settings of a network with hidden layers of these sizes, such as <c>new(64, 32)</c>; <c>new([])</c> is linear.</summary>
    public NetworkSettings(params ValueList<int> hiddenLayers) => this.HiddenLayers = hiddenLayers;

    /// <summary>
    /// The sizes of the hidden layers; empty for a linear model; one layer of 64 by default. An explicit 64 differs from the default: <see
    /// cref="DefaultRecipe"/> does not change explicit settings, and the two are not equal.
    /// </summary>
    [JsonConverter(typeof(ValueListJsonConverter<int>))]
    public ValueList<int> HiddenLayers
    {
        get => this.named ?? [64];
        init => this.named = value;
    }

    /// <summary>
    /// All layers except the output, for networks that the other settings cannot describe; null, the default, for those of
    /// <see cref="HiddenLayers"/>.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonConverter(typeof(ValueListJsonConverter<LayerSpec>))]
    public ValueList<LayerSpec>? Layers { get; init; }

    /// <summary>
    /// Whether each hidden layer except the first is added to its inputs (a residual block), which requires equal widths; false by default.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Residual { get; init; }

    /// <summary>Whether the network learns a scale factor for each input; false by default.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool FeatureScale { get; init; }

    /// <summary>
    /// The embedding of each numeric feature before the first layer; null, the default, for none. <see cref="FeatureScale"/> then follows it and
    /// embedded categories, instead of preceding them.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public NumberEmbedding? NumberEmbedding { get; init; }

    /// <summary>The activation of the hidden layers; ReLU by default.</summary>
    public Activation Activation { get; init; } = new ReLU();

    /// <summary>Whether each unit learns a mix of activation and identity, y = (1 − α)·z + α·f(z) (<see cref="Mixed"/>); false by default.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool MixedActivation { get; init; }

    /// <summary>
    /// Whether the inputs of each dense layer are divided by the square root of their number, with initial weights from N(0, 1) unless an initializer
    /// is set: the NTK parametrization (<see cref="FanInScale"/>); false by default.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Ntk { get; init; }

    /// <summary>The activation of each hidden layer; null, the default, for <see cref="Activation"/> in all of them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonConverter(typeof(ValueListJsonConverter<Activation>))]
    public ValueList<Activation>? LayerActivations { get; init; }

    /// <summary>The activation of the output layer; null, the default, for that of the loss and task.</summary>
    public Activation? OutputActivation { get; init; }

    /// <summary>
    /// The loss function; null, the default, for that of the output activation and task. <see cref="CrossEntropy"/> with sigmoid outputs is binary
    /// cross-entropy.
    /// </summary>
    public Loss? Loss { get; init; }

    /// <summary>The reduction over examples: the mean (the default) or the sum.</summary>
    public Reduction Reduction { get; init; }

    /// <summary>The initializer of the weights; null, the default, for that of each layer's activation.</summary>
    public Initializer? WeightInitializer { get; init; }

    /// <summary>The initializer of the biases; zeros by default.</summary>
    public Initializer BiasInitializer { get; init; } = new Constant(0);

    /// <summary>Whether layers have biases; true by default.</summary>
    public bool Bias { get; init; } = true;

    /// <summary>λ of the L1 penalty on weights; 0 by default.</summary>
    public double L1 { get; init; }

    /// <summary>λ of the L2 penalty on weights; 0 by default.</summary>
    public double L2 { get; init; }

    /// <summary>
    /// The dropout probabilities of hidden units, one for all layers or one per layer; null, the default, for no dropout.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonConverter(typeof(ValueListJsonConverter<double>))]
    public ValueList<double>? Dropout { get; init; }

    /// <summary>The dropout probability of the inputs; 0 by default.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double InputDropout { get; init; }

    /// <summary>The standard deviation of the Gaussian noise that training adds to each scaled feature; 0 by default.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double InputNoise { get; init; }

    /// <summary>The label smoothing: the fraction of each target spread over all classes in training; 0 by default.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double LabelSmoothing { get; init; }

    /// <summary>The normalization of the hidden layers; none by default.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Normalization Normalization { get; init; }

    /// <summary>Creates the network for data of a shape.</summary>
    /// <param name="task">Classification, regression, or labels.</param>
    /// <param name="inputs">The number of features.</param>
    /// <param name="targets">The number of classes, of targets of a regression, or of labels.</param>
    /// <param name="preprocessor">The preprocessor, if some features are codes of embedded categories; null, the default, for none.</param>
    /// <exception cref="ArgumentException">The settings contradict each other; the message states why.</exception>
    public NetworkSpec ToNetworkSpec(LearningTask task, int inputs, int targets, Preprocessor? preprocessor = null)
        => this.ToNetworkSpec(task, inputs, targets, preprocessor, rows: null);

    /// <summary>Creates the network, with training rows for the bins of numbers.</summary>
    internal NetworkSpec ToNetworkSpec(LearningTask task, int inputs, int targets, Preprocessor? preprocessor, FeatureRows? rows)
        => new NetworkBuilder(this, task).Build(inputs, targets, preprocessor, rows);

    /// <summary>These settings with the cross-entropy decided by the task, and explicit layer sizes.</summary>
    internal NetworkSettings For(LearningTask task) => this with { HiddenLayers = this.HiddenLayers, Loss = new NetworkBuilder(this, task).NamedLoss };
}
