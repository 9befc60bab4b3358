using System.Xml.Linq;
using Ram.Notebooks.Mathematics;

namespace Ram.Notebooks.Tests;

public sealed class LatexToMathMLTests
{
    // Elements without their attributes, which is what the eye sees first: x_t^2 → msubsup(mi:x mi:t mn:2).
    private static string Shape(string latex, bool display = false)
    {
        var result = LatexToMathML.Translate(latex, display);
        Assert.Empty(result.Problems);
        return string.Join(' ', XElement.Parse(result.Markup).Elements().Select(Shape));
    }

    private static string Shape(XElement element) => element.HasElements
        ? $"{element.Name.LocalName}({string.Join(' ', element.Elements().Select(Shape))})"
        : element.Value.Length == 0 ? element.Name.LocalName : $"{element.Name.LocalName}:{element.Value}";

    [Theory]
    [InlineData("x", "mi:x")]
    [InlineData("12.5", "mn:12.5")]
    [InlineData("60,000", "mn:60,000")]
    [InlineData("f(1,2)", "mi:f mo:( mn:1 mo:, mn:2 mo:)")]
    [InlineData("a - b", "mi:a mo:− mi:b")]
    [InlineData("x_t^2", "msubsup(mi:x mi:t mn:2)")]
    [InlineData("x^{2}_{t+1}", "msubsup(mi:x mrow(mi:t mo:+ mn:1) mn:2)")]
    [InlineData("x^23", "msup(mi:x mn:2) mn:3")]
    [InlineData("x'", "msup(mi:x mo:′)")]
    [InlineData("{}_a", "msub(mrow mi:a)")]
    [InlineData(@"\frac{1}{2}", "mfrac(mn:1 mn:2)")]
    [InlineData(@"\frac12", "mfrac(mn:1 mn:2)")]
    [InlineData(@"\dfrac{a}{b}", "mstyle(mfrac(mi:a mi:b))")]
    [InlineData(@"\sqrt{x}", "msqrt(mi:x)")]
    [InlineData(@"\sqrt[3]{x}", "mroot(mi:x mn:3)")]
    [InlineData(@"\binom{n}{k}", "mrow(mo:( mfrac(mi:n mi:k) mo:))")]
    [InlineData(@"\sum_{i=1}^{N} x_i", "munderover(mo:∑ mrow(mi:i mo:= mn:1) mi:N) msub(mi:x mi:i)")]
    [InlineData(@"\prod_t \pi", "munder(mo:∏ mi:t) mi:π")]
    [InlineData(@"\int_0^1", "msubsup(mo:∫ mn:0 mn:1)")]
    [InlineData(@"\lim\limits_{n \to \infty}", "munder(mo:lim mrow(mi:n mo:→ mi:∞))")]
    [InlineData(@"\operatorname*{arg\,max}_a", "munder(mo:arg\u2009max mi:a)")]
    [InlineData(@"\operatorname{clip}(x)", "mo:clip mo:( mi:x mo:)")]
    [InlineData(@"\alpha\beta\varepsilon\Sigma", "mi:α mi:β mi:ε mi:Σ")]
    [InlineData(@"\log \pi", "mo:log mi:π")]
    [InlineData(@"\nabla_\theta J", "msub(mi:∇ mi:θ) mi:J")]
    [InlineData(@"\partial x", "mi:∂ mi:x")]
    [InlineData(@"\mathbb{E}_{p}", "msub(mi:𝔼 mi:p)")]
    [InlineData(@"\mathbb R^n", "msup(mi:ℝ mi:n)")]
    [InlineData(@"\mathcal{N} \mathcal{L}", "mi:𝒩 mi:ℒ")]
    [InlineData(@"\mathbf{W}_1", "msub(mi:𝐖 mn:1)")]
    [InlineData(@"\boldsymbol{\theta}", "mi:𝜽")]
    [InlineData(@"\mathrm{retina}", "mi:retina")]
    [InlineData(@"\hat{y}_t", "msub(mover(mi:y mo:^) mi:t)")]
    [InlineData(@"\bar x", "mover(mi:x mo:¯)")]
    [InlineData(@"\underbrace{a+b}_{c}", "munder(munder(mrow(mi:a mo:+ mi:b) mo:⏟) mi:c)")]
    [InlineData(@"\text{if } x", "mtext:if\u00A0 mi:x")]
    [InlineData(@"\text{a_{b}}", "mtext:a_{b}")]
    [InlineData(@"\left( \frac{a}{b} \right)", "mrow(mo:( mfrac(mi:a mi:b) mo:))")]
    [InlineData(@"\left. x \right|_{0}", "msub(mrow(mi:x mo:|) mn:0)")]
    [InlineData(@"\left\{ a \middle| b \right\}", "mrow(mo:{ mi:a mo:| mi:b mo:})")]
    [InlineData(@"\bigl[ x \bigr]", "mo:[ mi:x mo:]")]
    [InlineData(@"\lVert x \rVert", "mo:‖ mi:x mo:‖")]
    [InlineData(@"a \cdot b \times c", "mi:a mo:⋅ mi:b mo:× mi:c")]
    [InlineData(@"x \in [-1, 1]", "mi:x mo:∈ mo:[ mo:− mn:1 mo:, mn:1 mo:]")]
    [InlineData(@"a \le b \ge c \approx d \sim e \ne f", "mi:a mo:≤ mi:b mo:≥ mi:c mo:≈ mi:d mo:∼ mi:e mo:≠ mi:f")]
    [InlineData(@"a\,b\quad c\;", "mi:a mspace mi:b mspace mi:c mspace")]
    [InlineData(@"\begin{matrix} a & b \\ c & d \end{matrix}", "mtable(mtr(mtd(mi:a) mtd(mi:b)) mtr(mtd(mi:c) mtd(mi:d)))")]
    [InlineData(@"\begin{pmatrix} 1 \\[2pt] 2 \\ \end{pmatrix}", "mrow(mo:( mtable(mtr(mtd(mn:1)) mtr(mtd(mn:2))) mo:))")]
    [InlineData(@"\begin{cases} 1 & a \\ 0 & b \end{cases}", "mrow(mo:{ mtable(mtr(mtd(mn:1) mtd(mi:a)) mtr(mtd(mn:0) mtd(mi:b))))")]
    [InlineData(@"\begin{aligned} x &= 1 \\ &[2] \end{aligned}", "mtable(mtr(mtd(mi:x) mtd(mrow(mo:= mn:1))) mtr(mtd(mrow) mtd(mrow(mo:[ mn:2 mo:]))))")]
    [InlineData(@"\begin{array}{l|r} a & b \end{array}", "mtable(mtr(mtd(mi:a) mtd(mi:b)))")]
    [InlineData("x % a comment\n+ y", "mi:x mo:+ mi:y")]
    [InlineData(@"\overset{!}{=}", "mover(mo:= mo:!)")]
    [InlineData(@"\displaystyle \sum_i", "mstyle(munder(mo:∑ mi:i))")]
    public void What_notebooks_use_is_translated(string latex, string shape) => Assert.Equal(shape, Shape(latex));

