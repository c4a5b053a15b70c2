"""Maps made up for the pages: planted clusters, Chinese and English keywords, records behind them."""

import os
import shutil
from collections import Counter
from itertools import combinations

import numpy as np
import pytest

from cooccur.model import Columns, Corpus, Details, Incidence, KeywordNetwork, KnowledgeMap
from cooccur.model import SourceFile, Step

TOPICS = (
    "digital economy,数字经济,firm innovation,数字化转型,供应链,区块链,corporate governance,ESG,"
    "platform economy,融资约束,artificial intelligence,公司治理,大数据,digital transformation,"
    "information asymmetry,全要素生产率,supply chain finance,数据要素,industrial internet,企业绩效,"
    "dynamic capabilities,智能制造,open innovation,营商环境,fintech,普惠金融,total factor productivity,"
    "产业升级,intangible assets,数字鸿沟",
    "carbon emissions,碳排放,碳中和,renewable energy,carbon neutrality,气候变化,可再生能源,"
    "green innovation,sustainable development,循环经济,air pollution,photovoltaic,能源效率,PM2.5,"
    "生态系统服务,环境规制,green finance,绿色创新,climate change,碳交易,environmental regulation,"
    "新型城镇化,life cycle assessment,绿色金融,wind power,energy storage,低碳城市,water resources,"
    "biodiversity,可持续发展",
    "COVID-19,新冠肺炎,epidemic control,public health,疫苗,depression,anxiety,疫情防控,telemedicine,"
    "older adults,睡眠质量,健康素养,chronic disease,远程医疗,分级诊疗,hypertension,vaccine hesitancy,"
    "心理健康,health equity,护理,quality of life,meta-analysis,糖尿病,risk communication,"
    "nurse burnout,医养结合,social support,diabetes mellitus,流行病学,medical insurance",
    "bibliometrics,文献计量,知识图谱,knowledge graph,VOSviewer,CiteSpace,citation analysis,研究热点,"
    "共词分析,可视化,altmetrics,h-index,合作网络,co-citation,visualization,科学计量学,"
    "research hotspots,Web of Science,知识流动,专利分析,期刊评价,interdisciplinarity,科研评价,"
    "open access,学术影响力,peer review,引文网络,data sharing,scientific collaboration,文献综述",
    "natural language processing,自然语言处理,sentiment analysis,BERT,topic model,text mining,词向量,"
    "预训练模型,named entity recognition,large language model,关系抽取,chatbot,问答系统,text classification,"
    "LDA,machine translation,情感分析,对话系统,知识抽取,prompt engineering,文本摘要,semantic similarity,"
    "大语言模型,information retrieval,多模态,speech recognition,事件抽取,question answering,信息检索,ontology",
    "higher education,高等教育,在线学习,MOOC,慕课,learning analytics,混合式教学,educational equity,"
    "教师发展,学习动机,AI in education,student engagement,人才培养,学业成绩,flipped classroom,"
    "self-regulated learning,课程思政,职业教育,critical thinking,education policy,核心素养,"
    "teacher training,教学改革,e-learning,创新创业教育,academic performance,教育公平,digital literacy,"
    "研究生教育,distance education",
    "deep learning,深度学习,图像识别,convolutional neural network,目标检测,attention mechanism,特征提取,"
    "生成对抗网络,residual network,super-resolution,few-shot learning,GAN,point cloud,迁移学习,"
    "semantic segmentation,图像分割,transformer,object tracking,遥感影像,reinforcement learning,"
    "边缘计算,feature fusion,医学影像,YOLO,graph neural network,机器视觉,federated learning,"
    "人脸识别,autonomous driving,数据增强",
    "乡村振兴,rural revitalization,精准扶贫,农业经济,poverty alleviation,food security,农村电商,"
    "返乡创业,土地流转,农民收入,耕地保护,数字乡村,cooperative,farmers' income,农业现代化,水资源,"
    "rural tourism,乡村旅游,land use,smallholder farmers,农村金融,e-commerce poverty reduction,"
    "家庭农场,agricultural modernization,宅基地,rural governance,粮食生产,migrant workers,城乡融合,"
    "agricultural insurance",
)
SURNAMES = "王 李 张 刘 陈 杨 赵 黄 周 吴 Smith Müller García Nguyen Rossi Kim Novak Silva".split()
GIVEN = "艳 伟 军 敏 静 强 洋 勇 娜 杰 J. M. A. K. L. R. T. S.".split()
JOURNALS = (
    "中国软科学",
    "电化教育研究",
    "情报学报",
    "管理世界",
    "Scientometrics",
    "Sustainability",
    "Journal of Informetrics",
    "Energy Policy",
    "IEEE Access",
)


