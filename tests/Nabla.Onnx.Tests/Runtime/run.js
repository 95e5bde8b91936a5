// Runs models: standard input is an array of { model, feeds }, each feed { type, dims, data } with null for NaN;
// standard output is an array of outputs by name, as arrays of numbers or texts.
import { text } from 'node:stream/consumers'
import ort from 'onnxruntime-node'

function tensor({ type, dims, data }) {
  return type === 'string'
    ? new ort.Tensor('string', data, dims)
    : new ort.Tensor('float32', Float32Array.from(data, x => x ?? NaN), dims)
}

const results = []
for (const { model, feeds } of JSON.parse(await text(process.stdin))) {
  const session = await ort.InferenceSession.create(model)
  const outputs = await session.run(Object.fromEntries(Object.entries(feeds).map(([name, feed]) => [name, tensor(feed)])))
  results.push(Object.fromEntries(Object.entries(outputs).map(
    ([name, { dims, data }]) => [name, { dims: Array.from(dims, Number), data: Array.from(data, x => typeof x === 'string' ? x : Number(x)) }])))
}

console.log(JSON.stringify(results))
