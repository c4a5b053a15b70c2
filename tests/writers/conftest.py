"""Maps for the tests of pages: planted clusters, Chinese and English keywords, their records."""

import time
from collections import Counter
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from cooccur.model import (
    Columns,
    Corpus,
    Details,
    Incidence,
    KeywordNetwork,
    KnowledgeMap,
    SourceFile,
    Step,
)
from cooccur.writers.html import page

TOPICS = """
digital economy, 数字经济, firm innovation, 数字化转型, 供应链, 区块链, corporate governance, ESG,
platform economy, 融资约束, artificial intelligence, 公司治理, 大数据,
digital transformation, information asymmetry, 全要素生产率, supply chain finance, 数据要素,
industrial internet, 企业绩效, dynamic capabilities, 智能制造, open innovation, 营商环境, fintech,
普惠金融, total factor productivity, 产业升级, intangible assets, 数字鸿沟

carbon emissions, 碳排放, 碳中和, renewable energy, carbon neutrality, 气候变化, 可再生能源,
green innovation, sustainable development, 循环经济, air pollution, photovoltaic, 能源效率,
PM2.5, 生态系统服务, 环境规制, green finance, 绿色创新, climate change, 碳交易,
environmental regulation, 新型城镇化, life cycle assessment, 绿色金融, wind power,
energy storage, 低碳城市, water resources, biodiversity, 可持续发展

COVID-19, 新冠肺炎, epidemic control, public health, 疫苗, depression, anxiety, 疫情防控,
telemedicine, older adults, 睡眠质量, 健康素养, chronic disease, 远程医疗, 分级诊疗, hypertension,
vaccine hesitancy, 心理健康, health equity, 护理, quality of life, meta-analysis, 糖尿病,
risk communication, nurse burnout, 医养结合, social support, diabetes mellitus, 流行病学,
medical insurance

bibliometrics, 文献计量, 知识图谱, knowledge graph, VOSviewer, CiteSpace,
citation analysis, 研究热点, 共词分析, 可视化, altmetrics, h-index, 合作网络, co-citation,
visualization, 科学计量学, research hotspots, Web of Science, 知识流动, 专利分析, 期刊评价,
interdisciplinarity, 科研评价, open access, 学术影响力, peer review, 引文网络, data sharing,
scientific collaboration, 文献综述

natural language processing, 自然语言处理, sentiment analysis, BERT, topic model,
text mining, 词向量, 预训练模型, named entity recognition, large language model, 关系抽取,
chatbot, 问答系统, text classification, LDA, machine translation, 情感分析, 对话系统, 知识抽取,
prompt engineering, 文本摘要, semantic similarity, 大语言模型, information retrieval, 多模态,
speech recognition, 事件抽取, question answering, 信息检索, ontology

higher education, 高等教育, 在线学习, MOOC, 慕课, learning analytics, 混合式教学,
educational equity, 教师发展, 学习动机, AI in education, student engagement, 人才培养, 学业成绩,
flipped classroom, self-regulated learning, 课程思政, 职业教育, critical thinking,
education policy, 核心素养, teacher training, 教学改革, e-learning, 创新创业教育,
academic performance, 教育公平, digital literacy, 研究生教育, distance education

deep learning, 深度学习, 图像识别, convolutional neural network, 目标检测,
attention mechanism, 特征提取, 生成对抗网络, residual network, super-resolution,
few-shot learning, GAN, point cloud, 迁移学习, semantic segmentation, 图像分割, transformer,
object tracking, 遥感影像, reinforcement learning, 边缘计算, feature fusion, 医学影像, YOLO,
graph neural network, 机器视觉, federated learning, 人脸识别, autonomous driving, 数据增强

乡村振兴, rural revitalization, 精准扶贫, 农业经济, poverty alleviation, food security,
农村电商, 返乡创业, 土地流转, 农民收入, 耕地保护, 数字乡村, cooperative, farmers' income,
农业现代化, 水资源, rural tourism, 乡村旅游, land use, smallholder farmers, 农村金融,
e-commerce poverty reduction, 家庭农场,
agricultural modernization, 宅基地, rural governance, 粮食生产, migrant workers, 城乡融合,
agricultural insurance
"""
JOURNALS = ("示例学报", "样本学报", "虚构学刊", "J Examples", "Example Letters", "Sample Reports")


class Shelf:
    """Long fields kept in memory."""

    def __init__(self, details):
        self.kept = details

    def details(self, file, spans):  # noqa: ARG002
        return [self.kept[start] for start, _ in spans]

    briefs = details


def topic_words():
    blocks = TOPICS.strip().split("\n\n")
    return [[word.strip() for word in block.replace("\n", " ").split(",")] for block in blocks]


