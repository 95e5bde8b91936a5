// A model of rents in F#, trained on rows that a program makes, saved, loaded and asked: dotnet fsi examples/flats.fsx
#r "../src/Nabla/bin/Release/net10.0/Nabla.dll"

open System
open System.IO
open Nabla.Data
open Nabla.Descriptions
open Nabla.Models
open Nabla.Training

// Rows with texts, yes and no, dates and missing values; kinds are those of the values.
let random = Random 1
let flats = TableBuilder [ "area"; "district"; "balcony"; "built"; "rent" ]

for _ in 1..400 do
    let area = 20.0 + 100.0 * random.NextDouble()
    let district = if random.Next 2 = 0 then "old town" else "harbour"
    let balcony = random.Next 2 = 0
    let built = DateOnly(1900 + random.Next 100, 5, 1)
    let rent = 200.0 + 10.0 * area + (if district = "old town" then 100.0 else 0.0) + (if balcony then 50.0 else 0.0)
    let known = if random.Next 10 = 0 then null else box area
    flats.AddValues [ known; box district; box balcony; box built; box rent ]

let struct (train, test) = flats.ToTable().Split(0.25, 1UL)

let settings =
    MlpSettings(Network = NetworkSettings(HiddenLayers = ValueList [ 32 ]), Training = TrainingSettings(Epochs = Nullable 200), Seed = 1UL)

let regressor = MlpRegressor settings
let model = regressor.Fit(train, "rent")
printf "%O" model

let path = Path.Combine(Path.GetTempPath(), "nabla-flats-fsharp.safetensors")
model.Save path
let loaded = Model.Load path
File.Delete path

let flat = readOnlyDict [ "area", box 50.0; "district", box "harbour"; "balcony", box true; "built", null ]
printfn "a flat of 50 m² costs %.0f" (loaded.PredictValue flat)
printfn "result: r2=%.4f" (loaded.Score test).RSquared.Value