class Shelf:
    """Long fields kept in memory."""

    def __init__(self, details):
        self._details = details

    def details(self, file, spans):
        return [self._details[start] for start, _ in spans]


def _keyword_pool(n_nodes, words):
    topics = [list(topic) for topic in words]
    base = [list(topic) for topic in words]
    suffixes = (" model", " analysis", "影响因素", " management", "机制研究", " policy", "评价体系")
    for suffix in (*suffixes, *(f" {number}" for number in range(2, 400))):
        if sum(map(len, topics)) >= n_nodes:
            break
        for topic, names in zip(topics, base, strict=True):
            topic.extend(name + suffix for name in names)
    return topics


def _sample_records(topics, *, n_records, years, mixing, rng):
    sizes = np.array([1 / (rank + 2) ** 0.4 for rank in range(len(topics))])
    records = []
    ranks = [np.array([1 / (rank + 1.5) ** 0.75 for rank in range(len(t))]) for t in topics]
    for _ in range(n_records):
        home = int(rng.choice(len(topics), p=sizes / sizes.sum()))
        held = set()
        for _ in range(int(rng.integers(3, 8))):
            topic = home if rng.random() > mixing else int(rng.integers(len(topics)))
            pick = int(rng.choice(len(topics[topic]), p=ranks[topic] / ranks[topic].sum()))
            held.add(topics[topic][pick])
        trend = rng.beta(2 + 0.5 * (home % 4), 2.2 - 0.3 * (home % 3))
        records.append((int(years[0] + trend * (years[1] - years[0] + 0.99)), home, sorted(held)))
    return records


def _corpus(records, vocabulary, *, n_chinese, rng):
    n = len(records)
    chinese = rng.random(n) < n_chinese
    number = {word: code for code, word in enumerate(vocabulary)}
    details = []
    for row, (_, _, held) in enumerate(records):
        names = [
            f"{SURNAMES[rng.integers(len(SURNAMES))]}{GIVEN[rng.integers(len(GIVEN))]}"
            for _ in range(int(rng.integers(1, 5)))
        ]
        first, second = held[0], held[-1]
        title = (
            f"基于{first}的{second}研究"
            if chinese[row]
            else f"{first[:1].upper()}{first[1:]} and {second}: evidence from record {row}"
        )
        details.append(
            Details(
                title=title,
                authors=tuple(names),
                source=JOURNALS[int(rng.integers(len(JOURNALS)))],
            )
        )
    held_rows = [(row, number[word]) for row, (_, _, held) in enumerate(records) for word in held]
    rows, words = np.array(held_rows, dtype=np.int64).reshape(-1, 2).T
    return Corpus(
        record_columns=Columns(
            {
                "id": [f"WOS:{row:015d}" if not chinese[row] else "" for row in range(n)],
                "doi": [f"10.1000/demo.{row}" if row % 3 else "" for row in range(n)],
                "match": [""] * n,
                "year": np.array([year for year, _, _ in records], dtype=np.int64),
                "citations": rng.poisson(9, n).astype(np.int64),
                "references": np.full(n, -1),
                "language": np.where(chinese, "Chinese", "English").astype(object),
                "document_type": ["Article"] * n,
                "database": np.where(chinese, "CNKI", "WOS").astype(object),
                "file": np.zeros(n, dtype=np.int64),
                "line": np.arange(1, n + 1),
            }
        ),
        keyword_columns=Columns({"record": rows, "keyword": words, "kind": np.zeros_like(rows)}),
        vocabulary=tuple(vocabulary),
        piece_columns=Columns(
            {
                "record": np.arange(n),
                "file": np.zeros(n, dtype=np.int64),
                "start": np.arange(n),
                "stop": np.arange(1, n + 1),
            }
        ),
        documents=Shelf(details),
        files=(
            SourceFile(
                path="demo.txt",
                format="wos-tagged",
                encoding="utf-8",
                sha256="0" * 64,
                records_in=n + 12,
                kept=n,
                merged=9,
                skipped=3,
            ),
        ),
    )


