using System.Globalization;
using Ram.Model;

namespace Ram.Figures;

/// <summary>The networks of the paper as diagrams.</summary>
public static class Diagrams
{
    private const string Key = "Blue: networks with weights. Grey: computed without weights. Orange: drawn at random. Dashed: no gradient flows.";

    /// <summary>One step of the whole model: a glimpse, the core, the three heads, and the location of the next glimpse.</summary>
    public static Figure Model() => new Diagram(
        [
            new Node("image", "image x", 0, 0, NodeKind.Value),
            new Node("retina", "Retina\n\u03c1(x, l_t)", 1, 0, NodeKind.Function),
            new Node("location", "l_t", 1, 1.3, NodeKind.Value),
            new Node("glimpse", "Glimpse network\ng_t", 2, 0),
            new Node("core", "Core network\nh_t", 3, 0),
            new Node("action", "Action network", 4, -1),
            new Node("baseline", "Baseline network", 4, 0),
            new Node("policy", "Location network", 4, 1.3),
            new Node("class", "p(class)", 5, -1, NodeKind.Value),
            new Node("expected", "b_t", 5, 0, NodeKind.Value),
            new Node("sample", "Normal(\u03bc_t, \u03c3)\nl_{t+1}", 5, 1.3, NodeKind.Random),
        ],
        [
            new Edge("image", "retina"),
            new Edge("retina", "glimpse"),
            new Edge("location", "retina") { Dashed = true },
            new Edge("location", "glimpse") { Lane = 1.3 },
            new Edge("glimpse", "core"),
            new Edge("core", "core", "h_{t\u22121}"),
            new Edge("core", "action"),
            new Edge("core", "baseline") { Dashed = true },
            new Edge("core", "policy") { Dashed = true },
            new Edge("action", "class"),
            new Edge("baseline", "expected"),
            new Edge("policy", "sample", "\u03bc_t"),
            new Edge("sample", "location", "the next glimpse") { Lane = 2, Dashed = true },
        ]).ToFigure("The recurrent attention model", "One step of the model: the retina reads the image at location l_t; the glimpse network joins what was seen with where; the core network takes that and its last state; from its state the action network gives the class probabilities, the baseline network the expected return and the location network the mean of a normal from which the next location is drawn.", Key);

    /// <summary>What and where: the glimpse network with the paper's widths.</summary>
    /// <param name="options">The model whose retina it reads; null for the default options.</param>
    public static Figure GlimpseNetwork(RamOptions? options = null)
    {
        int seen = (options ?? new RamOptions()).GlimpseSize;
        return new Diagram(
            [
                new Node("patches", string.Create(CultureInfo.InvariantCulture, $"\u03c1(x, l_t)\n{seen} numbers"), 0, 0, NodeKind.Value),
                new Node("location", "l_t\n2 numbers", 0, 1, NodeKind.Value),
                new Node("retina", "Linear, rectifier\n128 units", 1, 0),
                new Node("where", "Linear, rectifier\n128 units", 1, 1),
                new Node("what2", "Linear\n256 units", 2, 0),
                new Node("where2", "Linear\n256 units", 2, 1),
                new Node("sum", "Sum, rectifier", 3, 0.5, NodeKind.Function),
                new Node("g", "g_t\n256 numbers", 4, 0.5, NodeKind.Value),
            ],
            [
                new Edge("patches", "retina"),
                new Edge("location", "where"),
                new Edge("retina", "what2"),
                new Edge("where", "where2"),
                new Edge("what2", "sum"),
                new Edge("where2", "sum"),
                new Edge("sum", "g"),
            ]).ToFigure("The glimpse network: what and where", "Two paths, one from the retina's patches and one from the location, each of a linear layer with rectifier to 128 units and a linear layer to 256; their sum goes through a rectifier and is the glimpse vector.");
    }

    /// <summary>One step of the core network.</summary>
    /// <param name="kind">Its recurrence.</param>
    public static Figure CoreNetwork(CoreKind kind = CoreKind.Rectifier) =>
        kind == CoreKind.Lstm ? LstmCore() : RectifierCore();

