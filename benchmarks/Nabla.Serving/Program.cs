using Nabla.Serving;

// Nabla beside ONNX Runtime with the exported model: in process, and behind the same web server.
switch (args)
{
    case ["in-process", var model, var onnx]:
        InProcess.Run(model, onnx);
        return 0;
    case ["serve-onnx", var model, var onnx, var url]:
        await OnnxService.RunAsync(model, onnx, url).ConfigureAwait(false);
        return 0;
    default:
        Console.Error.WriteLine("usage: in-process MODEL ONNX | serve-onnx MODEL ONNX URL");
        return 1;
}
