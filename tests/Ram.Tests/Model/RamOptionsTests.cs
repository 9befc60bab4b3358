using System.Globalization;
using System.Text.Json.Nodes;
using Ram.Model;
using Ram.Networks;

namespace Ram.Tests.Model;

public sealed class RamOptionsTests
{
    private static readonly RamOptions _good = new();

    private static readonly Dictionary<string, (RamOptions Options, string Named)> _bad = new()
    {
        ["patch size 0"] = (_good with { PatchSize = 0 }, "patchSize"),
        ["patch size 1025"] = (_good with { PatchSize = 1025 }, "patchSize"),
        ["patches 0"] = (_good with { Patches = 0 }, "patches"),
        ["patches 17"] = (_good with { Patches = 17 }, "patches"),
        ["scale below 1"] = (_good with { Scale = 0.99 }, "scale"),
        ["scale 17"] = (_good with { Scale = 17 }, "scale"),
        ["scale NaN"] = (_good with { Scale = double.NaN }, "scale"),
        ["a patch too wide"] = (_good with { Scale = 16, Patches = 5 }, "scale"),
        ["channels 0"] = (_good with { Channels = 0 }, "channels"),
        ["channels 17"] = (_good with { Channels = 17 }, "channels"),
        ["a glimpse too large"] = (_good with { PatchSize = 256, Patches = 2, Scale = 1 }, "patchSize"),
        ["glimpses 0"] = (_good with { Glimpses = 0 }, "glimpses"),
        ["glimpses -1"] = (_good with { Glimpses = -1 }, "glimpses"),
        ["glimpses 1001"] = (_good with { Glimpses = 1001 }, "glimpses"),
        ["core 2"] = (_good with { Core = (CoreKind)2 }, "core"),
        ["hidden 0"] = (_good with { Hidden = 0 }, "hidden"),
        ["hidden 4097"] = (_good with { Hidden = 4097 }, "hidden"),
        ["classes 1"] = (_good with { Classes = 1 }, "classes"),
        ["classes 257"] = (_good with { Classes = 257 }, "classes"),
        ["squash 3"] = (_good with { Squash = (Squash)3 }, "squash"),
        ["std 0"] = (_good with { Std = 0 }, "std"),
        ["std -0.1"] = (_good with { Std = -0.1 }, "std"),
        ["std NaN"] = (_good with { Std = double.NaN }, "std"),
        ["std infinite"] = (_good with { Std = double.PositiveInfinity }, "std"),
        ["std that is zero in 32 bits"] = (_good with { Std = 1e-50 }, "std"),
        ["unit width 0"] = (_good with { UnitWidth = 0 }, "unitWidth"),
        ["unit width NaN"] = (_good with { UnitWidth = double.NaN }, "unitWidth"),
        ["unit width 1001"] = (_good with { UnitWidth = 1001 }, "unitWidth"),
        ["input mean NaN"] = (_good with { InputMean = double.NaN }, "inputMean"),
        ["input mean infinite"] = (_good with { InputMean = double.NegativeInfinity }, "inputMean"),
        ["input mean beyond 32 bits"] = (_good with { InputMean = 1e300 }, "inputMean"),
        ["input std 0"] = (_good with { InputStd = 0 }, "inputStd"),
        ["input std NaN"] = (_good with { InputStd = double.NaN }, "inputStd"),
        ["input std that is zero in 32 bits"] = (_good with { InputStd = 1e-300 }, "inputStd"),
    };

    public static TheoryData<string> BadNames => [.. _bad.Keys];

