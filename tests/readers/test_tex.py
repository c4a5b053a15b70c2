"""TeX made plain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooccur.readers.tex import untex


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"Auth{\"o}r", "Authör"),
        (r"Id\H{o}", "Idő"),
        (r"ko\v{s}ile \v Cas", "košile Čas"),
        (r"fa\c{c}ade {\'E}toile \'Etude", "façade Étoile Étude"),
        (r"na\"{\i}ve", "naïve"),
        (r"Stra{\ss}e, \O{}sted, \AE sop", "Straße, Østed, Æsop"),
        (r"R\&D 5\% \$3 a\_b \#1 \{x\}", "R&D 5% $3 a_b #1 {x}"),
        ("``windless{''} `the human'", "\"windless\" 'the human'"),
        ("{[}Anonymous]", "[Anonymous]"),
        (r"$\alpha$-decay of H$_2$O in $10^{6}$ s", "α-decay of H2O in 106 s"),
        ("from $5 million to $10", "from $5 million to $10"),
        (r"the $x$-ray of $\beta x_2$", "the x-ray of βx2"),
        (r"\emph{Homo} \textbf{sapiens}", "Homo sapiens"),
        (r"2005--2015~---~a~decade", "2005–2015 — a decade"),
        (r"\unknown{x}", r"\unknownx"),
        (r"a\\b\-c", "a bc"),
        ("plain text; 中文", "plain text; 中文"),
    ],
)
def test_marks_are_decoded(text, expected):
    assert untex(text) == expected


@given(st.text(alphabet="\\{}$'\"`~-ocv ab_^&é中"))
def test_any_text_can_be_decoded(text):
    assert isinstance(untex(text), str)
