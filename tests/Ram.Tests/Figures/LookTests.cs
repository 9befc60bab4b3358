using Ram.Figures;
using Ram.Figures.Rendering;
using Ram.Images;
using Ram.Model;
using Ram.Numerics;
using Ram.Training;

namespace Ram.Tests.Figures;

/// <summary>That what is drawn is what is so.</summary>
public class LookTests
{
    [Fact]
    public void The_image_as_the_retina_sees_it_is_exact_in_the_sharpest_patch_and_black_beyond_the_widest()
    {
        ImageBatch images = Samples.WideImages;
        RamOptions options = Samples.WideOptions with { InputMean = 0.2, InputStd = 0.4 };
        var geometry = new GlimpseGeometry(options, images);
        const float X = 0.3f, Y = -0.4f;
        ImageMark painted = geometry.Painted(geometry.Look(images[0], X, Y), X, Y, geometry.Image);
        Box sharp = geometry.Patch(0, X, Y), wide = geometry.Patch(2, X, Y);
        int lit = 0;
        for (int row = 0; row < 60; row++)
        {
            for (int column = 0; column < 60; column++)
            {
                byte pixel = painted.Pixels[row * 60 + column];
                if (Holds(sharp, column, row))
                    Assert.Equal(images.Pixels[row * 60 + column], pixel);
                else if (!Holds(wide, column, row))
                    Assert.Equal(0, pixel);
                lit += Holds(sharp, column, row) && pixel > 0 ? 1 : 0;
            }
        }
        Assert.True(lit > 10);
    }

    [Fact]
    public void A_patch_in_the_picture_lies_where_the_retina_reads()
    {
        var retina = new Retina(8);
        (int left, int top) = retina.Corner(0, 0.5f, -0.25f, 28, 28);
        Assert.Equal(new Box(left, top, 8, 8), new GlimpseGeometry(Samples.Options, Samples.Images).Patch(0, 0.5f, -0.25f));
    }

    [Fact]
    public void Images_of_another_kind_than_the_model_are_refused() =>
        Assert.Throws<ArgumentException>(() => RetinaView.Of(Samples.Images, Samples.Options with { Channels = 3 }));

    [Fact]
    public void A_figure_of_beliefs_says_that_only_the_last_was_trained_unless_all_were()
    {
        RamOptions every = Samples.Options with { ClassifyEveryGlimpse = true };
        Assert.Contains("Only the belief after the last glimpse was trained", Belief.Of(Samples.Roll(Samples.Options)).Caption, StringComparison.Ordinal);
        Assert.DoesNotContain("trained", Belief.Of(Samples.Roll(every)).Caption, StringComparison.Ordinal);
        Assert.NotNull(Trajectory.Steps(Samples.Roll(Samples.Options), Samples.Images).Caption);
        Assert.Null(Trajectory.Steps(Samples.Roll(every), Samples.Images).Caption);
        Assert.NotNull(Samples.Animation().Scene.Caption);
    }

    [Theory]
    [InlineData(7, Palette.Right)]
    [InlineData(3, Palette.Emphasis)]
    [InlineData(null, "#0072b2")]
    public void The_most_probable_class_is_coloured_by_whether_it_is_right(int? label, string color)
    {
        var bars = (BarsMark)Belief.Of(Samples.Roll(Samples.Options), label).Panels[^1].Marks[0];
        Assert.Equal((7, color), (bars.Emphasis, bars.EmphasisColor));
    }

    [Fact]
    public void A_heat_map_is_hottest_where_most_looked()
    {
        Matrix[] locations = [.. new[] { (-0.9f, 0.9f), (-0.9f, 0.9f), (0.1f, 0.1f) }.Select(at =>
        {
            var matrix = new Matrix(1, 2);
            (matrix.Row(0)[0], matrix.Row(0)[1]) = at;
            return matrix;
        })];
        Figure figure = HeatMap.Of(locations, new ImageBatch(1, 1, 10, 10), cells: 2);
        var map = (ImageMark)figure.Panels[0].Marks[0];
        int last = map.PixelWidth - 1, plane = map.PixelWidth * map.PixelHeight;
        Assert.Equal("Glimpse 1, \u2264 66.7%", figure.Panels[0].Title);
        Assert.Equal(0, map.Pixels[0]);
        Assert.Equal(255, map.Pixels[last * map.PixelWidth]);
        Assert.Equal((byte)Math.Round(255 * Math.Sqrt(0.5)), map.Pixels[plane - 1]);
        Assert.Equal(0, map.Pixels[last]);
    }

    [Fact]
    public void Baselines_are_averaged_apart_by_return()
    {
        Rollout right = Samples.Roll(Samples.Options), wrong = Samples.Roll(Samples.Options);
        Array.Fill(wrong.Baselines, 0.25f);
        Figure figure = BaselineView.Of([right, wrong, wrong], [7, 1, 1]);
        var lines = figure.Panels[0].Marks.Cast<LineMark>().ToArray();
        Assert.Equal(["baseline, return 1", "baseline, return 0", "mean return"], lines.Select(line => line.Name));
        Assert.Equal(5, lines[0].Y.Count);
        Assert.All(lines[1].Y, value => Assert.Equal(0.25, value));
        Assert.All(lines[2].Y, value => Assert.Equal(1 / 3.0, value));
    }

    [Fact]
    public void Labels_and_rollouts_must_pair() =>
        Assert.Throws<ArgumentException>(() => BaselineView.Of([Samples.Roll(Samples.Options)], []));

