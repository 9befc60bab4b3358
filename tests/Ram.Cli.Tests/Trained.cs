namespace Ram.Cli.Tests;

/// <summary>A model that has learned a little, so that it does not call every image the same.</summary>
public sealed class Trained : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public Trained() => Cli.Run(
        "train", "mnist", "--updates", "120", "--batch", "16", "--glimpses", "2", "--out", Model).Expect(0);

    public string Model => _folder["model.safetensors"];

    public void Dispose() => _folder.Dispose();
}
