namespace Nabla.Models;
internal static class ModelFile { public static Model Read(string path) => throw new NotSupportedException(path); public static void Write(Model m, string path) => throw new NotSupportedException(path); }
