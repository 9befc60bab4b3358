namespace Ram.Notebooks.Tests;

/// <summary>Two notebooks with everything that a page shows.</summary>
internal static class SampleNotebooks
{
    private const string Figure = """
        var svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"700\" height=\"240\" viewBox=\"0 0 700 240\">"
            + "<title>A path over three glimpses</title><defs><clipPath id=\"frame\"><rect width=\"700\" height=\"240\"/></clipPath></defs>"
            + "<rect width=\"700\" height=\"240\" fill=\"#ffffff\"/><g clip-path=\"url(#frame)\"><circle cx=\"120\" cy=\"120\" r=\"90\" fill=\"#56b4e9\"/>"
            + "<circle cx=\"350\" cy=\"120\" r=\"70\" fill=\"#e69f00\"/><circle cx=\"580\" cy=\"120\" r=\"50\" fill=\"#009e73\"/></g>"
            + "<text x=\"350\" y=\"225\" text-anchor=\"middle\" font-size=\"16\" fill=\"#222\">three glimpses</text></svg>";
        svg.DisplayAs("image/svg+xml");
        svg.DisplayAs("image/svg+xml");
        """;

    private const string Slider = """
        HTML("<div><label>Glimpse <input id=\"slider\" type=\"range\" min=\"0\" max=\"5\" value=\"0\"></label>"
            + " <output id=\"shown\">0</output></div><script>{ const s = document.getElementById('slider');"
            + " s.addEventListener('input', () => document.getElementById('shown').textContent = s.value); }</script>")
        """;

    // One pixel.
    private const string Pixel = """
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==".DisplayAs("image/png");
        """;

    public static string[] First =>
    [
        """
        md:# The location network

        In this notebook you build the Gaussian policy of the location network, sample from it, and see why the
        gradient of its log-probability $\nabla_\theta \log \pi(l \mid h_t)$ is all that training needs. It takes
        about *three minutes*.

        Before you start, read [the first notebook](second.ipynb#what-the-model-sees) or the
        [paper](https://arxiv.org/abs/1406.6247).
        """,
        """
        // Check the runtime first: older kernels cannot load the library.
        if (Environment.Version.Major < 10)
            throw new InvalidOperationException($"This notebook needs .NET 10, not {Environment.Version}.");
        var random = new Random(7);
        """,
        """
        md:## The policy

        The mean is a linear function of the state, and a sample adds noise of a fixed deviation:

        $$
        \mu_t = \mathbf{W} h_t + b, \qquad l_{t+1} \sim \mathcal{N}\left(\mu_t, \sigma^2 \mathbf{I}\right)
        $$

        so that the expected return has the gradient

        $$
        \nabla_\theta J = \sum_{t=1}^{T-1} \mathbb{E}_{p(s_{1:T};\theta)}\left[ \frac{\partial \log \pi(l_{t+1} \mid h_t)}{\partial \theta} \left(R - b_t\right) \right]
        \approx \frac{1}{M} \sum_{i=1}^{M} \sum_{t=1}^{T-1} \nabla_\theta \log \pi(l^{i}_{t+1} \mid h^{i}_t) \left(R^i - b_t\right).
        $$

        > The baseline $b_t$ changes the variance, never the mean.

        | squash | formula | range |
        |:--|:-:|--:|
        | `clip` | $\min(1, \max(-1, x))$ | [-1, 1] |
        | `tanh` | $\tanh x$ | (-1, 1) |

        ```csharp
        var mean = network.Forward(state); // [rollouts, 2]
        ```
        """,
        """
        record Sample(int Step, double X, double Y);
        static double Normal(Random random) =>
            Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

        var samples = Enumerable.Range(1, 3).Select(t => new Sample(t, Math.Round(Normal(random), 3), 0.25)).ToList();
        Console.WriteLine($"{samples.Count} samples drawn");
        Console.Error.WriteLine("a warning");
        samples
        """,
        "md:### What it looks like\n\nThree glimpses, from the widest to the narrowest.",
        Figure,
        Slider,
        Pixel,
        "Enumerable.Range(0, 8).Select(i => i * 0.125)",
        "md:## Exercises\n\n1. Make the deviation $\\sigma$ larger.\n2. Squash with `tanh` and look again.\n",
    ];

    public static string[] Second =>
    [
        """
        md:# The action network

        A softmax over ten classes; go [back](first.ipynb) if you have not met the policy.

        ## What the model sees

        $$
        p(y = k \mid h_T) = \frac{e^{z_k}}{\sum_{j} e^{z_j}}, \qquad
        A = \begin{bmatrix} 1 & 0 \\ 0 & \hat{\sigma}^2 \end{bmatrix}, \qquad
        R = \begin{cases} 1 & \text{if } \hat{y} = y \\ 0 & \text{otherwise} \end{cases}
        $$
        """,
        "var z = new[] { 1.0, 2.0, 3.0 };\nz.Select(Math.Exp).Select(e => Math.Round(e / z.Sum(Math.Exp), 4))",
    ];
}
