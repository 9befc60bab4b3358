namespace Ram.Cli.Tests;

/// <summary>A model that has learned next to nothing, for the commands that need one.</summary>
public sealed class Trained : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public Trained() => Cli.Run("train", "digits", "--updates", "3", "--batch", "8", "--out", Model).Expect(0);

    public string Model => _folder["model.safetensors"];

    public void Dispose() => _folder.Dispose();
}