def pool_of(words, n_nodes):
    """At least so many keywords, dealt out to the topics."""
    topics = [list(topic) for topic in words]
    endings = [" model", "影响因素", " policy", *(f" {number}" for number in range(2, 999))]
    while sum(map(len, topics)) < n_nodes:
        ending = endings.pop(0)
        for topic, names in zip(topics, words, strict=True):
            topic.extend(name + ending for name in names)
    return topics


def sample_records(topics, *, n_records, years, mixing, rng):
    """Year and keywords of each record: most of its keywords come from one topic."""
    share = np.cumsum([1 / (rank + 2) ** 0.4 for rank in range(len(topics))])
    ranks = [np.cumsum([1 / (rank + 1.5) ** 0.75 for rank in range(len(t))]) for t in topics]
    records = []
    for _ in range(n_records):
        home = int(np.searchsorted(share, rng.random() * share[-1]))
        held = set()
        for _ in range(int(rng.integers(3, 8))):
            topic = home if rng.random() > mixing else int(rng.integers(len(topics)))
            place = np.searchsorted(ranks[topic], rng.random() * ranks[topic][-1])
            held.add(topics[topic][int(place)])
        trend = rng.beta(2 + 0.5 * (home % 4), 2.2 - 0.3 * (home % 3))
        records.append((int(years[0] + trend * (years[1] - years[0] + 0.99)), sorted(held)))
    return records


def corpus_of(records, vocabulary, *, chinese, titles, rng):
    n = len(records)
    in_chinese = rng.random(n) < chinese
    number = {word: code for code, word in enumerate(vocabulary)}
    details = []
    for row, (_, held) in enumerate(records):
        names = [
            f"{'作者' if in_chinese[row] else 'Author'} {rng.integers(400)}"
            for _ in range(int(rng.integers(1, 5)))
        ]
        title = f"{held[0]} and {held[-1]}: evidence from record {row}"
        if in_chinese[row]:
            title = f"基于{held[0]}的{held[-1]}研究"
        source = JOURNALS[int(rng.integers(len(JOURNALS)))]
        if row < len(titles):
            title, names, source = titles[row], [titles[row], *names], titles[row]
        details.append(Details(title=title, authors=tuple(names), source=source))
    pairs = [(row, number[word]) for row, (_, held) in enumerate(records) for word in held]
    rows, words = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    nothing = np.zeros(n, dtype=np.int64)
    return Corpus(
        record_columns=Columns(
            {
                "id": [f"WOS:{row:015d}" if not in_chinese[row] else "" for row in range(n)],
                "doi": [f"10.5555/demo.{row}" if row % 3 else "" for row in range(n)],
                "match": [f"{entry.title}\x1f{entry.source}" for entry in details],
                "year": np.array([year for year, _ in records], dtype=np.int64),
                "citations": rng.poisson(9, n).astype(np.int64),
                "references": np.full(n, -1),
                "language": np.where(in_chinese, "Chinese", "English").astype(object),
                "document_type": ["Article"] * n,
                "database": np.where(in_chinese, "CNKI", "WOS").astype(object),
                "file": nothing,
                "line": np.arange(1, n + 1),
            }
        ),
        keyword_columns=Columns({"record": rows, "keyword": words, "kind": np.zeros_like(rows)}),
        vocabulary=tuple(vocabulary),
        piece_columns=Columns(
            {
                "record": np.arange(n),
                "file": nothing,
                "start": np.arange(n),
                "stop": np.arange(1, n + 1),
            }
        ),
        documents=Shelf(details),
        files=(SourceFile("demo.txt", "wos-tagged", "utf-8", "0" * 64, n + 12, n, 9, 3),),
    )


