"""The twelve topics that are planted, with their keywords in both languages."""

from __future__ import annotations

from generator.concepts import Topic, concept


def _topic(
    name: str,
    zh: str,
    lines: str,
    *,
    kinds: str,
    cnki: float,
    wos: float,
    curve: tuple[tuple[int, float], ...],
    trend: str,
    neighbours: str,
) -> Topic:
    concepts = tuple(concept(line, name) for line in lines.strip().splitlines())
    near = tuple(neighbours.split(", "))
    return Topic(name, zh, kinds, cnki, wos, curve, trend, near, concepts)


TOPICS = (
    _topic(
        "online trust",
        "网络信任",
        """
        f | 信任 | trust
        f | 感知风险 | perceived risk
        f | 消费者信任 | consumer trust
        o | 网上购物 | online shopping
        f | 初始信任 | initial trust
        f | 声誉 | reputation
        f | 信任传递 | trust transfer
        o | C2C电子商务 | C2C e-commerce
        f | 社会支持 | social support
        f | 社会临场感 | social presence
        x | 信任机制 | trust mechanism
        p | 信用评价 | credit rating
        f | 关系质量 | relationship quality
        o | 虚拟社区 | virtual community
        f | 制度信任 | institution-based trust
        f | 感知安全 | perceived security
        p | 第三方支付 | third-party payment
        p | 电子支付 | electronic payment
        f | 信息不对称 | information asymmetry
        f | 熟悉度 | familiarity
        f | 不确定性 | uncertainty
        f | 承诺 | commitment
        p | 信用体系 | credit system
        f | 机会主义行为 | opportunistic behavior
        p | 声誉机制 | reputation mechanism
        f | 品牌信任 | brand trust
        f | 社区信任 | trust in the community
        f | 人际信任 | interpersonal trust
        """,
        kinds="b",
        cnki=0.8,
        wos=1.4,
        curve=((2008, 9), (2014, 6), (2025, 3)),
        trend="decline",
        neighbours="technology acceptance, purchase intention",
    ),
    _topic(
        "technology acceptance",
        "技术接受",
        """
        o | 移动商务 | mobile commerce
        m | 技术接受模型 | technology acceptance model
        f | 感知有用性 | perceived usefulness
        f | 用户采纳 | user adoption
        f | 感知易用性 | perceived ease of use
        f | 持续使用意愿 | continuance intention
        f | 满意度 | satisfaction
        o | 社交网站 | social networking sites
        f | 使用意愿 | intention to use
        m | UTAUT | UTAUT
        f | 服务质量 | service quality
        f | 网站质量 | website quality
        m | 计划行为理论 | theory of planned behavior
        o | 移动支付 | mobile payment
        f | 用户体验 | user experience
        f | 信息质量 | information quality
        f | 主观规范 | subjective norm
        m | 期望确认模型 | expectation-confirmation model
        o | B2C电子商务 | B2C e-commerce
        f | 自我效能 | self-efficacy
        f | 感知趣味性 | perceived enjoyment
        m | 创新扩散理论 | diffusion of innovations
        o | 网上银行 | Internet banking
        f | 习惯 | habit
        f | 转换成本 | switching costs
        o | 微信小程序 | WeChat mini programs | 2017
        m | 任务技术匹配 | task-technology fit
        f | 系统质量 | system quality
        """,
        kinds="b",
        cnki=0.8,
        wos=1.2,
        curve=((2008, 10), (2014, 6), (2020, 2.5), (2025, 1.5)),
        trend="decline",
        neighbours="online trust, purchase intention",
    ),
    _topic(
        "purchase intention",
        "购买意愿",
        """
        f | 购买意愿 | purchase intention
        f | 感知价值 | perceived value
        f | 冲动购买 | impulse buying
        m | SOR模型 | S-O-R model
        f | 心流体验 | flow experience
        f | 购买行为 | purchase behavior
        f | 顾客忠诚 | customer loyalty
        f | 顾客参与 | customer engagement
        o | 社交购物 | social shopping
        f | 社会影响 | social influence
        f | 享乐价值 | hedonic value
        f | 功利价值 | utilitarian value
        f | 从众行为 | herd behavior
        f | 重复购买意愿 | repurchase intention
        f | 感知质量 | perceived quality
        f | 价值共创 | value co-creation
        f | 顾客体验 | customer experience
        f | 分享意愿 | sharing intention
        f | 品牌认同 | brand identification
        o | Z世代消费 | Generation Z consumption | 2018
        f | 情感反应 | emotional response
        f | 产品涉入度 | product involvement
        f | 价格敏感度 | price sensitivity
        f | 品牌忠诚 | brand loyalty
        f | 社会比较 | social comparison
        f | 自我建构 | self-construal
        f | 错失恐惧 | fear of missing out | 2017
        m | 刺激-机体-反应理论 | stimulus-organism-response
        m | 眼动实验 | eye tracking
        """,
        kinds="b",
        cnki=1.0,
        wos=1.5,
        curve=((2008, 3), (2025, 9)),
        trend="steady",
        neighbours="online trust, live streaming commerce, influencer marketing, online reviews",
    ),
    _topic(
        "online reviews",
        "在线评论",
        """
        o | 在线评论 | online reviews
        m | 情感分析 | sentiment analysis
        m | 文本挖掘 | text mining
        f | 网络口碑 | electronic word-of-mouth
        f | 评论有用性 | review helpfulness
        m | LDA | LDA
        o | 用户生成内容 | user-generated content
        f | 口碑传播 | word-of-mouth
        f | 产品销量 | product sales
        m | 主题模型 | topic model
        o | 虚假评论 | fake reviews
        f | 顾客满意度 | customer satisfaction
        m | 自然语言处理 | natural language processing
        f | 信息采纳 | information adoption
        m | BERT | BERT | 2019
        m | 情感词典 | sentiment lexicon
        m | 观点挖掘 | opinion mining
        o | 微博 | microblogging | 2010
        o | 弹幕评论 | bullet-screen comments | 2017
        m | 社会网络分析 | social network analysis
        f | 信息有用性 | information usefulness
        m | 细粒度情感分析 | aspect-based sentiment analysis | 2015
        m | 支持向量机 | support vector machine
        f | 评论效价 | review valence
        f | 评论数量 | review volume
        m | 精细加工可能性模型 | elaboration likelihood model
        o | 追加评论 | follow-up reviews
        f | 评论者可信度 | reviewer credibility
        """,
        kinds="bt",
        cnki=0.9,
        wos=1.3,
        curve=((2008, 3), (2013, 5), (2025, 7)),
        trend="steady",
        neighbours="recommender systems, purchase intention, online trust",
    ),
    _topic(
        "recommender systems",
        "推荐系统",
        """
        o | 推荐系统 | recommender system
        m | 深度学习 | deep learning | 2015
        m | 协同过滤 | collaborative filtering
        o | 个性化推荐 | personalized recommendation
        m | 机器学习 | machine learning
        m | 图神经网络 | graph neural network | 2019
        o | 用户画像 | user profiling | 2015
        m | 数据挖掘 | data mining
        o | 社会化推荐 | social recommendation
        m | 知识图谱 | knowledge graph | 2016
        m | 注意力机制 | attention mechanism | 2018
        o | 推荐算法 | recommendation algorithm
        m | 矩阵分解 | matrix factorization
        o | 购买预测 | purchase prediction
        m | 神经网络 | neural network
        o | 用户行为分析 | user behavior analysis
        o | 冷启动 | cold-start problem
        m | 强化学习 | reinforcement learning | 2018
        m | 关联规则 | association rules
        o | 点击率预测 | click-through rate prediction | 2016
        m | 聚类分析 | cluster analysis
        m | 随机森林 | random forest
        m | 大语言模型 | large language model | 2023
        o | 智能客服 | chatbot | 2018
        o | 客户流失预测 | customer churn prediction
        o | 用户兴趣建模 | user interest modeling
        x | 数据稀疏性 | data sparsity
        f | 信息过载 | information overload
        m | 迁移学习 | transfer learning | 2017
        """,
        kinds="t",
        cnki=0.9,
        wos=1.6,
        curve=((2008, 1.5), (2014, 2), (2018, 5), (2025, 8)),
        trend="growth",
        neighbours="online reviews, platform governance",
    ),
    _topic(
        "live streaming commerce",
        "直播电商",
        """
        o | 直播电商 | live streaming commerce | 2016
        o | 电商直播 | e-commerce live streaming | 2016
        x | 电商主播 | streamers | 2016
        f | 互动性 | interactivity
        o | 短视频 | short video | 2017
        f | 主播特征 | streamer characteristics | 2017
        f | 临场感 | telepresence
        f | 沉浸体验 | immersion
        f | 观众参与 | viewer engagement | 2016
        o | 直播营销 | live streaming marketing | 2016
        o | 虚拟主播 | virtual streamers | 2021
        o | 直播间 | live streaming rooms | 2017
        o | 抖音 | TikTok | 2018
        f | 主播专业性 | streamer expertise | 2018
        p | MCN | MCN | 2018
        f | 实时互动 | real-time interaction
        f | 可供性 | affordances
        f | 虚拟礼物打赏 | virtual gifting | 2016
        f | 稀缺性 | scarcity
        p | 选品策略 | product selection | 2018
        p | 场景营销 | scenario marketing
        o | 商家自播 | self-run live streaming | 2020
        f | 情感能量 | emotional energy
        m | 互动仪式链 | interaction ritual chain
        o | 内容电商 | content commerce | 2017
        f | 吸引力 | attractiveness
        p | 直播场景 | live streaming scenes | 2018
        f | 观看意愿 | watching intention | 2017
        o | 数字人 | digital humans | 2022
        """,
        kinds="bbp",
        cnki=1.5,
        wos=1.2,
        curve=((2008, 0), (2015, 0), (2018, 3), (2021, 13), (2025, 11)),
        trend="growth",
        neighbours="purchase intention, influencer marketing, rural e-commerce",
    ),
    _topic(
        "influencer marketing",
        "网红营销",
        """
        o | 网红营销 | influencer marketing | 2015
        o | 社会化媒体营销 | social media marketing
        x | 意见领袖 | opinion leaders
        o | 内容营销 | content marketing | 2012
        x | KOL | KOL | 2014
        f | 准社会互动 | parasocial interaction
        f | 来源可信度 | source credibility
        p | 精准营销 | precision marketing | 2012
        f | 粉丝经济 | fan economy | 2012
        o | 微信营销 | WeChat marketing | 2012
        x | 网络红人 | social media influencers | 2015
        f | 品牌态度 | brand attitude
        o | 品牌社群 | brand communities
        p | 营销策略 | marketing strategy
        o | 社群营销 | community marketing | 2013
        o | 私域流量 | private domain traffic | 2019
        f | 社会资本 | social capital
        f | 信息传播 | information diffusion
        o | 小红书 | Xiaohongshu | 2016
        f | 广告效果 | advertising effectiveness
        p | 病毒式营销 | viral marketing
        f | 用户黏性 | user stickiness
        f | 品牌资产 | brand equity
        o | 微博营销 | microblog marketing | 2010
        f | 自我呈现 | self-presentation
        p | 产品种草 | product seeding | 2018
        f | 消费者参与 | consumer engagement
        p | 原生广告 | native advertising | 2014
        """,
        kinds="bp",
        cnki=1.1,
        wos=1.2,
        curve=((2008, 2), (2012, 5), (2016, 7), (2025, 6)),
        trend="steady",
        neighbours="live streaming commerce, purchase intention, online reviews",
    ),
    _topic(
        "group buying",
        "团购与新零售",
        """
        o | 团购 | group buying | 2010
        p | 商业模式 | business model
        o | 生鲜电商 | fresh food e-commerce | 2013
        o | 拼购电商 | team purchase | 2016
        p | 数字化转型 | digital transformation | 2018
        o | 全渠道零售 | omnichannel retailing | 2014
        p | 盈利模式 | profit model
        o | 社区电商 | community e-commerce
        x | 团长 | group leaders | 2019
        f | 参团意愿 | participation intention
        p | 价格促销 | price promotion
        o | 下沉市场 | lower-tier markets | 2018
        f | 网络效应 | network effects
        p | 消费升级 | consumption upgrading | 2016
        o | 即时零售 | instant retail | 2021
        o | 社区零售 | community retail
        p | 平台补贴 | platform subsidies
        p | 用户裂变 | referral growth | 2017
        o | 实体零售 | physical retail
        f | 竞争优势 | competitive advantage
        o | 会员制电商 | membership e-commerce | 2018
        o | 本地生活服务 | local services
        p | 零售创新 | retail innovation
        o | 社区便利店 | convenience stores
        p | 折扣策略 | discount strategy
        x | 平台企业 | platform enterprises
        p | 渠道冲突 | channel conflict
        p | 供需匹配 | supply-demand matching
        """,
        kinds="pb",
        cnki=1.2,
        wos=0.8,
        curve=((2008, 1.5), (2012, 6), (2016, 6), (2021, 8), (2025, 3.5)),
        trend="peak",
        neighbours="logistics and supply chain, purchase intention",
    ),
    _topic(
        "cross-border e-commerce",
        "跨境电商",
        """
        o | 跨境电商 | cross-border e-commerce | 2009
        p | 对外贸易 | foreign trade
        o | 外贸电商 | foreign trade e-commerce
        o | 跨境电商平台 | cross-border e-commerce platform | 2012
        x | 中小企业 | small and medium-sized enterprises
        p | 一带一路 | Belt and Road Initiative | 2014
        p | 海外仓 | overseas warehouse | 2014
        p | 数字贸易 | digital trade | 2018
        p | 跨境电商综合试验区 | cross-border e-commerce pilot zones | 2016
        p | 国际物流 | international logistics
        p | 人才培养 | talent training
        p | 出口贸易 | export trade
        p | 跨境支付 | cross-border payment | 2013
        p | 贸易便利化 | trade facilitation
        p | 品牌出海 | brand globalization | 2018
        o | 跨境进口零售 | cross-border import retail | 2014
        p | 外贸转型升级 | foreign trade upgrading
        f | 贸易成本 | trade costs
        f | 文化距离 | cultural distance
        p | 产教融合 | industry-education integration | 2017
        f | 出口绩效 | export performance
        m | 双重差分法 | difference-in-differences | 2017
        p | 税收政策 | tax policy
        f | 原产国形象 | country-of-origin image
        p | 通关效率 | customs clearance
        x | 东南亚市场 | Southeast Asian market
        f | 国际竞争力 | international competitiveness
        p | 贸易壁垒 | trade barriers
        m | 引力模型 | gravity model
        """,
        kinds="p",
        cnki=1.4,
        wos=0.9,
        curve=((2008, 0.3), (2013, 1), (2018, 8), (2025, 10)),
        trend="growth",
        neighbours="logistics and supply chain, platform governance",
    ),
    _topic(
        "rural e-commerce",
        "农村电商",
        """
        o | 农村电商 | rural e-commerce
        p | 乡村振兴 | rural revitalization | 2018
        o | 农产品电商 | agricultural e-commerce | 2010
        x | 农产品 | agricultural products
        p | 数字乡村 | digital villages | 2019
        f | 农民增收 | farmers' income growth
        o | 县域经济 | county economy
        p | 助农直播 | live streaming for farmers | 2020
        p | 共同富裕 | common prosperity | 2021
        f | 农户采纳行为 | farmers' adoption behavior
        p | 数字普惠金融 | digital inclusive finance | 2017
        x | 农户 | farm households
        p | 返乡创业 | returnee entrepreneurship | 2015
        p | 产业集群 | industrial clusters
        p | 农产品品牌 | agricultural branding
        o | 县域电商 | county e-commerce | 2014
        p | 高质量发展 | high-quality development | 2018
        p | 农产品上行 | farm-to-city product flow | 2016
        f | 数字鸿沟 | digital divide
        f | 城乡收入差距 | urban-rural income gap
        p | 电商示范县 | e-commerce demonstration counties | 2015
        p | 产业融合 | industrial integration
        f | 创业意愿 | entrepreneurial intention
        x | 新型农业经营主体 | new agricultural operators | 2014
        f | 数字素养 | digital literacy | 2020
        p | 农业现代化 | agricultural modernization
        p | 新质生产力 | new quality productive forces | 2024
        f | 社会嵌入 | social embeddedness
        x | 小农户 | smallholders
        p | 农村基础设施 | rural infrastructure
        """,
        kinds="p",
        cnki=1.7,
        wos=0.7,
        curve=((2008, 0.5), (2014, 1.5), (2018, 7), (2025, 11)),
        trend="growth",
        neighbours="live streaming commerce, logistics and supply chain",
    ),
    _topic(
        "logistics and supply chain",
        "物流与供应链",
        """
        o | 供应链 | supply chain
        p | 物流配送 | logistics distribution
        m | 演化博弈 | evolutionary game
        p | 定价策略 | pricing strategy
        p | 供应链管理 | supply chain management
        p | 冷链物流 | cold chain logistics
        o | 双渠道供应链 | dual-channel supply chain
        m | 博弈论 | game theory
        p | 供应链协调 | supply chain coordination
        p | 末端配送 | last-mile delivery
        m | Stackelberg博弈 | Stackelberg game
        o | 快递物流 | express delivery
        p | 库存管理 | inventory management
        p | 退货策略 | return policy
        o | 第三方物流 | third-party logistics
        p | 渠道选择 | channel selection
        f | 物流服务质量 | logistics service quality
        p | 需求预测 | demand forecasting
        f | 物流成本 | logistics costs
        o | 平台供应链 | platform supply chain | 2015
        p | 路径优化 | route optimization
        f | 供应链韧性 | supply chain resilience | 2020
        p | 供应链金融 | supply chain finance
        p | 绿色物流 | green logistics
        p | 收益共享契约 | revenue-sharing contract
        p | 信息共享 | information sharing
        m | 遗传算法 | genetic algorithm
        f | 消费者偏好 | consumer preference
        p | 仓储布局 | warehouse location
        """,
        kinds="tp",
        cnki=1.1,
        wos=1.2,
        curve=((2008, 4), (2025, 7)),
        trend="steady",
        neighbours="group buying, cross-border e-commerce, rural e-commerce",
    ),
    _topic(
        "platform governance",
        "平台治理",
        """
        p | 平台治理 | platform governance | 2014
        p | 法律规制 | legal regulation
        f | 隐私关注 | privacy concerns
        o | 电商平台 | e-commerce platforms
        p | 个人信息保护 | personal information protection
        p | 消费者权益保护 | consumer protection
        p | 平台监管 | platform supervision
        f | 隐私披露 | privacy disclosure
        p | 平台责任 | platform liability
        f | 隐私悖论 | privacy paradox
        p | 数据安全 | data security | 2012
        o | 网络交易 | online transactions
        p | 大数据杀熟 | data-enabled price discrimination | 2018
        f | 算法歧视 | algorithmic discrimination | 2019
        p | 虚假宣传 | false advertising
        p | 协同治理 | collaborative governance
        m | 隐私计算理论 | privacy calculus
        p | 知识产权保护 | intellectual property protection
        p | 不正当竞争 | unfair competition
        p | 信用监管 | credit supervision
        p | 税收征管 | tax administration
        f | 平台垄断 | platform monopoly | 2019
        p | 产品质量监管 | product quality control
        p | 数据要素 | data as a production factor | 2021
        p | 网络传销 | online pyramid selling
        m | 政策文本分析 | policy text analysis
        p | 自律机制 | self-regulation
        f | 信息安全 | information security
        p | 多元共治 | multi-stakeholder governance
        f | 感知隐私风险 | perceived privacy risk
        """,
        kinds="pb",
        cnki=1.3,
        wos=0.8,
        curve=((2008, 1), (2014, 1.5), (2018, 5), (2022, 10), (2025, 9)),
        trend="growth",
        neighbours="live streaming commerce, online trust, recommender systems",
    ),
)
