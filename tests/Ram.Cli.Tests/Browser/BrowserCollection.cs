
namespace Ram.Cli.Tests.Browser;

/// <summary>Tests that share one browser, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<Chromium>
{
    public const string Name = "browser";
}
