#:project ../src/Nabla/Nabla.csproj
#:project ../src/Nabla.Onnx/Nabla.Onnx.csproj

using Nabla.Data;
using Nabla.Models;
using Nabla.Onnx;

Model model = new MlpClassifier(new() { Training = new() { Epochs = 20 }, Seed = 1 }).Fit(Datasets.Digits());
OnnxModel onnx = OnnxModel.From(model);
onnx.Save("digits.onnx");
Console.WriteLine($"in: {string.Join(", ", onnx.Inputs.Select(value => value.Name))}; out: {string.Join(", ", onnx.Outputs.Select(value => value.Name))}");
