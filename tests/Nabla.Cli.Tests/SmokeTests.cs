namespace Nabla.Tests;
public class SmokeTests { [Fact] public void Works() => Assert.Equal(4, 2 + 2); }
