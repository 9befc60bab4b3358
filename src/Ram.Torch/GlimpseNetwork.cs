using Ram.Model;
using Ram.Networks;
using static TorchSharp.torch;

namespace Ram.Torch;

/// <summary>
/// What and where in one vector: h_g = Rect(Linear(rho)), h_l = Rect(Linear(l)), g = Rect(Linear(h_g) + Linear(h_l)).
/// </summary>
public sealed class GlimpseNetwork : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> _retina, _location, _what, _where;

    /// <summary>A network with random weights, for the patches of a model.</summary>
    public GlimpseNetwork(RamOptions options, GlimpseWidths widths) : base(nameof(GlimpseNetwork))
    {
        ArgumentNullException.ThrowIfNull(options);
        _retina = nn.Linear(options.GlimpseSize, widths.What);
        _location = nn.Linear(2, widths.Where);
        _what = nn.Linear(widths.What, widths.Glimpse);
        _where = nn.Linear(widths.Where, widths.Glimpse);
        register_module("retina", _retina);
        register_module("location", _location);
        register_module("what", _what);
        register_module("where", _where);
    }

    /// <summary>The glimpse vectors g.</summary>
    /// <param name="patches">The retina's output, <c>[rows, glimpse size]</c>.</param>
    /// <param name="locations">(x, y) in [-1, 1], <c>[rows, 2]</c>.</param>
    /// <returns><c>[rows, widths.Glimpse]</c></returns>
    public override Tensor forward(Tensor patches, Tensor locations)
    {
        Tensor what = _retina.call(patches).relu(), where = _location.call(locations).relu();
        return (_what.call(what) + _where.call(where)).relu();
    }
}