    /// <summary>The core network over several glimpses: the same weights at each.</summary>
    /// <param name="glimpses">The glimpses to draw, 2 to 6.</param>
    public static Figure UnrolledCore(int glimpses = 4)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(glimpses, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(glimpses, 6);
        var nodes = new List<Node> { new("h0", "h_0 = 0", 0, 1, NodeKind.Value) };
        var edges = new List<Edge>();
        for (int t = 1; t <= glimpses; t++)
        {
            nodes.Add(new Node(Id("g", t), $"\u03c1(x, {Id("l_", t)})", t, 2, NodeKind.Value));
            nodes.Add(new Node(Id("h", t), $"Core\n{Id("h_", t)}", t, 1));
            edges.Add(new Edge(Id("g", t), Id("h", t), Id("g_", t)));
            edges.Add(new Edge(Id("h", t - 1), Id("h", t)));
            nodes.Add(t < glimpses
                ? new Node(Id("out", t), Id("l_", t + 1), t, 0, NodeKind.Random)
                : new Node(Id("out", t), "p(class)", t, 0, NodeKind.Value));
            edges.Add(new Edge(Id("h", t), Id("out", t)) { Dashed = t < glimpses });
        }
        return new Diagram(nodes, edges).ToFigure($"The core network, unrolled over {glimpses} glimpses",
            $"The core network drawn {glimpses} times from left to right, each taking a glimpse and the state before; each but the last leads to the location of the next glimpse, the last to the class probabilities.",
            "The weights are the same at every glimpse. The gradient of the class runs from right to left through the states; it does not pass the dashed arrows.");
    }

    private static Figure RectifierCore() => new Diagram(
        [
            new Node("g", "g_t", 0, 0, NodeKind.Value),
            new Node("h", "h_{t\u22121}", 0, 1, NodeKind.Value),
            new Node("input", "Linear\n256 \u2192 256", 1, 0),
            new Node("hidden", "Linear\n256 \u2192 256", 1, 1),
            new Node("sum", "Sum, rectifier", 2, 0.5, NodeKind.Function),
            new Node("out", "h_t", 3, 0.5, NodeKind.Value),
        ],
        [
            new Edge("g", "input"),
            new Edge("h", "hidden"),
            new Edge("input", "sum"),
            new Edge("hidden", "sum"),
            new Edge("sum", "out"),
        ]).ToFigure("The core network with rectifiers", "The glimpse vector and the last state each go through a linear layer; the rectified sum is the new state.");

    private static Figure LstmCore() => new Diagram(
        [
            new Node("g", "g_t", 0, 0.5, NodeKind.Value),
            new Node("h", "h_{t\u22121}", 0, 1.5, NodeKind.Value),
            new Node("gates", "Linear + Linear\n4 \u00d7 256 units", 1, 1),
            new Node("i", "input gate i\nlogistic", 2, 0, NodeKind.Function),
            new Node("f", "forget gate f\nlogistic", 2, 1, NodeKind.Function),
            new Node("c", "candidate g\ntanh", 2, 2, NodeKind.Function),
            new Node("o", "output gate o\nlogistic", 2, 3, NodeKind.Function),
            new Node("cell", "cell\nf c_{t\u22121} + i g", 3, 1, NodeKind.Function),
            new Node("out", "o tanh c_t", 4, 3, NodeKind.Function),
            new Node("state", "h_t", 5, 3, NodeKind.Value),
        ],
        [
            new Edge("g", "gates"),
            new Edge("h", "gates"),
            new Edge("gates", "i"),
            new Edge("gates", "f"),
            new Edge("gates", "c"),
            new Edge("gates", "o"),
            new Edge("i", "cell"),
            new Edge("f", "cell"),
            new Edge("c", "cell"),
            new Edge("cell", "cell", "c_{t\u22121}"),
            new Edge("cell", "out", "c_t"),
            new Edge("o", "out"),
            new Edge("out", "state"),
        ]).ToFigure("The core network with long short-term memory", "Two linear layers give four gates; the forget gate keeps the cell, the input gate lets the candidate in, and the output gate lets the cell out as the new state.");

    private static string Id(string prefix, int step) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{step}");
}
