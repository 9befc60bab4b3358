using Ram.Files;
using Ram.Images;
using Ram.Model;
using Ram.Networks;
using Ram.Tests.Files;
using Ram.Tests.Networks;
using Ram.Tests.Numerics;

namespace Ram.Tests.Model;

public sealed class WeightFileTests : IDisposable
{
    private static readonly RamOptions _options = TinyModel.Options with
    {
        Core = CoreKind.Lstm,
        Squash = Squash.Tanh,
        Scale = 1.5,
        UnitWidth = 0.75,
        InputMean = 0.1307,
        InputStd = 0.3081,
        ReinforceIntoCore = true,
        ClassifyEveryGlimpse = true,
    };

    /// <summary>What is wrong with a file, how it came to be, and what the message must name.</summary>
    private static readonly Dictionary<string, (Action<Content> Damage, string Named)> _damages = new()
    {
        ["no options"] = (file => file.Metadata.Clear(), "ram.options"),
        ["options that are no JSON"] = (file => file.Options = "{", "not JSON"),
        ["options that are no object"] = (file => file.Options = "[]", "object"),
        ["unknown option"] = (file => file.Options = """{"glimpses": 3, "glimpse": 3}""", "glimpse"),
        ["option twice"] = (file => file.Options = """{"glimpses": 3, "glimpses": 3}""", "Duplicate property 'glimpses'"),
        ["option of another type"] = (file => file.Options = """{"glimpses": "three"}""", "glimpses"),
        ["option that is no whole number"] = (file => file.Options = """{"glimpses": 2.5}""", "glimpses"),
        ["option out of range"] = (file => file.Options = """{"glimpses": 0}""", "glimpses is 0"),
        ["option beyond a double"] = (file => file.Options = """{"inputMean": 1e999}""", "inputMean"),
        ["option of an unknown core"] = (file => file.Options = """{"core": "Lstm"}""", "core"),
        ["option of a core that is none"] = (file => file.Options = """{"core": null}""", "core"),
        ["option with half a character"] = (file => file.Options = """{"\ud800": 1}""", "not JSON"),
        ["option value with half a character"] = (file => file.Options = """{"core": "\ud800"}""", "core"),
        ["names of other classes"] = (file => file.Describe("[\"a\"]", "dark"), "ram.classes has 1 names"),
        ["unknown ground"] = (file => file.Describe("[\"a\", \"b\", \"c\"]", "grey"), "ram.images"),
        ["deep options"] = (file => file.Options = new string('[', 10_000), "not JSON"),
        ["missing weight"] = (file => file.Tensors.Remove("core.hidden.weight"), "core.hidden.weight is missing"),
        ["missing bias"] = (file => file.Tensors.Remove("action.bias"), "action.bias is missing"),
        ["unknown tensor"] = (file => file.Tensors["critic.weight"] = new WeightTensor([1], [1]), "critic.weight"),
        ["transposed weight"] = (file => file.Reshape("location.weight", 18, 2), "location.weight is [18, 2]"),
        ["flat weight"] = (file => file.Reshape("glimpse.what.weight", 21 * 19), "glimpse.what.weight is [399]"),
        ["bias as a column"] = (file => file.Reshape("core.input.bias", 72, 1), "core.input.bias is [72, 1]"),
        ["scalar bias"] = (file => file.Reshape("baseline.bias"), "baseline.bias is []"),
        ["other hidden units"] = (file => file.Options = (_options with { Hidden = 20 }).ToJson(), "core"),
        ["other core"] = (file => file.Options = (_options with { Core = CoreKind.Rectifier }).ToJson(), "core"),
        ["other patches"] = (file => file.Options = (_options with { PatchSize = 4 }).ToJson(), "glimpse.retina"),
        ["not a number"] = (file => file.Tensors["action.weight"].Values[5] = float.NaN, "action.weight"),
        ["infinity"] = (file => file.Tensors["action.bias"].Values[0] = float.NegativeInfinity, "action.bias"),
        ["many units of nothing"] =
            (file => file.Replace("glimpse.location.weight", 500_000_000, 0), "glimpse.location.weight"),
        ["no units"] = (file => file.Replace("glimpse.what.weight", 0, 19), "glimpse.what.weight"),
        ["core of nothing"] = (file => file.Replace("core.hidden.weight", 0, 18), "core.hidden.weight"),
        ["too many units"] = (file => file.Replace("glimpse.location.weight", 5000, 2), "glimpse.location.weight"),
    };

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> DamageNames => [.. _damages.Keys];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(CoreKind.Rectifier)]
    [InlineData(CoreKind.Lstm)]
    public void A_model_comes_back_bit_for_bit(CoreKind core)
    {
        RecurrentAttentionModel model = TinyModel.Create(_options with { Core = core });
        WeightFile.Save(model, _folder["model"]);
        RecurrentAttentionModel again = WeightFile.Load(_folder["model"]);
        Assert.Equal(model.Options, again.Options);
        Assert.Equal(model.Parameters.Select(parameter => parameter.Name),
            again.Parameters.Select(parameter => parameter.Name));
        foreach ((Parameter one, Parameter other) in model.Parameters.Zip(again.Parameters))
            Bits.Equal(one.Value.ToArray(), other.Value.ToArray());
        WeightFile.Save(again, _folder["again"]);
        Assert.Equal(File.ReadAllBytes(_folder["model"]), File.ReadAllBytes(_folder["again"]));

        // Packed too: it looks as the first one does.
        var image = new ImageBatch(1, 1, 9, 9);
        new Random(1).NextBytes(image.Pixels);
        Bits.Equal(model.Look(image).Probabilities.ToArray(), again.Look(image).Probabilities.ToArray());
    }

    [Fact]
    public void Names_and_layouts_are_those_of_pytorch()
    {
        var model = new RecurrentAttentionModel(new RamOptions());
        WeightFile.Save(model, _folder["model"]);
        IReadOnlyDictionary<string, WeightTensor> tensors = SafeTensors.Read(_folder["model"]).Tensors;
        var shapes = new Dictionary<string, int[]>
        {
            ["glimpse.retina"] = [128, 64],
            ["glimpse.location"] = [128, 2],
            ["glimpse.what"] = [256, 128],
            ["glimpse.where"] = [256, 128],
            ["core.input"] = [256, 256],
            ["core.hidden"] = [256, 256],
            ["location"] = [2, 256],
            ["action"] = [10, 256],
            ["baseline"] = [1, 256],
        };
        Assert.Equal(2 * shapes.Count, tensors.Count);
        foreach ((string layer, int[] shape) in shapes)
        {
            Assert.Equal(shape, tensors[$"{layer}.weight"].Shape);
            Assert.Equal([shape[0]], tensors[$"{layer}.bias"].Shape);
        }
        Assert.Equal(model.Core.Input.Weight.Value[3, 7], tensors["core.input.weight"].Values[3 * 256 + 7]);
    }

    [Theory]
    [MemberData(nameof(DamageNames))]
    public void A_damaged_file_gives_one_clear_line(string damage)
    {
        string path = _folder["model"];
        WeightFile.Save(TinyModel.Create(_options), path);
        var content = new Content(SafeTensors.Read(path));
        _damages[damage].Damage(content);
        SafeTensors.Write(path, content.Tensors, content.Metadata);
        byte[] before = File.ReadAllBytes(path);

        var error = Assert.Throws<RamException>(() => WeightFile.Load(path));
        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(_damages[damage].Named, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Equal(before, File.ReadAllBytes(path));
    }

    [Fact]
    public void A_truncated_file_is_refused_at_any_length()
    {
        WeightFile.Save(TinyModel.Create(_options), _folder["model"]);
        byte[] bytes = File.ReadAllBytes(_folder["model"]);
        for (int length = 0; length < bytes.Length; length += 97)
        {
            File.WriteAllBytes(_folder["short"], bytes[..length]);
            var error = Assert.Throws<RamException>(() => WeightFile.Load(_folder["short"]));
            Assert.Contains(_folder["short"], error.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>A file's content, to be damaged.</summary>
    private sealed class Content(SafeTensorFile file)
    {
        public Dictionary<string, WeightTensor> Tensors { get; } = new(file.Tensors);

        public Dictionary<string, string> Metadata { get; } = new(file.Metadata);

        public string Options
        {
            get => Metadata[WeightFile.OptionsKey];
            set => Metadata[WeightFile.OptionsKey] = value;
        }

        public void Describe(string classes, string ground)
        {
            Metadata["ram.classes"] = classes;
            Metadata["ram.images"] = $$"""{"width": 9, "height": 9, "ground": "{{ground}}"}""";
        }

        public void Reshape(string name, params int[] shape) =>
            Tensors[name] = new WeightTensor(shape, Tensors[name].Values);

        public void Replace(string name, params int[] shape) =>
            Tensors[name] = new WeightTensor(shape, new float[shape.Aggregate(1, (product, size) => product * size)]);
    }
}
