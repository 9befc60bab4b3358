using System.Text.Json;
using Ram.Data;
using Ram.Files;
using Ram.Tests.Files;

namespace Ram.Cli.Tests;

public sealed class EvaluateCommandTests(Trained trained) : IClassFixture<Trained>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static LabelledImages Test => FewDigits.Sets.Test;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void JSON_is_one_object_with_the_counts()
    {
        Outcome outcome = Evaluate("--task", "mnist", "--json").Expect(0);
        using var json = JsonDocument.Parse(outcome.Output);
        int errors = json.RootElement.GetProperty("errors").GetInt32();
        Assert.Equal(36, json.RootElement.GetProperty("images").GetInt32());
        Assert.Equal(100.0 * errors / 36, json.RootElement.GetProperty("errorPercent").GetDouble(), 12);
        Assert.Empty(outcome.ErrorLines);
    }

    [Fact]
    public void Predictions_are_the_classes_whose_errors_are_counted()
    {
        Outcome outcome = Evaluate("--task", "mnist", "--json", "--predictions", _folder["said.txt"]).Expect(0);
        byte[] said = [.. File.ReadAllLines(_folder["said.txt"]).Select(byte.Parse)];
        Assert.Equal(36, said.Length);
        Assert.Equal(said.Zip(Test.Labels).Count(pair => pair.First != pair.Second), Errors(outcome));
    }

    [Fact]
    public void Stopping_when_sure_is_an_error_for_each_threshold_beside_those_of_fixed_numbers_of_glimpses()
    {
        Outcome outcome =
            Evaluate("--task", "mnist", "--json", "--stop-when-sure", "0.5,1", "--figure", _folder["f.svg"]).Expect(0);
        JsonElement json = JsonDocument.Parse(outcome.Output).RootElement;
        JsonElement[] fixedNumbers = [.. json.GetProperty("afterGlimpses").EnumerateArray()];
        JsonElement[] sure = [.. json.GetProperty("whenSure").EnumerateArray()];
        Assert.Equal([1, 2], fixedNumbers.Select(error => error.GetProperty("meanGlimpses").GetDouble()));
        Assert.Equal(Errors(outcome), fixedNumbers[1].GetProperty("errors").GetInt32());
        Assert.Equal([0.5, 1], sure.Select(error => error.GetProperty("threshold").GetDouble()));
        Assert.All(sure, error => Assert.InRange(error.GetProperty("meanPixels").GetDouble(), 64, 128));
        Assert.StartsWith("<svg", File.ReadAllText(_folder["f.svg"]), StringComparison.Ordinal);
        Assert.Contains("after its last glimpse only", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_thresholds_one_is_chosen_on_validation_images()
    {
        Outcome outcome = Evaluate("--task", "mnist", "--stop-when-sure").Expect(0);
        Assert.Matches(@"after 2 glimpses +\| +\d+\.\d\d \| +2\.00 \| +128 \|", outcome.Output);
        Assert.Matches(@"when 0\.999 sure", outcome.Output);
    }

    [Theory]
    [InlineData("--stop-when-sure", "0,1")]
    [InlineData("--stop-when-sure", "0.5,sure")]
    [InlineData("--stop-when-sure", "--samples", "2")]
    [InlineData("--figure", "f.svg")]
    public void Stopping_when_sure_is_for_probabilities_and_deterministic_rollouts(params string[] arguments) =>
        Evaluate(["--task", "mnist", .. arguments]).ExpectOneLine(2, "--stop-when-sure");

    [Fact]
    public void The_same_images_in_files_give_the_same()
    {
        (string images, string labels) = WriteTestSet();
        Assert.Equal(
            Evaluate("--task", "mnist", "--json").Output,
            Evaluate("--images", images, "--labels", labels, "--json").Expect(0).Output);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(50, 31)]
    public void Images_may_have_any_size(int height, int width)
    {
        IdxFile.Write(_folder["x"], new IdxArray([3, height, width], new byte[3 * height * width]));
        IdxFile.Write(_folder["y.gz"], new IdxArray([3], [0, 1, 2]));
        Outcome outcome = Evaluate("--images", _folder["x"], "--labels", _folder["y.gz"], "--json").Expect(0);
        // Three black images are one and the same class.
        Assert.InRange(Errors(outcome), 2, 3);
    }

    [Fact]
    public void First_locations_decide_where_it_begins()
    {
        string[] centre = ["--task", "mnist", "--predictions", _folder["centre"]];
        Evaluate(centre).Expect(0);
        Evaluate("--task", "mnist", "--predictions", _folder["same"], "--first-locations", Locations("same.txt", "0 0"))
            .Expect(0);
        string corner = Locations("corner.txt", "-1 \t1e0 ");
        Evaluate("--task", "mnist", "--predictions", _folder["corner"], "--first-locations", corner).Expect(0);
        Assert.Equal(File.ReadAllText(_folder["centre"]), File.ReadAllText(_folder["same"]));
        Assert.NotEqual(File.ReadAllText(_folder["centre"]), File.ReadAllText(_folder["corner"]));
    }

    [Theory]
    [InlineData("0,5 0,5")]
    [InlineData("0.5")]
    [InlineData("0.5 0.5 0.5")]
    [InlineData("1.01 0")]
    [InlineData("NaN 0")]
    [InlineData("x y")]
    [InlineData("")]
    public void A_wrong_location_is_named_with_its_line(string line)
    {
        string file = Locations("l.txt", line);
        Evaluate("--task", "mnist", "--first-locations", file)
            .ExpectOneLine(1, $"{file}, line 1", line.Trim(), "from -1 to 1");
    }

    [Fact]
    public void There_must_be_a_location_for_each_image()
    {
        File.WriteAllText(_folder["l.txt"], "0 0\n0 0\n");
        Evaluate("--task", "mnist", "--first-locations", _folder["l.txt"]).ExpectOneLine(1, "2 lines", "needed: 36");
        Evaluate("--task", "mnist", "--first-locations", _folder["none"])
            .ExpectOneLine(1, _folder["none"], "does not exist");
    }

    [Fact]
    public void Random_rollouts_are_the_same_each_time()
    {
        string first = Evaluate("--task", "mnist", "--samples", "3", "--json").Expect(0).Output;
        Assert.Equal(first, Evaluate("--task", "mnist", "--samples", "3", "--json").Output);
    }

    [Fact]
    public void Images_and_labels_must_fit_the_model_and_each_other()
    {
        (string images, string labels) = WriteTestSet();
        IdxFile.Write(_folder["colour"], new IdxArray([2, 3, 4, 4], new byte[96]));
        IdxFile.Write(_folder["flat"], new IdxArray([2, 3], new byte[6]));
        IdxFile.Write(_folder["short"], new IdxArray([2], [0, 1]));
        IdxFile.Write(_folder["ten"], new IdxArray([36], [.. Enumerable.Repeat((byte)10, 36)]));
        IdxFile.Write(_folder["two"], new IdxArray([2], [0, 1]));
        Expect(_folder["colour"], _folder["two"], _folder["colour"], "3 channels", "needed: 1");
        Expect(_folder["flat"], labels, _folder["flat"], "[2, 3]", "[count, height, width]");
        Expect(images, images, images, "[36, 28, 28]", "[count]");
        Expect(images, _folder["short"], _folder["short"], "2 labels", "36 images");
        Expect(images, _folder["ten"], _folder["ten"], "label 1 is 10", "0 to 9");
        Expect(_folder["none"], labels, _folder["none"], "does not exist");
        Expect(_folder.Write("empty"), labels, _folder["empty"]);
        Expect(_folder.Write("noise", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10), labels, _folder["noise"]);
        Expect(_folder.Write("cut", File.ReadAllBytes(images)[..^1]), labels, _folder["cut"]);
    }

    [Fact]
    public void An_unreadable_model_is_named()
    {
        byte[] model = File.ReadAllBytes(trained.Model);
        ExpectModel(_folder["none"], "does not exist");
        ExpectModel(_folder.Name, "folder");
        ExpectModel(_folder.Write("empty"));
        ExpectModel(_folder.Write("noise", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
        ExpectModel(_folder.Write("cut", model[..^1]));
        ExpectModel(_folder.Write("half", model[..(model.Length / 2)]));
        ExpectModel(_folder.Write("long", [.. model, 0]));
        SafeTensors.Write(_folder["other"], [], new Dictionary<string, string>());
        ExpectModel(_folder["other"], "ram.options");
    }

    [Fact]
    public void A_predictions_file_that_cannot_be_written_is_found_first()
    {
        _folder.Write("file", 1);
        Evaluate("--task", "mnist", "--predictions", _folder["file/p.txt"]).ExpectOneLine(1, _folder["file/p.txt"]);
    }

    private static int Errors(Outcome outcome)
    {
        using var json = JsonDocument.Parse(outcome.Output);
        return json.RootElement.GetProperty("errors").GetInt32();
    }

    private Outcome Evaluate(params string[] arguments) =>
        Cli.Run(["evaluate", "--model", trained.Model, .. arguments]);

    private void Expect(string images, string labels, params string[] words) =>
        Evaluate("--images", images, "--labels", labels, "--json").ExpectOneLine(1, words);

    private static void ExpectModel(string model, params string[] words) =>
        Cli.Run("evaluate", "--model", model, "--task", "mnist", "--json").ExpectOneLine(1, [model, .. words]);

    private string Locations(string file, string line)
    {
        File.WriteAllLines(_folder[file], Enumerable.Repeat(line, 36));
        return _folder[file];
    }

    private (string Images, string Labels) WriteTestSet()
    {
        IdxFile.Write(_folder["x"], new IdxArray([36, 28, 28], Test.Images.Pixels));
        IdxFile.Write(_folder["y"], new IdxArray([36], Test.Labels));
        return (_folder["x"], _folder["y"]);
    }
}
