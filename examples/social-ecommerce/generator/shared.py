"""What cuts across the topics: hubs, bursts, endings of rare keywords, other spellings."""

from __future__ import annotations

from generator.concepts import Burst, Hub, concept

EVERYWHERE = "hub"
"""Stands for the topic of a keyword that belongs to none."""


def _hub(line: str, cnki: float, wos: float) -> Hub:
    return Hub(concept(line, EVERYWHERE), cnki, wos)


HUBS = (
    _hub("o | 社交电商 | social commerce", 0.34, 0.40),
    _hub("o | 电子商务 | e-commerce", 0.20, 0.26),
    _hub("x | 消费者行为 | consumer behavior", 0.06, 0.09),
    _hub("x | 社交媒体 | social media", 0.06, 0.12),
    _hub("x | 影响因素 | influencing factors", 0.07, 0.02),
    _hub("x | 数字经济 | digital economy | 2017", 0.13, 0.06),
    _hub("x | 大数据 | big data | 2013", 0.08, 0.06),
    _hub("x | 人工智能 | artificial intelligence | 2017", 0.07, 0.08),
    _hub("x | 平台经济 | platform economy | 2017", 0.08, 0.05),
    _hub("m | 结构方程模型 | structural equation modeling", 0.04, 0.05),
    _hub("m | 扎根理论 | grounded theory", 0.03, 0.02),
    _hub("x | 实证研究 | empirical study", 0.03, 0.01),
    _hub("m | 案例研究 | case study", 0.02, 0.03),
    _hub("x | 发展策略 | development strategy", 0.05, 0.01),
    _hub("m | PLS-SEM | PLS-SEM | 2014", 0.01, 0.05),
    _hub("m | fsQCA | fsQCA | 2018", 0.02, 0.03),
    _hub("m | CiteSpace | CiteSpace | 2015", 0.02, 0.01),
    _hub("x | 文献综述 | literature review", 0.01, 0.03),
)


def _burst(line: str, years: tuple[int, int], shares: tuple[float, float], *topics: str) -> Burst:
    home = topics[0] if len(topics) == 1 else EVERYWHERE
    return Burst(concept(line, home), *years, topics, *shares)


_TRUST, _ACCEPTANCE, _REVIEWS = "online trust", "technology acceptance", "online reviews"
_GROUP, _INFLUENCER, _RURAL = "group buying", "influencer marketing", "rural e-commerce"
_LOGISTICS, _CROSS_BORDER = "logistics and supply chain", "cross-border e-commerce"
_GOVERNANCE, _LIVE = "platform governance", "live streaming commerce"
_PURCHASE, _RECOMMENDER = "purchase intention", "recommender systems"

BURSTS = (
    _burst("o | Web 2.0 | Web 2.0 | 2007", (2008, 2011), (0.30, 0.25)),
    _burst(
        "o | 网络团购 | online group buying | 2010",
        (2011, 2013),
        (0.60, 0.50),
        *(_GROUP, _PURCHASE, _TRUST),
    ),
    _burst("o | O2O | O2O | 2013", (2014, 2016), (0.60, 0.45), _GROUP, _ACCEPTANCE, _LOGISTICS),
    _burst(
        "o | 微商 | WeChat business | 2014",
        (2014, 2016),
        (0.70, 0.45),
        *(_INFLUENCER, _TRUST, _GOVERNANCE),
    ),
    _burst("x | “互联网+” | Internet Plus | 2015", (2015, 2017), (0.17, 0.02)),
    _burst("o | 淘宝村 | Taobao villages | 2014", (2015, 2018), (0.50, 0.50), _RURAL),
    _burst("f | 网红经济 | influencer economy | 2016", (2016, 2018), (0.75, 0.50), _INFLUENCER),
    _burst("o | 新零售 | new retail | 2017", (2017, 2019), (0.70, 0.25), _GROUP, _LOGISTICS),
    _burst(
        "p | 电商扶贫 | e-commerce poverty alleviation | 2016", (2017, 2020), (0.50, 0.40), _RURAL
    ),
    _burst("p | 电子商务法 | E-commerce Law | 2018", (2018, 2020), (0.55, 0.25), _GOVERNANCE),
    _burst(
        "m | 区块链 | blockchain | 2018",
        (2019, 2021),
        (0.25, 0.28),
        *(_LOGISTICS, _CROSS_BORDER, _GOVERNANCE),
    ),
    _burst("o | 直播带货 | live streaming selling | 2019", (2020, 2022), (0.70, 0.45), _LIVE),
    _burst(
        "o | 社区团购 | community group buying | 2019",
        (2020, 2021),
        (0.85, 0.60),
        *(_GROUP, _LOGISTICS),
    ),
    _burst("x | COVID-19 | COVID-19 | 2020", (2020, 2022), (0.09, 0.15)),
    _burst("p | 反垄断 | antitrust | 2020", (2020, 2022), (0.50, 0.30), _GOVERNANCE),
    _burst("p | RCEP | RCEP | 2020", (2021, 2023), (0.50, 0.30), _CROSS_BORDER),
    _burst(
        "o | 元宇宙 | metaverse | 2021",
        (2022, 2023),
        (0.25, 0.25),
        *(_LIVE, _PURCHASE, _INFLUENCER),
    ),
    _burst("m | ChatGPT | ChatGPT | 2023", (2023, 2025), (0.30, 0.25), _RECOMMENDER, _REVIEWS),
    _burst("m | 生成式人工智能 | generative AI | 2023", (2023, 2025), (0.11, 0.10)),
)

