namespace Ram.Figures;

/// <summary>The plots that notebooks need most, each in one call.</summary>
/// <example><code>
/// double[] x = [0, 0.5, 1];
/// Plot.Of("Squares", "A parabola.", "x", "x²", Plot.Curve("square", x, value =&gt; value * value))
/// </code></example>
public static class Plot
{
    /// <summary>Marks between two axes.</summary>
    /// <param name="title">What the figure shows.</param>
    /// <param name="altText">What somebody who cannot see it should be told.</param>
    /// <param name="x">The horizontal axis, or its label.</param>
    /// <param name="y">The vertical axis, or its label.</param>
    /// <param name="marks">What is drawn, the lowest first.</param>
    public static Figure Of(string title, string altText, string x, string y, params IReadOnlyList<Mark> marks) =>
        Of(title, altText, new Axis(x), new Axis(y), marks);

    /// <inheritdoc cref="Of(string, string, string, string, IReadOnlyList{Mark})"/>
    public static Figure Of(string title, string altText, Axis x, Axis y, params IReadOnlyList<Mark> marks) =>
        Of(title, altText, x, y, 260, marks);

    /// <summary>Two panels or more, side by side.</summary>
    public static Figure SideBySide(string title, string altText, params IReadOnlyList<Panel> panels) =>
        Figure.Of(title, altText, panels) with { Columns = panels.Count };

    /// <summary>A panel that is small enough to stand beside another one.</summary>
    /// <inheritdoc cref="Of(string, string, string, string, IReadOnlyList{Mark})"/>
    public static Panel Half(string title, string x, string y, params IReadOnlyList<Mark> marks) =>
        new(title, 240, 200) { Marks = marks, X = new Axis(x), Y = new Axis(y) };

    /// <summary>The values of a function as a line.</summary>
    /// <param name="name">The name in the legend.</param>
    /// <param name="x">Where the function is taken.</param>
    /// <param name="function">The function; a value that is not finite is a gap.</param>
    public static LineMark Curve(string name, IReadOnlyList<double> x, Func<double, double> function) =>
        new(x, [.. x.Select(function)]) { Name = name };

    /// <summary>Estimates as points, with bars of two standard errors each way.</summary>
    /// <param name="name">The name in the legend.</param>
    /// <param name="x">Where each estimate stands.</param>
    /// <param name="estimates">The estimates with their standard errors, as many.</param>
    /// <param name="color">The colour of points and bars as <c>#rrggbb</c>.</param>
    public static IReadOnlyList<Mark> Estimates(
        string name, IReadOnlyList<double> x, IReadOnlyList<(double Mean, double Error)> estimates, string color)
    {
        var bars = new LineMark(
            [.. x.SelectMany(at => new[] { at, at, double.NaN })],
            [.. estimates.SelectMany(at => new[] { at.Mean - 2 * at.Error, at.Mean + 2 * at.Error, double.NaN })], 1.5);
        var means = new PointsMark(x, [.. estimates.Select(at => at.Mean)], 4);
        return [bars with { Color = color }, means with { Name = name, Color = color }];
    }

    /// <summary>Maps of numbers over square grids, each from black at zero to white at its largest number.</summary>
    /// <param name="title">What the figure shows.</param>
    /// <param name="altText">What somebody who cannot see it should be told.</param>
    /// <param name="maps">The name of each map and its numbers, <c>[side, side]</c>.</param>
    /// <param name="columns">The maps in a row.</param>
    public static Figure Maps(
        string title, string altText, IReadOnlyList<(string Name, float[] Values)> maps, int columns)
    {
        return Figure.Of(title, altText, columns, caption: null, [.. maps.Select(map =>
        {
            int side = (int)Math.Sqrt(map.Values.Length);
            var image = ImageMark.Of(side, side, 1, map.Values, 0, Math.Max(map.Values.Max(), 1e-6));
            return Panel.Picture(image.Area, 94.0 / side, image) with { Title = map.Name };
        })]);
    }

    /// <summary>An image with places on it, as dots.</summary>
    /// <param name="title">What the panel shows.</param>
    /// <param name="image">The image.</param>
    /// <param name="locations">The places (x, y), -1 to 1 from edge to edge.</param>
    public static Panel Places(string title, ImageMark image, IReadOnlyList<(double X, double Y)> locations)
    {
        double[] across = [.. locations.Select(at => image.PixelWidth * (at.X + 1) / 2)];
        double[] down = [.. locations.Select(at => image.PixelHeight * (at.Y + 1) / 2)];
        var points = new PointsMark(across, down, 1.8) { Color = Palette.OverImageSecond };
        var area = new Box(-1, -1, image.PixelWidth + 2, image.PixelHeight + 2);
        return Panel.OverImage(area, 270, image with { Opacity = 0.75 }, points) with { Title = title };
    }

    internal static Figure Of(
        string title, string altText, Axis x, Axis y, double height, params IReadOnlyList<Mark> marks) =>
        Figure.Of(title, altText, new Panel(Height: height) { Marks = marks, X = x, Y = y });
}