    [Fact]
    public void A_learning_curve_keeps_a_runs_errors_in_one_colour()
    {
        Figure figure = LearningCurve.Of([new Curve("a", [1, 2], [9, 8], [7, 6]), new Curve("b", [1, 2], [5, 4])]);
        var lines = figure.Panels[0].Marks.Cast<LineMark>().ToArray();
        Assert.Equal(["a, training", "a, validation", "b, validation"], lines.Select(line => line.Name));
        Assert.Equal(lines[0].Color, lines[1].Color);
        Assert.NotEqual(lines[1].Color, lines[2].Color);
        Assert.Contains("a (lowest validation error 8%), b (lowest validation error 4%)", figure.AltText, StringComparison.Ordinal);
    }

    [Fact]
    public void A_trainers_log_makes_a_curve_of_what_was_measured()
    {
        EpochLog[] log = [.. Enumerable.Range(1, 4).Select(epoch =>
            new EpochLog(epoch, epoch * 10, epoch * 200, 1, 9 - epoch, 0.5, epoch % 2 == 0 ? 8 - epoch : null, 0.1, false))];
        var lines = LearningCurve.OfLog(log).Panels[0].Marks.Cast<LineMark>().ToArray();
        Assert.Equal(["training", "validation"], lines.Select(line => line.Name));
        Assert.Equal([8, 7, 6, 5], lines[0].Y);
        Assert.Equal([2, 4], lines[1].X);
        Assert.Equal([6, 4], lines[1].Y);
        Assert.Equal([200, 400, 600, 800], Curve.ByRollouts("run", log).X);
    }

    [Fact]
    public void A_contact_sheet_wants_a_label_for_each_image() =>
        Assert.Throws<ArgumentException>(() => ContactSheet.Of(Samples.Images, ["7"]));

    [Fact]
    public void A_table_in_markdown_is_aligned_and_escaped()
    {
        var table = new Table("t", [new Column("a|b"), new Column("n", IsNumber: true)], [["x", "1"], ["longer", "10.5"]]);
        Assert.Equal("""
            | a\|b   |    n |
            |--------|-----:|
            | x      |    1 |
            | longer | 10.5 |

            """.ReplaceLineEndings("\n"), table.ToMarkdown());
    }

    [Fact]
    public void A_row_must_fill_its_table() =>
        Assert.Throws<ArgumentException>(() => new Table("t", [new Column("a"), new Column("b")], [["x"]]));

    [Fact]
    public void A_diagram_refuses_what_it_cannot_join()
    {
        Assert.Throws<ArgumentException>(() => new Diagram([new Node("a", "A", 0, 0)], [new Edge("a", "b")]));
        Assert.Throws<ArgumentException>(() => new Diagram([new Node("a", "A", 0, 0), new Node("a", "A", 1, 0)], []));
    }

    [Fact]
    public void Underscores_make_subscripts_of_one_letter_or_a_group()
    {
        Assert.Equal([("h", false), ("t", true), (" + l", false), ("t+1", true)], TextMetrics.Runs("h_t + l_{t+1}"));
        Assert.Equal([("a_", false)], TextMetrics.Runs("a_"));
    }

    [Fact]
    public void A_colour_image_is_embedded_with_its_channels_together()
    {
        var image = new ImageMark(2, 1, 3, [255, 0, 0, 255, 7, 9]);
        byte[] png = Convert.FromBase64String(PngData.Uri(image)["data:image/png;base64,".Length..]);
        Assert.Equal([255, 0, 7, 0, 255, 9], EmbeddedPng.Samples(png));
    }

    [Fact]
    public void Plots_of_a_column_begin_at_one_edge()
    {
        Panel narrow = new() { Marks = [new LineMark([0, 1], [0, 1])], Width = 100, Height = 60 };
        var figure = new Figure
        {
            Title = "t",
            AltText = "a",
            Columns = 2,
            Panels = [narrow, narrow, narrow with { Marks = [new LineMark([0, 1], [0, 123456])] }, narrow],
        };
        PanelLayout[] panels = [.. new FigureLayout(figure).Panels];
        Assert.Equal(panels[0].PlotX, panels[2].PlotX);
        Assert.Equal(panels[0].PlotY, panels[1].PlotY);
        Assert.True(panels[1].PlotX >= panels[0].PlotX + 100 + Style.Gap);
        Assert.True(panels[2].PlotY >= panels[0].PlotY + 60 + Style.Gap);
    }

    [Fact]
    public void A_panel_over_two_rows_stands_beside_both()
    {
        Panel small = Panel.Picture(new Box(0, 0, 10, 10), 5), tall = Panel.Picture(new Box(0, 0, 10, 30), 5) with { RowSpan = 2 };
        var layout = new FigureLayout(new Figure { Title = "t", AltText = "a", Columns = 2, Panels = [tall, small, small] });
        Assert.Equal(layout.Panels[0].PlotY, layout.Panels[1].PlotY);
        Assert.Equal(layout.Panels[1].PlotX, layout.Panels[2].PlotX);
        Assert.Equal(layout.Panels[1].PlotY + 50 + Style.Gap, layout.Panels[2].PlotY);
        Assert.True(layout.CaptionTop >= layout.Panels[0].PlotY + 150);
    }

    private static bool Holds(Box box, int x, int y) =>
        x >= box.X && x < box.X + box.Width && y >= box.Y && y < box.Y + box.Height;
}