    [Theory]
    [InlineData(@"a \foo b", @"unknown command \foo", "mi:a mtext:\\foo mi:b")]
    [InlineData(@"\begin{tikzcd} a \end{tikzcd}", "unknown environment tikzcd", "mtable(mtr(mtd(mi:a)))")]
    [InlineData("{a", "} expected, the end found", "mrow(mi:a mtext)")]
    [InlineData("a}", "} without its beginning", "mi:a mtext:}")]
    [InlineData(@"\left( a", @"\right expected, the end found", "mrow(mo:( mi:a mtext)")]
    [InlineData(@"a \right)", @"\right without its beginning", "mi:a mtext:\\right mo:)")]
    [InlineData(@"\begin{matrix} a", @"\end{matrix} expected, the end found", "mtext")]
    [InlineData(@"\begin{matrix} a \end{cases}", @"\begin{matrix} is ended by \end{cases}", "mtable(mtr(mtd(mi:a)))")]
    [InlineData("x^", "an argument is missing", "msup(mi:x mrow)")]
    [InlineData(@"\frac{a}", "an argument is missing", "mfrac(mi:a mrow)")]
    public void What_it_does_not_know_is_shown_and_reported(string latex, string problem, string shape)
    {
        var result = LatexToMathML.Translate(latex, display: true);
        Assert.Equal([problem], result.Problems);
        Assert.Equal(shape, string.Join(' ', XElement.Parse(result.Markup).Elements().Select(Shape)));
    }

    [Fact]
    public void Any_text_ends_in_well_formed_markup()
    {
        const string alphabet = @"\{}_^&ax1 []()|'$%.é";
        string[] words = [@"\frac", @"\left", @"\right", @"\begin{cases}", @"\end{cases}", @"\\", @"\hat", @"\text{a}", @"\sqrt["];
        var random = new Random(1);
        for (var round = 0; round < 2000; round++)
        {
            var latex = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => random.Next(3) == 0
                ? words[random.Next(words.Length)]
                : alphabet[random.Next(alphabet.Length)].ToString()));
            XElement.Parse(LatexToMathML.Translate(latex, display: false).Markup);
        }
    }

    [Fact]
    public void Display_mathematics_is_a_block_and_keeps_its_source()
    {
        var math = XElement.Parse(LatexToMathML.Translate(" a < b ", display: true).Markup);
        Assert.Equal("block", (string?)math.Attribute("display"));
        Assert.Equal("a < b", (string?)math.Attribute("alttext"));
    }
}
