using System.Text.Json.Serialization;
using Nabla.Data;
using Nabla.Descriptions;
using Nabla.Networks;
using Nabla.Optimization;

namespace Nabla.Models;

/// <summary>
/// Everything that decides what a multilayer perceptron becomes, beside the data. Equal by value; it travels in the model file.
/// Threads and hardware are not among it: they change no bit.
/// </summary>
public partial record MlpSettings
{
    /// <summary>The sizes of the hidden layers; empty for a linear model; one layer of 64 unless said.</summary>
    [JsonConverter(typeof(ValueListJsonConverter<int>))]
    public ValueList<int> HiddenLayers { get; init; } = [64];

    /// <summary>The activation of the hidden layers; ReLU unless said.</summary>
    public Activation Activation { get; init; } = new ReLU();

    /// <summary>The activation of each hidden layer, where they differ; null, the default, for <see cref="Activation"/> in all of them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonConverter(typeof(ValueListJsonConverter<Activation>))]
    public ValueList<Activation>? LayerActivations { get; init; }

    /// <summary>
    /// All layers but the output, for networks that the other settings cannot describe; null, the default, for those of
    /// <see cref="HiddenLayers"/>.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonConverter(typeof(ValueListJsonConverter<LayerSpec>))]
    public ValueList<LayerSpec>? Layers { get; init; }

    /// <summary>Whether each hidden layer but the first is added to its inputs (a residual block); they have one width then; false unless said.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Residual { get; init; }

    /// <summary>Whether the network learns a factor for each input; false unless said.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool FeatureScale { get; init; }

    /// <summary>The activation of the output; null, the default, leaves it to loss and task.</summary>
    public Activation? OutputActivation { get; init; }

    /// <summary>
    /// The loss; null, the default, leaves it to output activation and task. <see cref="CrossEntropy"/> is the binary one where outputs
    /// are sigmoids.
    /// </summary>
    public Loss? Loss { get; init; }

    /// <summary>Whether the cost is the mean over examples, as it is unless said, or the sum.</summary>
    public Reduction Reduction { get; init; }

    /// <summary>How weights start; null, the default, leaves it to each layer's activation.</summary>
    public Initializer? WeightInitializer { get; init; }

    /// <summary>How biases start; zeros unless said.</summary>
    public Initializer BiasInitializer { get; init; } = new Constant(0);

    /// <summary>Whether layers have biases; true unless said.</summary>
    public bool Bias { get; init; } = true;

    /// <summary>λ of the L1 penalty on weights; 0 unless said.</summary>
    public double L1 { get; init; }

    /// <summary>λ of the L2 penalty on weights; 0 unless said.</summary>
    public double L2 { get; init; }

    /// <summary>
    /// The probability with which training leaves out each output of a hidden layer, one for all of them or one for each; null, the
    /// default, for no dropout.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonConverter(typeof(ValueListJsonConverter<double>))]
    public ValueList<double>? Dropout { get; init; }

    /// <summary>The probability with which training leaves out each input; 0 unless said.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double InputDropout { get; init; }

    /// <summary>The standard deviation of the normal noise that training adds to each scaled feature; 0 unless said.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double InputNoise { get; init; }

    /// <summary>How much of each target training spreads over all classes; 0 unless said.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double LabelSmoothing { get; init; }

    /// <summary>How the hidden layers are normalised; not at all unless said.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Normalization Normalization { get; init; }

    /// <summary>λ of decoupled weight decay, θ ← θ − α·λ·θ for weights before each step; 0 unless said. With a first-order rule.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double WeightDecay { get; init; }

    /// <summary>The largest norm of the weights that lead to a unit; null, the default, for no limit. With a first-order rule.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double? MaxNorm { get; init; }

    /// <summary>The largest norm of the gradient, which is scaled down to it; null, the default, for no limit. With a first-order rule.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double? ClipNorm { get; init; }

