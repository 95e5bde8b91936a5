// Typed rows from the package, compiled ahead of time: the generator comes in it, and nothing needs reflection.
using Nabla.Data;
using Nabla.Models;

var random = new Random(1);
Flat[] flats = [.. Enumerable.Range(0, 300).Select(_ =>
{
    double area = 20 + (100 * random.NextDouble());
    Heating heating = random.Next(2) == 0 ? Heating.Gas : Heating.Electric;
    return new Flat(area, heating, new DateOnly(1900 + random.Next(100), 5, 1), random.Next(5) == 0 ? null : true, 200 + (10 * area) + (heating == Heating.Gas ? 0 : 100));
})];
Model trained = new MlpRegressor(new() { Network = new(16), Training = new() { Epochs = 100 }, Seed = 1 }).Fit(flats);
trained.Save("typed.safetensors");
RowPredictor<Flat> predictor = Model.Load("typed.safetensors").For<Flat>();
bool same = predictor.PredictValues(flats).Data.SequenceEqual(flats.Select(predictor.PredictValue));
double r2 = trained.Score(Table.From(flats)).RSquared!.Value;
Console.WriteLine(FormattableString.Invariant($"R² {r2:F3}"));
Console.WriteLine(same && r2 > 0.9 ? "typed and right" : "wrong");

internal enum Heating
{
    Gas,
    Electric,
}

[NablaRow]
internal sealed partial record Flat(double Area, Heating Heating, DateOnly Built, bool? Balcony, [Target] double Rent);
