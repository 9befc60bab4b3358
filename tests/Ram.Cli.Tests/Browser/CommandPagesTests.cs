using Ram.Cli.Pages;
using Ram.Data;
using Ram.Experiments;
using Ram.Model;
using Ram.Training;

namespace Ram.Cli.Tests.Browser;

/// <summary>The pages that commands write, in a browser.</summary>
[Collection(BrowserCollection.Name)]
public sealed class CommandPagesTests(Chromium chromium) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static int Mistakes => Math.Min(12, Evaluation.Run(SpreadModel.Make(), FewDigits.Sets.Test).Errors);

    public void Dispose() => _folder.Dispose();

    [ChromiumFact]
    public async Task The_page_of_a_task_shows_the_mistakes_and_a_dozen_images()
    {
        Look("--task", "mnist");
        await ShowsAsync("look at a task", pictures: 12 + Mistakes, animated: 0);
    }

    [ChromiumFact]
    public async Task The_page_of_a_picture_moves()
    {
        FewDigits.Sets.Test.Images.WritePng(0, _folder["digit.png"]);
        Look("--image", _folder["digit.png"]);
        await ShowsAsync("look at a picture", pictures: 3, animated: 1);
    }

    [ChromiumFact]
    public async Task The_page_of_a_training_shows_its_curve_and_trajectories()
    {
        string model = _folder["model.safetensors"];
        Cli.Run("train", "mnist", "--epochs", "3", "--batch", "16", "--glimpses", "4", "--out", model).Expect(0);
        DigitTask task = DigitTask.Load("mnist", source: FewDigits.Sets);
        string page = LookPage.OfTraining(SpreadModel.Make(), model, RunResult.Load(_folder["model.json"]), task);
        File.WriteAllText(_folder["page.html"], page);
        await ShowsAsync("ram", pictures: 14 + Mistakes, animated: 1);
    }

    private void Look(params string[] arguments)
    {
        WeightFile.Save(SpreadModel.Make(), _folder["model.safetensors"]);
        Cli.Run(["look", "--model", _folder["model.safetensors"], "--out", _folder["page.html"], .. arguments])
            .Expect(0);
    }

    private async Task ShowsAsync(string name, int pictures, int animated)
    {
        await using WatchedPage page = await chromium.OpenAsync(_folder["page.html"]);
        Assert.Equal(pictures, await page.Page.Locator("figure svg").CountAsync());
        await page.LookAsync(name);
        await AnimatedFigures.MoveAsync(page.Page, animated);
        Assert.Empty(page.Complaints);
    }
}
