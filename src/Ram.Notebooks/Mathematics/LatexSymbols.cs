namespace Ram.Notebooks.Mathematics;

/// <summary>The commands that stand for one symbol.</summary>
internal static class LatexSymbols
{
    /// <summary>Lower-case Greek and other letters, set in italics.</summary>
    public static readonly IReadOnlyDictionary<string, string> Letters = Table("""
        alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ
        mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ
        psi ψ omega ω ell ℓ imath ı jmath ȷ hbar ℏ
        """);

    /// <summary>Capital Greek and symbols that stand like a letter, set upright.</summary>
    public static readonly IReadOnlyDictionary<string, string> Upright = Table("""
        Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω
        infty ∞ partial ∂ nabla ∇ emptyset ∅ varnothing ∅ Re ℜ Im ℑ aleph ℵ top ⊤ bot ⊥ angle ∠ triangle △ square □
        dots … ldots … cdots ⋯ vdots ⋮ ddots ⋱ dotsc … dotsb ⋯ prime ′ degree ° % % # # _ _ $ $ checkmark ✓ star ⋆
        """);

    /// <summary>Relations, operations and arrows.</summary>
    public static readonly IReadOnlyDictionary<string, string> Operators = Table("""
        cdot ⋅ times × div ÷ pm ± mp ∓ ast ∗ circ ∘ bullet ∙ oplus ⊕ otimes ⊗ odot ⊙ ominus ⊖ wedge ∧ land ∧ vee ∨
        lor ∨ cap ∩ cup ∪ setminus ∖ neg ¬ lnot ¬
        in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ le ≤ leq ≤ leqslant ⩽ ge ≥ geq ≥ geqslant ⩾ ll ≪
        gg ≫ lt < gt > ne ≠ neq ≠ approx ≈ sim ∼ simeq ≃ cong ≅ equiv ≡ propto ∝ doteq ≐ triangleq ≜ coloneqq ≔ mid ∣
        parallel ∥ perp ⟂ vdash ⊢ models ⊨ to → rightarrow → leftarrow ← gets ← leftrightarrow ↔ Rightarrow ⇒
        Leftarrow ⇐ Leftrightarrow ⇔ implies ⟹ iff ⟺ mapsto ↦ longrightarrow ⟶ longleftarrow ⟵ longmapsto ⟼ uparrow ↑
        downarrow ↓ nearrow ↗ searrow ↘ hookrightarrow ↪ forall ∀ exists ∃ nexists ∄ colon : & &
        """);

    /// <summary>Operators whose limits stand below and above in displayed mathematics.</summary>
    public static readonly IReadOnlyDictionary<string, string> Large = Table("""
        sum ∑ prod ∏ coprod ∐ bigcup ⋃ bigcap ⋂ bigoplus ⨁ bigotimes ⨂ bigvee ⋁ bigwedge ⋀
        """);

    /// <summary>Integrals, whose limits stand beside them.</summary>
    public static readonly IReadOnlyDictionary<string, string> Integrals = Table("int ∫ iint ∬ iiint ∭ oint ∮");

    /// <summary>Named functions; limits stand beside the name.</summary>
    public static readonly IReadOnlySet<string> Functions = new HashSet<string>(
        "arccos arcsin arctan arg cos cosh cot coth csc deg dim exp hom ker lg ln log sec sin sinh tan tanh".Split(' '));

    /// <summary>Named functions whose limits stand below and above in displayed mathematics.</summary>
    public static readonly IReadOnlySet<string> LimitFunctions =
        new HashSet<string>("argmax argmin det gcd inf lim liminf limsup max min Pr sup".Split(' '));

    /// <summary>What stands on top of a letter.</summary>
    public static readonly IReadOnlyDictionary<string, string> Accents = Table("""
        hat ^ widehat ^ bar ¯ overline ¯ tilde ~ widetilde ~ vec → overrightarrow → dot ˙ ddot ¨ check ˇ breve ˘ acute ´
        grave ` mathring ˚ overbrace ⏞
        """);

    /// <summary>Accents that grow with what they stand on.</summary>
    public static readonly IReadOnlySet<string> WideAccents =
        new HashSet<string> { "widehat", "overline", "widetilde", "overrightarrow", "overbrace" };

    /// <summary>What stands below.</summary>
    public static readonly IReadOnlyDictionary<string, string> Underlines = Table("underline _ underbrace ⏟");

    /// <summary>Fences by command; the plain characters stand for themselves.</summary>
    public static readonly IReadOnlyDictionary<string, string> Fences = Table("""
        langle ⟨ rangle ⟩ lvert | rvert | vert | lVert ‖ rVert ‖ Vert ‖ | ‖ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ { { } } lbrace { rbrace }
        lbrack [ rbrack ]
        """);

    /// <summary>Spaces, in em.</summary>
    public static readonly IReadOnlyDictionary<string, string> Spaces = new Dictionary<string, string>
    {
        [","] = "0.1667em",
        ["thinspace"] = "0.1667em",
        [":"] = "0.2222em",
        [">"] = "0.2222em",
        [";"] = "0.2778em",
        ["!"] = "-0.1667em",
        [" "] = "0.25em",
        ["quad"] = "1em",
        ["qquad"] = "2em",
    };

    /// <summary>Commands that change nothing here.</summary>
    public static readonly IReadOnlySet<string> Ignored = new HashSet<string>
    {
        "limits", "nolimits", "nonumber", "notag", "textstyle", "scriptstyle", "hline", "mathstrut", "/",
    };

    /// <summary>Sizes for the delimiter that follows.</summary>
    public static readonly IReadOnlyDictionary<string, string> Sizes = new Dictionary<string, string>
    {
        ["big"] = "1.2em",
        ["Big"] = "1.8em",
        ["bigg"] = "2.4em",
        ["Bigg"] = "3em",
    };

    private static Dictionary<string, string> Table(string pairs)
    {
        var words = pairs.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        return words.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
    }
}
