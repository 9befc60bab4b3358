using Ram.Cli.Pages;
using Ram.Data;
using Ram.Experiments;
using Ram.Files;
using Ram.Model;

namespace Ram.Cli.Tests.Browser;

/// <summary>The pages that commands write, in a browser.</summary>
[Collection(BrowserCollection.Name)]
public sealed class CommandPagesTests(Chromium chromium) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [ChromiumFact]
    public async Task The_page_of_a_task_shows_a_dozen_images_twice()
    {
        Look("--task", "digits");
        await ShowsAsync("look at a task", pictures: 24, animated: 0);
    }

    [ChromiumFact]
    public async Task The_page_of_a_picture_moves()
    {
        Png.Write(_folder["digit.png"], 28, 28, 1, FewDigits.Sets.Test.Images[0]);
        Look("--image", _folder["digit.png"]);
        await ShowsAsync("look at a picture", pictures: 3, animated: 1);
    }

    [ChromiumFact]
    public async Task The_page_of_a_training_shows_its_curve_and_trajectories()
    {
        string model = _folder["model.safetensors"];
        Cli.Run("train", "digits", "--epochs", "3", "--batch", "16", "--glimpses", "4", "--out", model).Expect(0);
        DigitTask task = DigitTask.Load("digits", source: FewDigits.Sets);
        string page = MainPage.Of(SpreadModel.Make(), RunResult.Load(_folder["model.json"]), task);
        File.WriteAllText(_folder["page.html"], page);
        await ShowsAsync("ram", pictures: 14, animated: 1);
    }

    private void Look(params string[] arguments)
    {
        WeightFile.Save(SpreadModel.Make(), _folder["model.safetensors"]);
        Cli.Run(["look", "--model", _folder["model.safetensors"], "--out", _folder["page.html"], .. arguments]).Expect(0);
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
