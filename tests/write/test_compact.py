import re

import pytest

from cooccur.write.compact import compact_script, compact_style
from cooccur.write.html import SCRIPTS, page_script


@pytest.mark.parametrize(
    ("source", "compact"),
    [
        ("const a = 1 + 2;  // three\n", "const a=1+2;"),
        ("/* why */\nlet b = x => { return x; };", "let b=x=>{return x;};"),
        ("say(\"a  //  b\", 'c /* d */');", "say(\"a  //  b\",'c /* d */');"),
        ("f(`a  b ${c ? ` d  ${e}` : g}  h`, 1);", "f(`a  b ${c ? ` d  ${e}` : g}  h`,1);"),
        ("a + +b - -c;", "a+ +b- -c;"),
        ("x = y / 2 / z;", "x=y/2/z;"),
        ("t.replace(/[ '\"/] +/g, ' ');", "t.replace(/[ '\"/] +/g,' ');"),
        ("return typeof x in {};", "return typeof x in{};"),
        ("if (a) b();\n\n\n  else c();\n", "if(a)b();\nelse c();"),
    ],
)
def test_a_script_loses_only_what_readers_need(source, compact):
    assert compact_script(source) == compact


def test_every_string_of_the_script_survives():
    words = re.findall(r'"[^"\\\n]*"', page_script())
    assert '"Keyword co-occurrence map"' in words
    assert '"切换为中文"' in words
    assert len(SCRIPTS) == len(set(SCRIPTS))


@pytest.mark.parametrize(
    ("source", "compact"),
    [
        ("a b { color: red; }\n/* x */\np { margin: 0 1px; }", "a b{color:red;}p{margin:0 1px;}"),
        ("a:hover .b,\nc { --x: 1; }", "a:hover .b,c{--x:1;}"),
        ("@media (max-width: 9px) {\n  a { b: c; }\n}", "@media (max-width:9px){a{b:c;}}"),
    ],
)
def test_a_style_sheet_loses_only_what_readers_need(source, compact):
    assert compact_style(source) == compact
