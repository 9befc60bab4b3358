using BenchmarkDotNet.Attributes;
using Ram.Images;

namespace Ram.Benchmarks;

/// <summary>One glimpse, the location another each time.</summary>
public class RetinaBenchmarks
{
    private const int Places = 1024;

    private readonly float[] _places = new float[Places];
    private Retina _retina = null!;
    private byte[] _image = null!;
    private float[] _glimpse = null!;
    private int _next;

    /// <summary>The side of the image in pixels.</summary>
    [Params(28, 100, 2048)]
    public int ImageSize { get; set; }

    /// <summary>The side of a patch.</summary>
    [Params(8, 12)]
    public int PatchSize { get; set; }

    /// <summary>The scales.</summary>
    [Params(1, 3, 4)]
    public int Patches { get; set; }

    /// <summary>Makes image and locations.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        _retina = new Retina(PatchSize, Patches);
        _image = new byte[ImageSize * ImageSize];
        random.NextBytes(_image);
        _glimpse = new float[_retina.GlimpseSize];
        foreach (ref float place in _places.AsSpan())
            place = 2 * random.NextSingle() - 1;
    }

    /// <summary>Looks once.</summary>
    [Benchmark]
    public void Glimpse()
    {
        (float x, float y) = (_places[_next % Places], _places[(_next + 1) % Places]);
        _next = (_next + 1) % Places;
        _retina.Glimpse(_image, ImageSize, ImageSize, x, y, _glimpse);
    }
}