    [Theory]
    [MemberData(nameof(BadNames))]
    public void An_option_out_of_range_is_named(string name)
    {
        (RamOptions options, string named) = _bad[name];
        Action[] uses = [() => options.Validate(), () => _ = new RecurrentAttentionModel(options)];
        foreach (Action use in uses)
        {
            var error = Assert.Throws<RamException>(use);
            Assert.StartsWith($"{named} is ", error.Message, StringComparison.Ordinal);
            Assert.Contains("allowed: ", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Limits_are_allowed()
    {
        new RamOptions { PatchSize = 1, Patches = 1, Scale = 1, Glimpses = 1 }.Validate();
        new RamOptions { Hidden = 1, Classes = 2, Std = 1e-6 }.Validate();
        new RamOptions { PatchSize = 256, Hidden = 4096, Classes = 256, Glimpses = 1000, Std = 1000 }.Validate();
        new RamOptions { PatchSize = 1, Patches = 5, Scale = 16 }.Validate();
    }

    [Fact]
    public void Json_holds_every_option_and_comes_back()
    {
        var options = new RamOptions
        {
            PatchSize = 5,
            Patches = 3,
            Scale = 1.25,
            Channels = 3,
            Glimpses = 7,
            Core = CoreKind.Lstm,
            Hidden = 99,
            Classes = 4,
            Squash = Squash.None,
            Std = 0.17,
            UnitWidth = 0.3,
            ReinforceIntoCore = true,
            ClassifyEveryGlimpse = true,
            InputMean = -0.5,
            InputStd = 1.0 / 3,
        };
        foreach (string culture in new[] { "", "de-DE" })
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal(options, RamOptions.FromJson(options.ToJson()));
        }
        var json = JsonNode.Parse(options.ToJson())!.AsObject();
        Assert.Equal(
            ["patchSize", "patches", "scale", "channels", "glimpses", "core", "hidden", "classes", "squash", "std",
                "unitWidth", "reinforceIntoCore", "classifyEveryGlimpse", "inputMean", "inputStd"],
            json.Select(member => member.Key));
        Assert.Equal("lstm", (string?)json["core"]);
        Assert.Equal("none", (string?)json["squash"]);
    }

    [Fact]
    public void Keys_left_out_take_their_defaults()
    {
        Assert.Equal(new RamOptions(), RamOptions.FromJson("{}"));
        Assert.Equal(new RamOptions { Glimpses = 4 }, RamOptions.FromJson("""{"glimpses": 4}"""));
    }

    [Fact]
    public void The_text_of_the_defaults_is_part_of_the_format() => Assert.Equal(
        """{"patchSize":8,"patches":1,"scale":2,"channels":1,"glimpses":6,"core":"rectifier","hidden":256,"classes":10,"squash":"clip","std":0.1,"unitWidth":1,"reinforceIntoCore":false,"classifyEveryGlimpse":false,"inputMean":0,"inputStd":1}""",
        new RamOptions().ToJson());

    [Theory]
    [InlineData("""{"glimpse": 4}""", "unknown key \"glimpse\"; did you mean \"glimpses\"?")]
    [InlineData("""{"learningRate": 4}""", "unknown key \"learningRate\"; there are patchSize, patches, ")]
    [InlineData("""{"glimpses": "4"}""", "ram.options: glimpses is not of its type")]
    [InlineData("""{"glimpseSize": 64}""", "unknown key \"glimpseSize\"")]
    public void A_wrong_key_is_named(string json, string problem) =>
        Assert.Contains(problem, Assert.Throws<RamException>(() => RamOptions.FromJson(json)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"glimpses": 4, "glimpses": 4}""")]
    [InlineData("[]")]
    [InlineData("""{"Glimpses": 4}""")]
    [InlineData("""{"glimpses": 4,}""")]
    [InlineData("""{"glimpses": true}""")]
    [InlineData("""{"glimpses": 4294967300}""")]
    [InlineData("""{"reinforceIntoCore": 1}""")]
    [InlineData("""{"squash": 1}""")]
    [InlineData("""{"squash": "TANH"}""")]
    [InlineData("""{"std": "0.1"}""")]
    [InlineData("""{"std": NaN}""")]
    [InlineData("null")]
    [InlineData("")]
    public void Json_that_is_no_such_object_is_refused(string json) =>
        Assert.Throws<RamException>(() => RamOptions.FromJson(json));
}
