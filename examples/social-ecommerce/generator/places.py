"""Invented authors, journals and universities. Each of them says that it is an example."""

from __future__ import annotations

from dataclasses import dataclass

from generator.chance import Chance, zipf

STEMS = "甲乙丙丁戊己庚辛壬癸"
SCHOOLS_ZH = (
    "商学院",
    "经济管理学院",
    "信息管理学院",
    "电子商务学院",
    "法学院",
    "农林经济管理学院",
    "",
    "",
)
JOURNALS_ZH = (
    *(
        "示例电子商务",
        "示例商业研究",
        "示例经济评论",
        "示例情报学刊",
        "示例农村经济",
        "示例物流技术",
    ),
    *(
        "示例管理学报",
        "示例市场营销",
        "示例消费经济",
        "示例国际贸易",
        "示例信息系统学报",
        "示例法学论坛",
    ),
    *(
        "示例大学甲学报(社会科学版)",
        "示例财经问题",
        "示例图书情报",
        "示例计算机应用",
        "示例商场现代化",
    ),
    *(
        "示例企业经济",
        "示例供应链管理",
        "示例农业展望",
        "示例新闻与传播",
        "示例统计与决策",
        "示例价格月刊",
    ),
    *(
        "示例科技管理",
        "示例职业教育",
        "示例对外经贸",
        "示例数字经济",
        "示例大学乙学报",
        "示例改革与战略",
    ),
)
NEWSPAPERS_ZH = ("示例经济日报", "示例农民报", "示例商务时报")


@dataclass(frozen=True)
class Journal:
    """An invented journal as the Web of Science would describe it."""

    name: str
    short: str
    category: str
    area: str
    index: str


_BUSINESS = ("Business; Management", "Business & Economics")
_COMPUTING = (
    "Computer Science, Information Systems; Computer Science, Artificial Intelligence",
    "Computer Science",
)
_INFORMATION = (
    "Computer Science, Information Systems; Information Science & Library Science; Management",
    "Computer Science; Information Science & Library Science; Business & Economics",
)
_ECONOMY = ("Economics", "Business & Economics")
_PLANET = (
    "Green & Sustainable Science & Technology; Environmental Studies",
    "Science & Technology - Other Topics; Environmental Sciences & Ecology",
)
_MIND = ("Psychology, Multidisciplinary", "Psychology")
_LOGISTICS = (
    "Operations Research & Management Science; Transportation",
    "Operations Research & Management Science; Transportation",
)
_LAW = ("Law; Communication", "Government & Law; Communication")
_SSCI, _SCIE = (
    "Social Science Citation Index (SSCI)",
    "Science Citation Index Expanded (SCI-EXPANDED)",
)
_ESCI = "Emerging Sources Citation Index (ESCI)"

JOURNALS = (
    Journal(
        "Example Journal of Electronic Commerce", "Ex. J. Electron. Commer.", *_BUSINESS, _SSCI
    ),
    Journal(
        "Example Information and Management", "Ex. Inf. Manage.", *_INFORMATION, f"{_SCIE}; {_SSCI}"
    ),
    Journal("Example Journal of Retailing Research", "Ex. J. Retail. Res.", *_BUSINESS, _SSCI),
    Journal("Example Sustainability Letters", "Ex. Sustain. Lett.", *_PLANET, f"{_SCIE}; {_SSCI}"),
    Journal(
        "Example Frontiers of Consumer Psychology", "Ex. Front. Consum. Psychol.", *_MIND, _SSCI
    ),
    Journal(
        "Example Transactions on Recommender Systems",
        "Ex. Trans. Recomm. Syst.",
        *_COMPUTING,
        _SCIE,
    ),
    Journal("Example Decision Support Review", "Ex. Decis. Support Rev.", *_INFORMATION, _SCIE),
    Journal("Example Journal of Internet Marketing", "Ex. J. Internet Mark.", *_BUSINESS, _ESCI),
    Journal("Example Computers in Society", "Ex. Comput. Soc.", *_INFORMATION, _SSCI),
    Journal("Example Expert Systems", "Ex. Expert Syst.", *_COMPUTING, _SCIE),
    Journal("Example Journal of Business", "Ex. J. Bus.", *_BUSINESS, _SSCI),
    Journal("Example Logistics Quarterly", "Ex. Logist. Q.", *_LOGISTICS, f"{_SCIE}; {_SSCI}"),
    Journal("Example Economic Letters", "Ex. Econ. Lett.", *_ECONOMY, _SSCI),
    Journal("Example Journal of Rural Development", "Ex. J. Rural Dev.", *_ECONOMY, _SSCI),
    Journal("Example Access to Computing", "Ex. Access Comput.", *_COMPUTING, _SCIE),
    Journal("Example Technology and Law Review", "Ex. Technol. Law Rev.", *_LAW, _ESCI),
    Journal("Example Industrial Data Systems", "Ex. Ind. Data Syst.", *_COMPUTING, _SCIE),
    Journal("Example Trade and Policy", "Ex. Trade Policy", *_ECONOMY, _ESCI),
    Journal("Example Online Information Studies", "Ex. Online Inf. Stud.", *_INFORMATION, _SSCI),
    Journal("Example Journal of Services & Platforms", "Ex. J. Serv. Platf.", *_BUSINESS, _ESCI),
)

WORDS = (
    "North",
    "South",
    "East",
    "West",
    "Lake",
    "Hill",
    "River",
    "Coast",
    "Harbour",
    "Valley",
    "Island",
    "Plain",
)
DEPARTMENTS = (
    "Sch Business",
    "Sch Management",
    "Dept Informat Syst",
    "Sch Econ",
    "Dept Comp Sci",
    "Sch Law",
    "Dept Mkt",
)
COUNTRIES = (
    *(
        "Peoples R China",
        "USA",
        "Taiwan",
        "South Korea",
        "England",
        "India",
        "Malaysia",
        "Australia",
    ),
    *("Indonesia", "Spain", "Pakistan", "Saudi Arabia", "Germany", "Vietnam", "Italy", "Canada"),
    *("Turkiye", "Thailand", "France", "Japan", "U Arab Emirates", "South Africa", "Brazil"),
)


@dataclass(frozen=True)
class University:
    """An invented university abroad."""

    word: str
    department: str
    country: str

    @property
    def address(self) -> str:
        """As in the field C1, without the authors."""
        place = "Example City"
        if self.country == "USA":
            return f"Example Univ {self.word}, {self.department}, {place}, NY 00000 USA."
        zip_code = " 000000" if self.country == "Peoples R China" else ""
        return f"Example Univ {self.word}, {self.department}, {place}{zip_code}, {self.country}."

    @property
    def name(self) -> str:
        """As in the field C3."""
        return f"Example University {self.word}"


def university(chance: Chance) -> University:
    """A university, often Chinese."""
    weights = [6.0, 2.5, 1.5, *(1.0 for _ in COUNTRIES[3:])]
    return University(chance.pick(WORDS), chance.pick(DEPARTMENTS), chance.draw(COUNTRIES, weights))


def author_numbers(chance: Chance, number: int, people: int) -> list[int]:
    """Numbers of different authors; low numbers write much."""
    return [n + 1 for n in chance.some(range(people), number, zipf(people, 20))]