    /// <summary>How much each class counts in the cost: one weight for all examples of a class; null, the default, for 1 each.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ClassWeights? ClassWeights { get; init; }

    /// <summary>
    /// How parameters get better: a first-order rule, or a full-batch solver, to which batches and learning rate mean nothing and an
    /// epoch is an iteration. Null, the default, is AdamW with a weight decay of ½ for up to 1,000 rows and of 500 ÷ rows beyond,
    /// or Adam with <see cref="WeightDecay"/> where that is set.
    /// </summary>
    public Optimizer? Optimizer { get; init; }

    /// <summary>The learning rate; null, the default, is the optimizer's own.</summary>
    public double? LearningRate { get; init; }

    /// <summary>The examples of a batch; null for all at once; 32 unless said.</summary>
    public int? BatchSize { get; init; } = 32;

    /// <summary>
    /// The passes over the training part. Null, the default, is as many as make 3,000 steps, but at least 60; for a full-batch solver
    /// it is 200 iterations.
    /// </summary>
    public int? Epochs { get; init; }

    /// <summary>A full-batch solver stops when the largest entry of the gradient is at most this; null, the default, is 1e-5.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double? Tolerance { get; init; }

    /// <summary>A full-batch solver stops after so many evaluations of cost and gradient; null, the default, for no limit.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int? MaxEvaluations { get; init; }

    /// <summary>The numbers of the layers that training leaves as they are; 0 stands for what comes before layer 1; null, the default, for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonConverter(typeof(ValueListJsonConverter<int>))]
    public ValueList<int>? Frozen { get; init; }

    /// <summary>The factor of the learning rate of each layer, from layer 1; null, the default, for 1 each. With a first-order rule.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonConverter(typeof(ValueListJsonConverter<double>))]
    public ValueList<double>? RateFactors { get; init; }

    /// <summary>How the learning rate changes; null, the default, for not at all. With a first-order rule.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Schedule? Schedule { get; init; }

    /// <summary>Whether each epoch takes the rows in their own order in place of a random one; false unless said.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool FixedOrder { get; init; }

    /// <summary>
    /// Whether the run stops when the validation loss no longer improves, and goes back to where it was lowest; null, the default, for
    /// yes where there is a validation part.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool? EarlyStopping { get; init; }

    /// <summary>
    /// The epochs without an improvement after which early stopping stops. Null, the default, is as many as make 500 steps, but at least
    /// 10; for a full-batch solver it is 10 iterations.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int? Patience { get; init; }

    /// <summary>By how much the validation loss must fall to have improved; 0 unless said.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double MinChange { get; init; }

    /// <summary>The epochs from one evaluation of the validation part to the next; null, the default, is 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int? EvaluateEvery { get; init; }

    /// <summary>How features are scaled, fitted on the training part; standard unless said.</summary>
    public ScalerMethod Scaling { get; init; } = ScalerMethod.Standard;

    /// <summary>
    /// The most levels of a category that have a feature of their own, the most frequent of the training part; the rest share one.
    /// Null, the default, is 64.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int? MaxLevels { get; init; }

    /// <summary>The categories whose levels become vectors that are learned, in place of a feature each; null, the default, for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonConverter(typeof(ValueListJsonConverter<CategoryEmbedding>))]
    public ValueList<CategoryEmbedding>? Embeddings { get; init; }

    /// <summary>What a missing category is; a level of its own unless said.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public MissingCategory MissingCategories { get; init; }

    /// <summary>What everything random is drawn from; 1 unless said.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The number type; single unless said.</summary>
    public Precision Precision { get; init; }

    /// <summary>The learning rate that a run has.</summary>
    [JsonIgnore]
    public double EffectiveLearningRate => this.LearningRate ?? this.Optimizer switch
    {
        SGD => 0.1,
        Momentum or Nesterov => 0.02,
        _ => 0.001,
    };

    /// <summary>The settings alone, without the estimator that they may be: what a model keeps.</summary>
    internal MlpSettings ToSettings() => new(this);
}
