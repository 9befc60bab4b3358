using Ram.Model;
using static TorchSharp.torch;

namespace Ram.Torch;

/// <summary>
/// The sensor rho(x, l) for a whole batch at once: the pixels of every patch in one gather, wider patches averaged by
/// area in two products. It sees what <see cref="Images.Retina"/> sees; no gradient flows into the location.
/// </summary>
public sealed class Retina : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly Images.Retina _geometry;
    private readonly double _mean, _std;
    private readonly Tensor?[] _averages;

    /// <summary>The retina of a model.</summary>
    public Retina(RamOptions options) : base(nameof(Retina))
    {
        ArgumentNullException.ThrowIfNull(options);
        _geometry = new Images.Retina(options.PatchSize, options.Patches, options.Scale, options.Channels);
        (_mean, _std) = (options.InputMean, options.InputStd);
        _averages = [.. Enumerable.Range(0, options.Patches).Select(
            depth => Average(_geometry.Width(depth), options.PatchSize))];
    }

    /// <summary>Looks at every image at one location.</summary>
    /// <param name="images">Bytes, <c>[rows, channels, height, width]</c>.</param>
    /// <param name="locations">Each (x, y) in [-1, 1], <c>[rows, 2]</c>.</param>
    /// <returns>The glimpses, <c>[rows, patches x channels x size x size]</c>.</returns>
    public override Tensor forward(Tensor images, Tensor locations)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(locations);
        using var scope = NewDisposeScope();
        long rows = images.shape[0], height = images.shape[2], width = images.shape[3];
        Tensor planes = images.reshape(rows, images.shape[1], height * width);
        Tensor where = locations.detach();
        Tensor x = Pixels(where.select(1, 0), width), y = Pixels(where.select(1, 1), height);
        Tensor[] patches = [.. _averages.Select(
            (_, depth) => Patch(planes, x, y, width, height, depth).reshape(rows, -1))];
        return cat(patches, 1).MoveToOuterDisposeScope();
    }

    private static Tensor Pixels(Tensor locations, long size) =>
        (locations + 1).mul(0.5).mul(size).floor().to_type(ScalarType.Int64).unsqueeze(1);

    private Tensor Patch(Tensor planes, Tensor x, Tensor y, long width, long height, int depth)
    {
        long rows = planes.shape[0], channels = planes.shape[1];
        int side = _geometry.Width(depth);
        Tensor steps = arange(side, ScalarType.Int64) - side / 2;
        Tensor columns = x + steps, lines = y + steps;
        Tensor inside = (Within(lines, height).unsqueeze(2) & Within(columns, width).unsqueeze(1)).reshape(rows, 1, -1);
        Tensor index = lines.clamp(0, height - 1).mul(width).unsqueeze(2) + columns.clamp(0, width - 1).unsqueeze(1);
        Tensor pixels = planes.gather(2, index.reshape(rows, 1, -1).expand(rows, channels, -1));
        Tensor seen = (pixels.to_type(ScalarType.Float32).div(255 * _std) - _mean / _std).mul(inside).reshape(rows, channels, side, side);
        return _averages[depth] is { } average ? average.matmul(seen).matmul(average.t()) : seen;
    }

    private static Tensor Within(Tensor pixels, long size) => pixels.ge(0) & pixels.lt(size);

    // Row i of [size, width] holds the share of each pixel in cell i; the border pixels of a cell may be fractions.
    private static Tensor? Average(int width, int size)
    {
        if (width == size)
            return null;
        var shares = new float[size, width];
        for (int cell = 0; cell < size; cell++)
            for (int pixel = 0; pixel < width; pixel++)
            {
                int start = Math.Max(cell * width, pixel * size), end = Math.Min((cell + 1) * width, (pixel + 1) * size);
                shares[cell, pixel] = Math.Max(end - start, 0) / (float)width;
            }
        return from_array(shares);
    }
}
