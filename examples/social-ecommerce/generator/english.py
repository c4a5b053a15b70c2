"""English sentences with gaps. A capital gap begins a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from generator.chance import Chance

EXTRAS = {
    "place": (
        *("China", "Indonesia", "Malaysia", "South Korea", "India", "Vietnam", "Saudi Arabia"),
        *("Pakistan", "Thailand", "the European Union", "Southeast Asia", "an emerging economy"),
        *("Spain", "Germany", "Taiwan", "Brazil", "the United Kingdom", "sub-Saharan Africa"),
    ),
    "people": (
        *("university students", "young consumers", "first-time buyers", "older adults"),
        *("female shoppers", "small sellers", "experienced users", "urban consumers"),
    ),
    "n": tuple(str(203 + 19 * step) for step in range(45)),
    "k": tuple(str(3 + step) for step in range(24)),
}

TITLES = {
    "b": (
        "the effect of {f} on {f2} in {o}",
        "the way from {f} to {f2}: evidence from {o} in {place}",
        "{f} and {f2} in {o}: the mediating role of {f3}",
        "what drives {f2} in {o}? The roles of {f} and {f3}",
        "understanding {f} in {o} through {m}",
        "do {f} and {f2} matter? An empirical study of {o} in {place}",
        "exploring the link between {f} and {f2} among {people}",
        "{f} in {o}: a cross-cultural comparison",
        "{f}, {f2} and {f3}: a study of {o} in {place}",
        "beyond {f}: rethinking {f2} in {o}",
        "the dark side of {o}: {f} and {f2}",
        "the value of {f} for {f2}: a field experiment in {o}",
        "{f} of {people} in {o}: a longitudinal study",
        "{o} in {place}: the interplay of {f} and {f2}",
        "from {f} to {f2}: a configurational analysis of {o}",
    ),
    "t": (
        "{o} using {m} and {m2}",
        "{m} for {o}: a comparative evaluation",
        "improving {o} with {m}",
        "a framework for {o} based on {m}",
        "integrating {m} with {m2} for {o}",
        "{o} under uncertainty: a study with {m}",
        "scaling {o}: combining {m} and {m2}",
        "applying {m} to {o}: lessons from {n} thousand transactions",
        "{m} and {o}: opportunities and limits",
        "{p} and {o}: an analysis with {m}",
        "{o} and {p} in the presence of {f}",
        "a hybrid approach to {o} combining {m2} with {m}",
        "{o} in {place}: insights from {m}",
        "on the robustness of {m} for {o}",
    ),
    "p": (
        "{o} and {p}: evidence from {place}",
        "can {o} promote {p}? Evidence from {place}",
        "{p} in {o}: models, challenges and prospects",
        "the role of {p} in the development of {o}",
        "linking {o} to {p}: a multiple case study",
        "from {p} to {p2}: the evolution of {o} in {place}",
        "{p} and {p2} for {o}: a stakeholder perspective",
        "rethinking {p} for {o}",
        "{o} in {place}: the path to {p}",
        "barriers to {p} in {o}: a survey of {people}",
        "{p}, {p2} and the future of {o}",
        "{f} and {p} in {o}: a regional analysis",
        "between {p} and {f}: the growth of {o} in {place}",
    ),
    "r": (
        "{o}: a systematic literature review and research agenda",
        "mapping research on {o}: a bibliometric analysis",
        "{o} and {f}: a meta-analysis",
        "trends in {o} research: a scientometric review",
        "{o} and {p}: what do we know and where should we go?",
        "two decades of research on {o}: themes, methods and gaps",
    ),
}

_BACKGROUND = (
    "Digital platforms have made {o} a part of everyday life that is only partly understood.",
    "The rapid growth of {o} raises questions for sellers, platforms and regulators alike.",
    "Research on {o} has grown fast, but its findings are scattered across disciplines.",
    "Firms invest heavily in {o}, but the returns of these investments differ widely.",
    "Little is known about the development of {o} outside of a few large markets.",
    "As buyers connect with each other, {o} can depart from the classical online store.",
)
_MEANING = (
    "The findings extend the literature on {o} and help practitioners to set priorities.",
    "We discuss implications for platform operators and point out limits of the study.",
    "These results offer guidance to managers who plan to enter {o}.",
    "The study closes with suggestions for policy and for future research on {o}.",
    "Theoretical contributions and practical advice are derived from these results.",
)

ABSTRACTS = {
    "b": (
        _BACKGROUND,
        (
            "This study examines whether {f} can contribute to {f2}, and under which conditions.",
            "We develop a model in which {f} may influence {f2} by way of {f3}.",
            "This paper asks how {f} and {f3} are related to {f2}.",
            "Building on earlier work, the study connects {f} with {f2} in one framework.",
        ),
        (
            "Data were collected from {n} {people} by means of an online questionnaire.",
            "Two scenario experiments with {n} participants from {place} test the hypotheses.",
            "A survey of {n} users in {place} is interpreted with the help of {m}.",
            "We combine {k} interviews with transaction records of {n} accounts.",
        ),
        (
            "The results show a positive effect of {f} on {f2}, partly mediated by {f3}.",
            "We find stronger effects for {f} than for {f3}, and experience weakens both.",
            "The relation between {f} and {f2} follows an inverted U, moderated by {f3}.",
            "Most hypotheses are supported, while the effect of {f3} is not significant.",
        ),
        (
            "Differences between groups of users are small but consistent.",
            "Robustness checks with alternative measures lead to the same conclusions.",
            "The effect is stronger among {people} than in the remaining sample.",
            "Additional analyses rule out several alternative explanations.",
        ),
        _MEANING,
    ),
    "t": (
        _BACKGROUND,
        (
            "We propose an approach to {o} that builds on {m}.",
            "This paper studies {o} with the help of {m} and discusses its assumptions.",
            "To address noise and sparse data, we bring {m} to {o}.",
            "A model of {o} is presented that makes use of {m}.",
        ),
        (
            "The approach is evaluated on two public data sets and one set of platform logs.",
            "We derive closed-form results and illustrate them with numerical examples.",
            "Training data comprise {n} thousand interactions collected in {place}.",
            "An ablation study isolates the contribution of each component.",
        ),
        (
            "Compared with {k} baselines, the proposed approach improves accuracy by {k} percent.",
            "The results indicate gains in both quality and running time.",
            "Experiments show that performance remains stable when data become sparse.",
            "We find that intermediate parameter values yield the highest overall benefit.",
        ),
        (
            "A sensitivity analysis confirms these observations.",
            "Errors are concentrated in rare categories, which suggests where to improve.",
            "The code runs on ordinary hardware and needs no manual features.",
        ),
        _MEANING,
    ),
    "p": (
        _BACKGROUND,
        (
            "This article analyses the relation between {o} and {p}.",
            "We ask how {p} can support {o}, and where it fails to do so.",
            "Focusing on {place}, the paper traces how {o} and {p} have developed together.",
            "The paper offers a framework that places {p} at the centre of {o}.",
        ),
        (
            "The analysis draws on {k} cases, policy documents and expert interviews.",
            "Panel data from {place} are used to estimate the effect of {o}.",
            "A survey of {n} {people} complements official statistics.",
            "We compare {k} regions over a period of several years.",
        ),
        (
            "The results point to a contribution of {o} to {p}, although regions differ much.",
            "We find three obstacles: weak infrastructure, uniform offers and slow rule making.",
            "The evidence shows that {p} and {p2} reinforce each other.",
            "Success depends on cooperation between platforms, firms and public bodies.",
        ),
        (
            "Smaller actors benefit less than established ones.",
            "The pattern holds after controlling for income and population.",
            "Learning between neighbouring regions plays a visible part.",
        ),
        _MEANING,
    ),
    "r": (
        _BACKGROUND,
        (
            "This review covers {n} articles on {o} published in international journals.",
            "We take stock of research on {o} and arrange it by theme, theory and method.",
        ),
        (
            "Keyword co-occurrence and cluster analysis are used to map the field.",
            "Articles were coded by two independent readers.",
        ),
        (
            "The map shows {k} clusters, the youngest of them on governance and algorithms.",
            "Interest has moved from adoption towards experience, content and regulation.",
        ),
        ("We identify gaps and propose an agenda.", "Open questions are listed for each theme."),
    ),
}

_THE = {
    *("technology acceptance model", "S-O-R model", "theory of planned behavior", "metaverse"),
    *("expectation-confirmation model", "elaboration likelihood model", "cold-start problem"),
    *("Belt and Road Initiative", "digital divide", "urban-rural income gap", "E-commerce Law"),
    *("influencer economy", "fan economy", "privacy paradox", "Southeast Asian market"),
}
_PLURAL = {
    *("recommender system", "graph neural network", "attention mechanism", "knowledge graph"),
    *("large language model", "supply chain", "chatbot", "topic model", "sentiment lexicon"),
    *("support vector machine", "evolutionary game", "Stackelberg game", "genetic algorithm"),
    *("gravity model", "interaction ritual chain", "dual-channel supply chain", "random forest"),
    *("platform supply chain", "recommendation algorithm", "cross-border e-commerce platform"),
    *("neural network", "business model", "profit model", "overseas warehouse", "MCN"),
    *("revenue-sharing contract", "subjective norm", "team purchase"),
}


def phrase(keyword: str) -> str:
    """The keyword as it stands in a sentence."""
    if keyword in _THE:
        return f"the {keyword}"
    return f"{keyword}s" if keyword in _PLURAL else keyword


def joined(chance: Chance, parts: Sequence[str]) -> str:
    """One abstract, each sentence with a capital."""
    kept = parts if chance.whether(0.7) else parts[1:]
    return " ".join(part[0].upper() + part[1:] for part in kept)