def _positions(n_nodes, source, target, weight, cluster):
    """A quick stand-in for the layout: attraction along links, repulsion between all."""
    centres = np.unique(cluster)
    angle = 2.399963 * np.arange(len(centres))
    spread = np.sqrt((np.arange(len(centres)) + 0.6) / max(len(centres), 1))
    index = np.searchsorted(centres, cluster)
    golden = 2.399963 * np.arange(n_nodes)
    x = 1.5 * (spread * np.cos(angle))[index] + 0.2 * np.cos(golden)
    y = 0.9 * (spread * np.sin(angle))[index] + 0.2 * np.sin(golden)
    place = np.stack([x, y], axis=1)
    pull = weight / weight.mean() if len(weight) else weight
    for step in range(60 if n_nodes <= 1200 else 0):
        delta = place[:, None] - place[None]
        distance = np.sqrt((delta**2).sum(axis=2)) + 0.05
        force = (delta / (distance**2)[..., None]).sum(axis=1) / n_nodes * 0.35
        along = (place[target] - place[source]) * np.minimum(pull, 4)[:, None] / 40
        np.add.at(force, source, along)
        np.add.at(force, target, -along)
        place += np.clip(force, -0.1, 0.1) * (1 - step / 70)
    place -= place.mean(axis=0)
    scale = np.abs(place).max() or 1.0
    place /= scale
    for _ in range(120 if n_nodes <= 1200 else 0):
        delta = place[:, None] - place[None]
        delta[..., 1] *= 1.9
        distance = np.sqrt((delta**2).sum(axis=2)) + np.eye(n_nodes) * 9
        near = 0.055 * np.sqrt(min(1.0, 300 / n_nodes))
        overlap = np.clip(near - distance, 0, None) / distance
        push = (delta * overlap[..., None]).sum(axis=1) * 0.2
        push[:, 1] /= 1.9
        place += push
    return place[:, 0] * 2, place[:, 1] * 2


