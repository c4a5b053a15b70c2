"""Countries that a database tells by their ISO code, by the names that WOS gives them."""

from __future__ import annotations

from typing import Final

_PAIRS: Final = (
    "AE:U Arab Emirates;AR:Argentina;AT:Austria;AU:Australia;BD:Bangladesh;BE:Belgium;"
    "BG:Bulgaria;BR:Brazil;CA:Canada;CH:Switzerland;CL:Chile;CN:Peoples R China;CO:Colombia;"
    "CU:Cuba;CY:Cyprus;CZ:Czech Republic;DE:Germany;DK:Denmark;DZ:Algeria;EC:Ecuador;"
    "EE:Estonia;EG:Egypt;ES:Spain;ET:Ethiopia;FI:Finland;FR:France;GB:United Kingdom;GH:Ghana;"
    "GR:Greece;HK:Hong Kong;HR:Croatia;HU:Hungary;ID:Indonesia;IE:Ireland;IL:Israel;IN:India;"
    "IQ:Iraq;IR:Iran;IS:Iceland;IT:Italy;JO:Jordan;JP:Japan;KE:Kenya;KR:South Korea;KW:Kuwait;"
    "KZ:Kazakhstan;LB:Lebanon;LK:Sri Lanka;LT:Lithuania;LU:Luxembourg;LV:Latvia;MA:Morocco;"
    "MO:Macau;MX:Mexico;MY:Malaysia;NG:Nigeria;NL:Netherlands;NO:Norway;NP:Nepal;"
    "NZ:New Zealand;OM:Oman;PE:Peru;PH:Philippines;PK:Pakistan;PL:Poland;PT:Portugal;QA:Qatar;"
    "RO:Romania;RS:Serbia;RU:Russia;SA:Saudi Arabia;SE:Sweden;SG:Singapore;SI:Slovenia;"
    "SK:Slovakia;TH:Thailand;TN:Tunisia;TR:Turkiye;TW:Taiwan;TZ:Tanzania;UA:Ukraine;UG:Uganda;"
    "US:USA;UY:Uruguay;UZ:Uzbekistan;VE:Venezuela;VN:Vietnam;ZA:South Africa;ZW:Zimbabwe"
)
_NAMES: Final = dict(pair.split(":") for pair in _PAIRS.split(";"))


def country_named(code: str) -> str:
    """The name of a country (``USA`` for ``US``); a code that is not known stays as it is."""
    return _NAMES.get(code.strip().upper(), code.strip())
