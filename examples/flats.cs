#:project ../src/Nabla/Nabla.csproj
#:project ../src/Nabla.Csv/Nabla.Csv.csproj

using Nabla.Csv;
using Nabla.Data;
using Nabla.Models;

Table flats = CsvFile.ReadTable("flats.csv", new CsvOptions { Ignored = ["id"] }).Table.WithoutMissing("rent");
Model model = new MlpRegressor(new() { Training = new() { EarlyStopping = true }, Seed = 1 }).Fit(flats, target: "rent");
model.Save("rent.safetensors");

double[] rents = [.. model.PredictValues(flats).Data];
Console.WriteLine($"{flats.Rows} flats; the first should cost {rents[0]:F0}");