def _network(corpus, records, topics, *, n_nodes, min_occurrences):
    counts = Counter(word for _, _, held in records for word in held)
    home = {word: number for number, topic in enumerate(topics) for word in topic}
    order = sorted(counts.items(), key=lambda item: (-item[1], item[0].casefold()))
    kept = [word for word, count in order if count >= min_occurrences][:n_nodes]
    number = {word: code for code, word in enumerate(kept)}
    held_by = [sorted(number[w] for w in held if w in number) for _, _, held in records]
    indptr = np.concatenate([[0], np.cumsum([len(row) for row in held_by])]).astype(np.int64)
    indices = np.array([node for row in held_by for node in row], dtype=np.int64)
    pairs = Counter()
    first = {}
    for (year, _, _), row in zip(records, held_by, strict=True):
        for pair in combinations(row, 2):
            pairs[pair] += 1
            first[pair] = min(year, first.get(pair, year))
    links = sorted(pairs)
    source = np.array([a for a, _ in links], dtype=np.int64)
    target = np.array([b for _, b in links], dtype=np.int64)
    together = np.array([pairs[pair] for pair in links], dtype=np.int64)
    n = len(kept)
    strength = np.bincount(source, together, n) + np.bincount(target, together, n)
    degree = np.bincount(source, minlength=n) + np.bincount(target, minlength=n)
    group = np.array([home[word] for word in kept], dtype=np.int64)
    sizes = Counter(group.tolist())
    rank = {
        g: i for i, (g, _) in enumerate(sorted(sizes.items(), key=lambda item: (-item[1], item[0])))
    }
    cluster = np.array([rank[g] for g in group.tolist()], dtype=np.int64)
    years = (
        [[records[r][0] for r in range(len(records)) if node in held_by[r]] for node in range(n)]
        if n <= 300
        else None
    )
    occurrences = np.array([counts[word] for word in kept], dtype=np.int64)
    if years is None:
        record_year = np.repeat([year for year, _, _ in records], np.diff(indptr))
        mean_year = np.bincount(indices, record_year, n) / np.maximum(
            np.bincount(indices, minlength=n), 1
        )
        first_year = np.full(n, 9999)
        np.minimum.at(first_year, indices, record_year)
    else:
        mean_year = np.array([np.mean(row) for row in years])
        first_year = np.array([min(row) for row in years], dtype=np.int64)
    top = [
        [w for w, g in zip(kept, cluster.tolist(), strict=True) if g == c][:5]
        for c in range(len(sizes))
    ]
    total = max(strength.sum(), 1)
    weight = together * total / np.maximum(strength[source] * strength[target], 1)
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
                "weight": weight,
                "first_year": np.array([first[pair] for pair in links], dtype=np.int64),
            }
        ),
        incidence=Incidence(indptr, indices, n),
        cluster_columns=Columns(
            {
                "cluster": np.arange(len(top)),
                "size": np.array([sizes[g] for g in sorted(sizes, key=lambda g: rank[g])]),
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
            "density": 2 * len(links) / max(n * (n - 1), 1),
            "largest_component": 1.0,
            "clustering_quality": 0.55,
        },
        history=(
            Step("cooccurrence", (("counting", "full"), ("min_occurrences", min_occurrences))),
        ),
    )


@pytest.fixture(scope="session")
def make_map():
    """Make a map; the same arguments give the same map."""
    return build_map


def build_map(
    n_nodes=250,
    *,
    n_records=1200,
    years=(2008, 2024),
    mixing=0.14,
    chinese=0.5,
    min_occurrences=1,
    words=None,
    titles=None,
    seed=1,
    **looks,
):
    """A knowledge map with planted clusters."""
    rng = np.random.default_rng(seed)
    words = words or [topic.split(",") for topic in TOPICS]
    topics = _keyword_pool(n_nodes, words)
    records = _sample_records(topics, n_records=n_records, years=years, mixing=mixing, rng=rng)
    vocabulary = sorted({word for _, _, held in records for word in held})
    corpus = _corpus(records, vocabulary, n_chinese=chinese, rng=rng)
    for row, title in enumerate(titles or ()):
        kept = corpus.documents._details[row]
        corpus.documents._details[row] = Details(
            title=title, authors=(title, *kept.authors), source=title
        )
    network = _network(corpus, records, topics, n_nodes=n_nodes, min_occurrences=min_occurrences)
    links = network.link_columns
    x, y = _positions(
        network.n_nodes,
        links["source"],
        links["target"],
        links["weight"],
        network.node_columns["cluster"],
    )
    return KnowledgeMap(network=network, x=x, y=y, shown_x=x, shown_y=y, **looks)


def chromium():
    """Path of a Chromium or Chrome, or an empty string."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = [os.environ.get("COOCCUR_CHROMIUM"), *(shutil.which(name) for name in names)]
    return next((path for path in found if path), "")


@pytest.fixture(scope="session")
def browser():
    """One headless browser for all tests of pages."""
    path = chromium()
    if not path:
        if os.environ.get("CI") == "true":
            pytest.fail("no Chromium or Chrome was found, and pages must be tested here")
        pytest.skip("no Chromium or Chrome was found; COOCCUR_CHROMIUM names one")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield running
        running.close()