def places_of(cluster, rng):
    """Each cluster a sunflower of its own, side by side: as even as a layout that makes room."""
    x, y = np.zeros(len(cluster)), np.zeros(len(cluster))
    for number in np.unique(cluster):
        members = rng.permutation(np.flatnonzero(cluster == number))
        turn, out = 2.399963 * np.arange(len(members)), np.sqrt(np.arange(len(members)) + 0.5)
        reach = 0.46 / np.sqrt(len(members))
        x[members] = (number % 4) - 1.5 + reach * out * np.cos(turn)
        y[members] = (0.75 - 1.5 * (number // 4 % 2)) * 0.6 + reach * out * np.sin(turn) * 0.95
    return x, y


def links_of(held_by, years):
    together, first = Counter(), {}
    for year, held in zip(years, held_by, strict=True):
        for pair in combinations(held, 2):
            together[pair] += 1
            first[pair] = min(year, first.get(pair, year))
    pairs = sorted(together)
    source, target = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    counts = np.array([together[pair] for pair in pairs], dtype=np.int64)
    return source, target, counts, np.array([first[pair] for pair in pairs], dtype=np.int64)


def network_of(corpus, records, topics, *, n_nodes, min_occurrences):
    counts = Counter(word for _, held in records for word in held)
    home = {word: number for number, topic in enumerate(topics) for word in topic}
    order = sorted(counts, key=lambda word: (-counts[word], word.casefold()))
    kept = [word for word in order if counts[word] >= min_occurrences][:n_nodes]
    n, number = len(kept), {word: code for code, word in enumerate(kept)}
    held_by = [sorted(number[word] for word in held if word in number) for _, held in records]
    indptr = np.concatenate([[0], np.cumsum([len(row) for row in held_by])]).astype(np.int64)
    indices = np.array([node for row in held_by for node in row], dtype=np.int64)
    record_year = np.repeat([year for year, _ in records], np.diff(indptr))
    source, target, together, first = links_of(held_by, [year for year, _ in records])
    strength = np.bincount(source, together, n) + np.bincount(target, together, n)
    degree = np.bincount(source, minlength=n) + np.bincount(target, minlength=n)
    sizes = Counter(home[word] for word in kept)
    by_size = sorted(sizes, key=lambda topic: (-sizes[topic], topic))
    cluster = np.array([by_size.index(home[word]) for word in kept], dtype=np.int64)
    occurrences = np.array([counts[word] for word in kept], dtype=np.int64)
    mean_year = np.bincount(indices, record_year, n) / occurrences
    first_year = np.full(n, 9999)
    np.minimum.at(first_year, indices, record_year)
    top = [[kept[node] for node in np.flatnonzero(cluster == c)[:5]] for c in range(len(sizes))]
    total = max(float(strength.sum()), 1.0)
    return KeywordNetwork(
        corpus=corpus,
        node_columns=Columns(
            {
                "keyword": kept,
                "key": [word.casefold() for word in kept],
                "occurrences": occurrences,
                "frequency": occurrences,
                "cluster": cluster,
                "first_year": first_year,
                "mean_year": mean_year,
                "links": degree,
                "total_link_strength": strength,
                "betweenness": degree / max(degree.max(initial=0), 1) * 0.21234567,
                "eigenvector": strength / max(strength.max(initial=0), 1),
                "pagerank": strength / total,
                "mean_citations": np.where(occurrences > 2, 4 + occurrences / 3, np.nan),
                "normalised_citations": np.ones(n),
            }
        ),
        link_columns=Columns(
            {
                "source": source,
                "target": target,
                "cooccurrences": together,
                "strength": together.astype(float),
                "weight": together * total / (strength[source] * strength[target]),
                "first_year": first,
            }
        ),
        incidence=Incidence(indptr, indices, n),
        cluster_columns=Columns(
            {
                "cluster": np.arange(len(top)),
                "size": np.array([sizes[topic] for topic in by_size]),
                "silhouette": np.linspace(0.95, 0.7, len(top)),
                "mean_year": np.array([mean_year[cluster == c].mean() for c in range(len(top))]),
                "label": [words[0] for words in top],
                "label_llr": [words[0] for words in top],
                "top_keywords": [tuple(words) for words in top],
            }
        ),
        quality={
            "modularity": 0.6312,
            "silhouette": 0.8731,
            "harmonic_mean": 0.7327,
            "density": 2 * len(source) / max(n * (n - 1), 1),
            "largest_component": 1.0,
        },
        history=(Step("cooccurrence", (("min_occurrences", min_occurrences),)),),
    )


def build_map(
    n_nodes=250,
    *,
    n_records=1200,
    years=(2008, 2024),
    mixing=0.14,
    chinese=0.5,
    min_occurrences=1,
    words=None,
    titles=(),
    seed=1,
    **looks,
):
    """A knowledge map with planted clusters; the same arguments give the same map."""
    rng = np.random.default_rng(seed)
    topics = pool_of(words or topic_words(), n_nodes)
    records = sample_records(topics, n_records=n_records, years=years, mixing=mixing, rng=rng)
    vocabulary = sorted({word for _, held in records for word in held})
    corpus = corpus_of(records, vocabulary, chinese=chinese, titles=titles, rng=rng)
    network = network_of(corpus, records, topics, n_nodes=n_nodes, min_occurrences=min_occurrences)
    x, y = places_of(network.node_columns["cluster"], rng)
    return KnowledgeMap(network=network, x=x, y=y, shown_x=x, shown_y=y, **looks)


@pytest.fixture(scope="session")
def make_map():
    """A function that makes maps; the same arguments give the same map."""
    return build_map


HOSTILE = (
    "<script>window.__x1=1</script>",
    "</script><img src=x onerror=window.__x2=1>",
    '"><svg onload=window.__x3=1>',
    "<!--<script>",
    "javascript:window.__x4=1",
    "line\u2028para\u2029graph \u202ereversed\u0007",
    "'+window.__x5=1+'",
    "${window.__x6=1}",
)


@pytest.fixture(scope="session")
def knowledge_map(make_map):
    return make_map(250, n_records=1200, min_occurrences=3, mixing=0.2, lang="en")


@pytest.fixture(scope="session")
def hostile_map(make_map):
    words = [
        [*HOSTILE, "信任"],
        ["trust", "live streaming", "社会化商务", "购买意愿", "e-commerce"],
    ]
    return replace(
        make_map(14, n_records=150, words=words, titles=HOSTILE, mixing=0.4),
        title="</title><script>window.__x7=1</script>",
    )


def overlaps(boxes):
    return [
        (a["text"], b["text"])
        for a, b in combinations(boxes, 2)
        if a["x"] < b["x"] + b["width"] - 1e-6
        and b["x"] < a["x"] + a["width"] - 1e-6
        and a["y"] < b["y"] + b["height"] - 1e-6
        and b["y"] < a["y"] + a["height"] - 1e-6
    ]


class Page:
    """A page in the browser: what it asked for, what it said, and what can be done with it."""

    def __init__(self, browser, address, **options):
        self.context = browser.new_context(accept_downloads=True, **options)
        self.tab = self.context.new_page()
        self.outside, self.said = [], []
        self.tab.on("console", lambda message: self.said.append(message.text))
        self.tab.on("pageerror", lambda error: self.said.append(str(error)))
        self.tab.on("request", self._note)
        self.tab.goto(address)
        self.until("document.documentElement.dataset.ready === '1'")

    def _note(self, request):
        if not request.url.startswith(("file:", "data:", "blob:")):
            self.outside.append(request.url)

    def run(self, script, argument=None):
        return self.tab.evaluate(script, argument)

    def state(self):
        return self.run("window.cooccur.state()")

    def until(self, script, seconds=30.0):
        # Waiting inside the page would need eval, which the page's own policy forbids.
        end = time.monotonic() + seconds
        while not self.run(f"Boolean({script})"):
            assert time.monotonic() < end, script
            time.sleep(0.02)

    def settle(self):
        """What is shown once nothing moves any more."""
        self.until("cooccur.state().rests")
        return self.state()

    def node(self, label):
        return next(node for node in self.state()["nodes"] if node["label"] == label)

    def point(self, place):
        box = self.tab.locator("#map").bounding_box()
        return box["x"] + place["x"], box["y"] + place["y"]

    def click(self, place):
        self.tab.mouse.click(*self.point(place))

    def texts(self, selector):
        return self.tab.locator(selector).all_text_contents()

    def tidy(self):
        """What is shown once nothing moves: all its labels on the stage, none over another."""
        state = self.settle()
        boxes = state["labels"] + state["clusterLabels"]
        assert overlaps(boxes) == []
        for box in boxes:
            assert box["x"] >= 0
            assert box["y"] >= 0
            assert box["x"] + box["width"] <= state["width"]
            assert box["y"] + box["height"] <= state["height"]
        return state

    def saved(self, kind, folder):
        """The bytes of the picture that the button gives."""
        with self.tab.expect_download() as download:
            self.tab.click(f"#{kind}")
        assert download.value.suggested_filename.endswith(f".{kind}")
        download.value.save_as(folder / f"map.{kind}")
        return (folder / f"map.{kind}").read_bytes()

    def pixel(self, place):
        x, y = self.point(place)
        return self.tab.screenshot(clip={"x": x, "y": y, "width": 1, "height": 1})


@pytest.fixture(scope="session")
def written(tmp_path_factory):
    """A function that writes the page of a map once and gives its path."""
    folder, paths = tmp_path_factory.mktemp("pages"), {}

    def path_of(knowledge_map):
        if id(knowledge_map) not in paths:
            path = folder / f"{len(paths)}.html"
            path.write_bytes(page(knowledge_map))
            paths[id(knowledge_map)] = path, knowledge_map
        return paths[id(knowledge_map)][0]

    return path_of


@pytest.fixture
def open_silently(browser, written):
    """A function that opens the page of a map, whatever the page then asks and says."""

    def open_page(knowledge_map, *, size=(1440, 900), fragment="", **options):
        view = {"width": size[0], "height": size[1]}
        address = written(knowledge_map).as_uri() + fragment
        return Page(browser, address, viewport=view, **options)

    return open_page


@pytest.fixture
def opened(open_silently):
    """A function that opens the page of a map; afterwards it has asked and said nothing."""
    pages = []

    def open_page(knowledge_map, **options):
        pages.append(open_silently(knowledge_map, **options))
        return pages[-1]

    yield open_page
    for shown in pages:
        asked, said = shown.outside, shown.said
        shown.context.close()
        assert asked == []
        assert said == []
