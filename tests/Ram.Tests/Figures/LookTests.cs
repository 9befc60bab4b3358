using Ram.Data;
using Ram.Figures;
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
        Box[] patches = geometry.Patches(X, Y);
        ImageMark painted = geometry.Painted(geometry.Look(images[0], X, Y), patches, geometry.Image);
        (Box sharp, Box wide) = (patches[0], patches[2]);
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
        Assert.Equal(
            [new Box(left, top, 8, 8)], new GlimpseGeometry(Samples.Options, Samples.Images).Patches(0.5f, -0.25f));
    }

    [Fact]
    public void Images_of_another_kind_than_the_model_are_refused() =>
        Assert.Throws<ArgumentException>(() => RetinaView.Of(Samples.Images, Samples.Options with { Channels = 3 }));

    [Fact]
    public void A_figure_of_beliefs_says_that_only_the_last_was_trained_unless_all_were()
    {
        RamOptions every = Samples.Options with { ClassifyEveryGlimpse = true };
        Assert.Contains("Only the belief after the last glimpse was trained", Trajectory.Beliefs(Samples.Roll(Samples.Options)).Caption, StringComparison.Ordinal);
        Assert.DoesNotContain("trained", Trajectory.Beliefs(Samples.Roll(every)).Caption, StringComparison.Ordinal);
        Assert.NotNull(Trajectory.Steps(Samples.Roll(Samples.Options), Samples.Images).Caption);
        Assert.Null(Trajectory.Steps(Samples.Roll(every), Samples.Images).Caption);
        Assert.NotNull(Samples.Animation().Caption);
    }

    [Theory]
    [InlineData(7, Palette.Right)]
    [InlineData(3, Palette.Emphasis)]
    [InlineData(null, "#0072b2")]
    public void The_most_probable_class_is_coloured_by_whether_it_is_right(int? label, string color)
    {
        var bars = (BarsMark)Trajectory.Beliefs(Samples.Roll(Samples.Options), label).Panels[^1].Marks[0];
        Assert.Equal((7, color), (bars.Emphasis, bars.EmphasisColor));
    }

    [Fact]
    public void Classes_with_names_are_called_by_them()
    {
        Rollout rollout = Samples.Roll(Samples.Options) with
        {
            Options = Samples.Options with { Classes = 3 },
            Probabilities = new Matrix(6, 3),
            ClassNames = ["cat", "dog", "ox"],
        };
        rollout.Probabilities.Row(5)[2] = 1;
        Figure steps = Trajectory.Steps(rollout, Samples.Images, 0, 1);
        Assert.Equal("ox: 100%", steps.Panels[^1].Title);
        Assert.Equal(["cat", "dog", "ox"], steps.Panels[^1].X.Categories);
        Assert.Contains("class ox with probability 1.00, but it is dog", steps.AltText, StringComparison.Ordinal);
        Assert.Contains("The class is dog.", Trajectory.Beliefs(rollout, 1).Caption, StringComparison.Ordinal);
        Assert.DoesNotContain(Trajectory.Animate(rollout, Samples.Images).Panels[2].Marks, mark => mark is TextMark);
    }

    [Theory]
    [InlineData("cross", 8, "cross: 100%")]
    [InlineData("grandfather clock", 6, "grandfather clock: 100%")]
    [InlineData("Donaudampfschifffahrt", 8, "Donaudamp\u2026: 100%")]
    public void A_name_is_shortened_only_where_two_lines_do_not_hold_it(string name, int glimpses, string title)
    {
        Rollout rollout = Samples.Roll(Samples.Options with { Glimpses = glimpses }) with { ClassNames = [.. Samples.ClassNames.Take(7), name, "x", "y"] };
        rollout.Probabilities.Row(glimpses - 1)[7] = 1;
        Panel panel = Trajectory.Steps(rollout, Samples.Images).Panels[^1];
        Assert.Equal(title, panel.Title);
        IReadOnlyList<string> lines = new PanelLayout(panel, 0, 0).Title;
        Assert.InRange(lines.Count, 1, 2);
        Assert.All(lines, line => Assert.True(TextMetrics.TitleWidth(line) <= panel.Width, line));
    }

    [Fact]
    public void Names_below_bars_use_the_room_of_shorter_neighbours()
    {
        Rollout rollout = Samples.Roll(Samples.Options) with { Probabilities = new Matrix(6, 3), ClassNames = ["ox", "polar bear", "cat"] };
        Assert.Equal(rollout.ClassNames, GlimpseScene.Belief(rollout, 0, null, 143, 80).X.Categories);
        Assert.Equal(["ox", "pola\u2026", "cat"], GlimpseScene.Belief(rollout, 0, null, 130, 80).X.Categories);
        Rollout alike = rollout with { ClassNames = ["polar fox", "polar bear", "cat"] };
        Assert.Equal(["0", "1", "2"], GlimpseScene.Belief(alike, 0, null, 130, 80).X.Categories);
    }

    [Fact]
    public void Locations_have_no_negative_zero()
    {
        Rollout rollout = Samples.Roll(Samples.Options with { Glimpses = 1 });
        (rollout.Locations.Row(0)[0], rollout.Locations.Row(0)[1]) = (-0.001f, -0.0f);
        foreach (Figure figure in new[]
        {
            Trajectory.Steps(rollout, Samples.Images), HeatMap.Of([rollout], Samples.Images),
            RetinaView.Of(Samples.Images, Samples.Options, -0.001f, -0.0f),
        })
            Assert.Contains("(0, 0)", figure.AltText, StringComparison.Ordinal);
    }

    [Fact]
    public void A_heat_map_has_the_shape_of_the_images()
    {
        Rollout rollout = Samples.Roll(Samples.Options);
        Panel wide = HeatMap.Of([rollout], new ImageBatch(1, 1, 48, 64)).Panels[0];
        Panel high = HeatMap.Of([rollout], new ImageBatch(1, 1, 64, 32)).Panels[0];
        Assert.Equal((144, 108), (wide.Width, wide.Height));
        Assert.Equal((72, 144), (high.Width, high.Height));
        Assert.Equal(new Box(0, 0, 64, 48), ((ImageMark)wide.Marks[0]).Area);
    }

    [Fact]
    public void Long_names_are_cut_and_many_stand_as_numbers_beside_the_name_of_the_most_probable()
    {
        Rollout rollout = Samples.Named();
        Panel belief = Trajectory.Steps(rollout, Samples.Images).Panels[^1];
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"], belief.X.Categories);
        Assert.StartsWith("holly", belief.Title, StringComparison.Ordinal);
        Assert.EndsWith("\u2026: 86%", belief.Title, StringComparison.Ordinal);
        Assert.StartsWith("6: holly", Trajectory.Beliefs(rollout).Panels[^1].Title, StringComparison.Ordinal);
        TextMark[] said = [.. Trajectory.Animate(rollout, Samples.Images).Panels[2].Marks.OfType<TextMark>()];
        Assert.Equal("bicycle: 14%", said[0].Text);
        Assert.Equal(0..1, said[0].Frames);
        Assert.Equal(6, said.Length);
    }

    [Fact]
    public void A_confusion_table_of_long_names_has_numbers_above_its_columns()
    {
        var examples = new LabelledImages(new ImageBatch(10, 1, 8, 8), [.. Enumerable.Range(0, 10).Select(i => (byte)i)], 10, Samples.ClassNames);
        var model = new RecurrentAttentionModel(Samples.Options);
        var evaluation = Evaluation.Run(model, examples);
        Table table = new ConfusionMatrix(evaluation, examples).ToTable();
        Assert.Equal(["", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9"], table.Columns.Select(column => column.Heading));
        Assert.Equal("3 dining table", table.Rows[3][0]);
        var brief = new LabelledImages(examples.Images, examples.Labels, 10, [.. Samples.ClassNames.Select(name => name[..3])]);
        Assert.Equal("aer", new ConfusionMatrix(evaluation, brief).ToTable().Columns[1].Heading);
    }

    [Fact]
    public void A_heat_map_is_hottest_where_most_looked()
    {
        Rollout[] rollouts = [.. new[] { (-0.9f, 0.9f), (-0.9f, 0.9f), (0.1f, 0.1f) }.Select(at =>
        {
            Rollout rollout = Samples.Roll(Samples.Options with { Glimpses = 1 });
            (rollout.Locations.Row(0)[0], rollout.Locations.Row(0)[1]) = at;
            return rollout;
        })];
        Figure figure = HeatMap.Of(rollouts, new ImageBatch(1, 1, 10, 10), cells: 2);
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
        Figure figure = Trajectory.Baselines([right, wrong, wrong], [7, 1, 1]);
        var lines = figure.Panels[0].Marks.Cast<LineMark>().ToArray();
        Assert.Equal(["baseline, return 1", "baseline, return 0", "mean return"], lines.Select(line => line.Name));
        Assert.Equal(5, lines[0].Y.Count);
        Assert.All(lines[1].Y, value => Assert.Equal(0.25, value));
        Assert.All(lines[2].Y, value => Assert.Equal(1 / 3.0, value));
    }

    [Fact]
    public void Labels_and_rollouts_must_pair() =>
        Assert.Throws<ArgumentException>(() => Trajectory.Baselines([Samples.Roll(Samples.Options)], []));

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
        EpochLog[] unvalidated = [.. log.Select(epoch => epoch with { ValidationErrorPercent = null })];
        Assert.Equal("training", Assert.Single(LearningCurve.OfLog(unvalidated).Panels[0].Marks.Cast<LineMark>()).Name);
    }

    [Fact]
    public void Steps_have_one_column_at_least() =>
        Assert.Equal(1, Trajectory.Steps(Samples.Roll(Samples.Options), Samples.Images, columns: 0).Columns);

    [Fact]
    public void A_photograph_is_embedded_no_finer_than_it_is_shown()
    {
        var photograph = new ImageBatch(1, 1, 1200, 900);
        new Random(1).NextBytes(photograph.Pixels);
        Assert.InRange(Trajectory.Steps(Samples.Roll(Samples.Options), photograph).ToSvg().Length, 1, 1_500_000);
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
    public void A_colour_image_is_embedded_with_its_channels_together()
    {
        var image = new ImageMark(2, 1, 3, [255, 0, 0, 255, 7, 9]);
        byte[] png = Convert.FromBase64String(image.ToDataUri()["data:image/png;base64,".Length..]);
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
        IReadOnlyList<PanelLayout> panels = new FigureLayout(figure).Panels;
        Assert.Equal(panels[0].PlotX, panels[2].PlotX);
        Assert.Equal(panels[0].PlotY, panels[1].PlotY);
        Assert.True(panels[1].PlotX >= panels[0].PlotX + 100 + Style.Gap);
        Assert.True(panels[2].PlotY >= panels[0].PlotY + 60 + Style.Gap);
    }

    [Fact]
    public void A_panel_over_two_columns_stands_below_both_and_the_next_in_a_row_of_its_own()
    {
        Panel small = Panel.Picture(new Box(0, 0, 10, 10), 5), wide = Panel.Picture(new Box(0, 0, 50, 10), 5) with { ColumnSpan = 2 };
        var figure = new Figure { Title = "t", AltText = "a", Columns = 2, Panels = [small, small, wide, small, wide] };
        Assert.Equal([(0, 0), (0, 1), (1, 0), (2, 0), (3, 0)], FigureLayout.Cells(figure).Select(cell => (cell.Row, cell.Column)));
        var layout = new FigureLayout(figure);
        Assert.Equal(layout.Panels[0].PlotX, layout.Panels[2].PlotX);
        Assert.Equal(layout.Panels[0].PlotY + 50 + Style.Gap, layout.Panels[2].PlotY);
        Assert.True(layout.Width >= 250 + 2 * Style.Margin);
    }

    [Fact]
    public void Numbers_of_eight_glimpses_keep_apart()
    {
        RamOptions options = Samples.Options with { Glimpses = 8 };
        Rollout rollout = Samples.Roll(options);
        for (int t = 0; t < 8; t++)
            (rollout.Locations.Row(t)[0], rollout.Locations.Row(t)[1]) = (0.1f * (t % 2), 0.05f * (t % 3));
        Box[] tags = [.. Trajectory.Overview(rollout, Samples.Images).Panels[0].Marks.OfType<RectanglesMark>()
            .Where(mark => mark.Fill is not null).Select(mark => mark.Boxes[0])];
        Assert.Equal(8, tags.Length);
        for (int i = 0; i < tags.Length; i++)
            for (int j = 0; j < i; j++)
                Assert.False(Math.Abs(tags[i].X - tags[j].X) < tags[i].Width - 1e-9
                    && Math.Abs(tags[i].Y - tags[j].Y) < tags[i].Height - 1e-9, $"{i + 1} lies over {j + 1}");
    }

    private static bool Holds(Box box, int x, int y) =>
        x >= box.X && x < box.X + box.Width && y >= box.Y && y < box.Y + box.Height;
}