TAILS = (
    ("发展模式", "development model"),
    ("运营模式", "operation mode"),
    ("用户行为", "user behavior"),
    ("生态系统", "ecosystem"),
    ("竞争力", "competitiveness"),
    ("风险", "risks"),
    ("绩效", "performance"),
    ("政策", "policy"),
    ("人才", "talent"),
    ("评价体系", "evaluation index"),
    ("创新", "innovation"),
    ("平台", "platforms"),
    ("用户", "users"),
    ("效应", "effects"),
    ("满意度", "user satisfaction"),
    ("教学", "teaching"),
    ("营销", "marketing"),
    ("数据", "data"),
    ("信息服务", "information services"),
    ("专业建设", "curriculum"),
    ("市场结构", "market structure"),
    ("技术", "technology"),
    ("伦理", "ethics"),
    ("消费者", "consumers"),
    ("企业", "firms"),
    ("可持续发展", "sustainability"),
    ("传播机制", "diffusion mechanism"),
    ("价值链", "value chain"),
    ("案例", "cases"),
    ("趋势", "trends"),
)
"""Joined to a topic's objects they make the rare keywords of which any field has thousands."""

VARIANTS = {
    "consumer behavior": ("consumer behaviour",),
    "purchase intention": ("purchase intentions", "purchasing intention"),
    "live streaming commerce": ("livestreaming commerce", "live commerce"),
    "e-commerce": ("electronic commerce", "ecommerce"),
    "impulse buying": ("impulsive buying",),
    "electronic word-of-mouth": ("eWOM",),
    "online reviews": ("online consumer reviews",),
    "recommender system": ("recommender systems", "recommendation system"),
    "structural equation modeling": ("structural equation modelling", "SEM"),
    "theory of planned behavior": ("theory of planned behaviour",),
    "technology acceptance model": ("TAM",),
    "personalized recommendation": ("personalised recommendation",),
    "generative AI": ("generative artificial intelligence", "GAI"),
    "user-generated content": ("UGC",),
    "streamers": ("streamer",),
    "graph neural network": ("graph neural networks",),
    "电子商务": ("电商",),
    "社交电商": ("社会化电子商务", "社会化商务", "社交电子商务"),
    "购买意愿": ("购买意向", "消费者购买意愿"),
    "在线评论": ("网络评论",),
    "冲动购买": ("冲动性购买",),
    "农村电商": ("农村电子商务",),
    "跨境电商": ("跨境电子商务",),
    "网络口碑": ("IWOM",),
    "用户生成内容": ("UGC",),
    "COVID-19": ("新冠肺炎疫情",),
    "SOR模型": ("SOR理论",),
}
"""Spellings that folding case and hyphens does not unite; a thesaurus would."""
