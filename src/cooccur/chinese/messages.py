"""Errors and notes in Chinese: what was found, where, what was expected, what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

MEANINGS: Final[Mapping[str, str]] = {
    "A file or folder that was named does not exist.": "指定的文件或文件夹不存在。",
    "A file cannot be read, or is a pipe, device or socket.": "文件无法读取，或不是普通文件。",
    "A file holds nothing.": "文件为空。",
    "The content of a file is not what can be read.": "文件内容无法识别。",
    "A file in a folder or archive is no export; the others were read.": (
        "文件夹或压缩包中有文件不是导出文件，其余均已读取。"
    ),
    "The content was recognised but is no literature (patents, a login page).": (
        "内容不是文献（例如专利或登录页面）。"
    ),
    "An archive cannot be opened or is protected.": "压缩包无法打开或有密码。",
    "A file, archive or output is larger than its limit.": "文件、压缩包或输出超过上限。",
    "A record, a keyword or a list of keywords is longer than its limit.": (
        "记录、关键词或关键词列表超过长度上限。"
    ),
    "Some bytes fit no encoding; they were replaced.": "部分字节无法解码，已替换。",
    "A record or a row of a table is damaged; what cannot be read was skipped.": (
        "记录或表格中的一行有损坏，无法读取的部分已跳过。"
    ),
    "A record has no end mark; it was closed where the next one starts.": (
        "记录没有结束标记，视为在下一条记录前结束。"
    ),
    "Lines between records belong to none of them.": "记录之间有不属于任何记录的行。",
    "A file has several vocabularies, or headings that tell no topic.": (
        "文件含有多种索引词表，或含有与主题无关的标引词。"
    ),
    "The format does not tell author keywords from index keywords.": (
        "该格式不区分作者关键词与索引关键词。"
    ),
    "The export was saved without its keyword fields.": "导出时未包含关键词字段。",
    "Nothing that was given holds a record, or what an option asks of records.": (
        "给出的文件中没有记录，或记录缺少选项所需的内容。"
    ),
    "No record has a keyword or phrase of the kind asked for.": (
        "没有文献含有所需类别的关键词或短语。"
    ),
    "A network file is not understood, or something in it was changed.": (
        "网络文件无法解析，或其中内容有所调整。"
    ),
    "A view lacks what it shows: data of the map, or letters of a font.": (
        "缺少视图所需的数据或字体字符。"
    ),
    "A line of a thesaurus or stop list is not understood.": (
        "同义词表或停用词表中有一行无法解析。"
    ),
    "An option, a format or the name of an output cannot be used.": (
        "选项、格式或输出文件名不可用。"
    ),
    "An output cannot be written.": "无法写出文件。",
    "A file changed while it was worked with, or since the map was made.": (
        "文件在处理过程中或在生成图谱之后发生了变化。"
    ),
    "Which columns of a table hold what.": "表格各列的含义。",
}
"""The meaning of every code; it leads in a message that has no translation of its own."""

CLICK: Final[Mapping[str, str]] = {
    # In the help.
    "Usage:": "用法：",
    "[OPTIONS]": "[选项]",
    "COMMAND": "命令",
    "[ARGS]...": "[参数]...",
    "Options": "选项",
    "Commands": "命令",
    "Show this message and exit.": "显示本帮助后退出。",
    "Show the version and exit.": "显示版本后退出。",
    # About a wrong call.
    "No such option '{name}'. (Did you mean one of: {near}?)": "没有选项 {name}；是否指 {near}？",
    "No such option '{name}'. Did you mean '{near}'?": "没有选项 {name}；是否指 {near}？",
    "No such option '{name}'.": "没有选项 {name}",
    # As click before 8.4 says it.
    "No such option: {name} (Possible options: {near})": "没有选项 {name}；是否指 {near}？",
    "No such option: {name} Did you mean {near}?": "没有选项 {name}；是否指 {near}？",
    "No such option: {name}": "没有选项 {name}",
    "No such command '{name}'. (Did you mean one of: {near}?)": "没有命令 {name}；是否指 {near}？",
    "No such command '{name}'. Did you mean '{near}'?": "没有命令 {name}；是否指 {near}？",
    "No such command '{name}'.": "没有命令 {name}",
    "Missing argument '{name}'.": "缺少参数 {name}",
    "Missing command.": "缺少命令",
    "Option '{name}' requires an argument.": "选项 {name} 需要一个值",
    "Option '{name}' does not take a value.": "选项 {name} 不接受取值",
    "Got unexpected extra argument ({name})": "多余的参数：{name}",
    "Invalid value for '{name}': '{value}' is not one of {choices}.": (
        "选项 {name} 没有取值 '{value}'；可选：{choices}"
    ),
    "Invalid value for '{name}': '{value}' is not a valid integer.": (
        "选项 {name} 的值为 '{value}'，应为整数"
    ),
    "Invalid value for '{name}': '{value}' is not a valid float.": (
        "选项 {name} 的值为 '{value}'，应为数字"
    ),
    "Invalid value for '{name}': {what}": "选项 {name} 的值不可用：{what}",
    # Reasons of the operating system.
    "No such file or directory": "文件或文件夹不存在",
    "Permission denied": "权限不足",
    "No space left on device": "磁盘空间不足",
    "Is a directory": "这是文件夹",
    "Not a directory": "不是文件夹",
    "File name too long": "文件名过长",
    "Read-only file system": "文件系统只读",
}
"""What click and the operating system say."""

MESSAGES: Final[Mapping[str, str]] = {
    # The call.
    "{message} (see {command} --help)": "{message}（见 {command} --help）",
    "{value} is neither auto nor a whole number": "{value} 既不是 auto 也不是整数",
    "unknown {what} {name}; known: {known}": "{what} 没有取值 {name}；可选：{known}",
    "there is no option {name}{nearest}": "没有选项 {name}{nearest}",
    "; did you mean {name}?": "；是否指 {name}？",
    "; known: {names}": "；可用：{names}",
    "{option} is {value}; a whole number from 1 is expected": (
        "{option} 的值为 {value}，应为不小于 1 的整数"
    ),
    "{option} is {value}; a number from 0, or -1, is expected": (
        "{option} 的值为 {value}，应为不小于 0 的数，或 -1"
    ),
    "--decimals is {value}; a whole number to 12 is expected": (
        "--decimals 的值为 {value}，应为 0 至 12 的整数"
    ),
    "--resolution is {value}; a number from 0 is expected": (
        "--resolution 的值为 {value}，应为不小于 0 的数"
    ),
    "--seed is {value}; a whole number from 0 is expected": (
        "--seed 的值为 {value}，应为不小于 0 的整数"
    ),
    "--width is {value}; a width from 40 to 420 mm is expected": (
        "--width 的值为 {value}，应为 40 至 420 毫米"
    ),
    "--dpi is {value}; a whole number from 72 to 1200 is expected": (
        "--dpi 的值为 {value}，应为 72 至 1200 的整数"
    ),
    "--burst-s is {value}; a number above 1 is expected": (
        "--burst-s 的值为 {value}，应为大于 1 的数"
    ),
    "--burst-gamma is {value}; a number from 0 is expected": (
        "--burst-gamma 的值为 {value}，应为不小于 0 的数"
    ),
    "years {text} not understood; write 2010-2020, 2010-, -2020 or 2015": (
        "--years 的值 {text} 无法识别；请写成 2010-2020、2010-、-2020 或 2015"
    ),
    "years {text} end before they begin; write {end}-{begin}": (
        "--years 的值 {text} 起止颠倒；请写成 {end}-{begin}"
    ),
    "--author-words is {text}; a range of words such as 2-4 is expected": (
        "--author-words 的值为 {text}，应为词数范围，如 2-4"
    ),
    (
        "--select is {text}; the form {form} is expected, with numbers such as 25 or 2.5, above 0 "
        "where keywords are counted"
    ): "--select 的值为 {text}，应为 {form} 的形式，数字如 25 或 2.5，表示关键词数时须大于 0",
    (
        "periods {text} not understood; write auto, a number of periods such as 3, or the first "
        "years of the later periods such as 2010,2016"
    ): (
        "--periods 的值 {text} 无法识别；请写 auto、时期个数（如 3），"
        "或第二个时期起各时期的首年（如 2010,2016）"
    ),
    "periods {text}: every year must be later than the one before it": (
        "--periods 的值 {text}：年份必须逐个递增"
    ),
    "no input was given; name files, folders or globs": "没有给出输入；请指定文件、文件夹或通配符",
    (
        "{n} keywords occur in at least {least} records; a conceptual structure needs 3 keywords "
        "or more: lower min_occurrences or keep more keywords"
    ): (
        "只有 {n} 个关键词的频次不低于 {least}，概念结构至少需要 3 个；"
        "请降低 --min-occurrences 或保留更多关键词"
    ),
    "the limit {given} was given; write NAME=N with N from 1, as {name}=1000": (
        "--limit 的值为 {given}，应为 NAME=N，N 不小于 1，如 {name}=1000"
    ),
    "--columns has {part}; FIELD=COLUMN,... is expected, with the fields {fields}": (
        "--columns 中有 {part}，应为 FIELD=COLUMN,... 的形式，字段可为 {fields}"
    ),
    "--columns names no column for title, keywords or index": (
        "--columns 未指定 title、keywords 或 index 列"
    ),
    "no table has the columns {columns} that --columns names; found was: {found}": (
        "没有表格含有 --columns 指定的列 {columns}；表头中有：{found}"
    ),
    # Outputs.
    "the name of an output is empty": "输出文件名为空",
    (
        "the output {output} has no suffix that can be written; known: {known} (a folder of tables "
        "ends in /)"
    ): "无法识别输出 {output} 的后缀；可用：{known}（表格文件夹以 / 结尾）",
    "the output {output} is an input too; choose another name": (
        "输出 {output} 同时是输入文件；请换一个名称"
    ),
    "the output {output} is {found}; choose another name": (
        "输出 {output} 已存在，且是{found}；请换一个名称"
    ),
    "a folder": "文件夹",
    "a file": "文件",
    "the name of the report is empty": "报告的输出名称为空",
    "cannot be written ({reason}); choose a place with write permission and free space": (
        "无法写出（{reason}）；请换到有写入权限和足够空间的位置"
    ),
    "{reason}; free space or choose another place": "{reason}；请释放空间或换一个位置",
    (
        "a matrix of {n} keywords would have {cells} cells; at most {most} keywords are written, "
        "lower --max-keywords"
    ): "{n} 个关键词的矩阵将有 {cells} 个单元格；最多写出 {most} 个关键词，请减小 --max-keywords",
    (
        "the map was made without a thesaurus, so there are no replacements to write; give one "
        "with --thesaurus"
    ): "图谱未使用同义词表，没有可写出的替换；请用 --thesaurus 指定",
    # Figures.
    "there are no themes for a strategic diagram; choose another --view": (
        "没有可绘制战略坐标图的主题；请换一个 --view"
    ),
    "no record of a keyword has a year, which the {view} needs; choose another --view": (
        "含关键词的文献均无年份，无法绘制 {view}；请换一个 --view"
    ),
    "no record of a keyword has a year, which the overlay colours; choose another --view": (
        "含关键词的文献均无年份，无法绘制叠加图；请换一个 --view"
    ),
    (
        "no keyword has a burst, so there is no table of bursts; lower --burst-s or "
        "--burst-min-duration, or choose another --view"
    ): "没有突现的关键词；请减小 --burst-s 或 --burst-min-duration，或换一个 --view",
    (
        "the map was made without a conceptual structure; add one with --structure, or choose "
        "another --view"
    ): "图谱未含概念结构；请用 --structure 添加，或换一个 --view",
    (
        "the map goes on from no earlier one; name one with --since, or choose another --view"
    ): "图谱未接续先前图谱；请用 --since 指定，或换一个 --view",
    "no keyword with a year is frequent enough for a trend; choose another --view": (
        "有年份的关键词频次不足，无法绘制趋势；请换一个 --view"
    ),
    (
        "no period has a theme, so there is no evolution to draw; choose another --view or other "
        "--periods"
    ): "各时期均无主题，无法绘制演化图；请换一个 --view 或 --periods",
    "no record has a year, so there is no growth to draw; choose another --view": (
        "文献均无年份，无法绘制年度变化；请换一个 --view"
    ),
    (
        "no installed font has Chinese characters, so they are missing in PDF and PNG figures; "
        "install one (Debian, Ubuntu: fonts-noto-cjk; Fedora: google-noto-sans-cjk-fonts; conda: "
        "font-ttf-noto-cjk; elsewhere Noto Sans SC from fonts.google.com) or write .svg, which is "
        "set in the reader's fonts"
    ): (
        "未安装中文字体，PDF 和 PNG 图中将缺少汉字；请安装一种（Debian、Ubuntu：fonts-noto-cjk；"
        "Fedora：google-noto-sans-cjk-fonts；conda：font-ttf-noto-cjk；"
        "其他系统可从 fonts.google.com 下载 Noto Sans SC），或改为输出 .svg，由阅读者的字体显示"
    ),
    (
        "no installed font has {shown}; install one that has, or write .svg, which is set in the "
        "reader's fonts"
    ): "已安装的字体中没有 {shown}；请安装含有它的字体，或改为输出 .svg，由阅读者的字体显示",
    # Clusters of machines.
    '--engine dask needs dask, which is not there; install it: pip install "cooccur[dask]"': (
        '--engine dask 需要 dask，但尚未安装；请运行 pip install "cooccur[dask]"'
    ),
    "--scheduler is given without --engine dask; give both or none": (
        "给了 --scheduler 却没有 --engine dask；请两个都给，或都不给"
    ),
    (
        "no Dask scheduler answers at {address} ({told}); start one with `dask scheduler`, give "
        "its address as tcp://HOST:PORT, and check that its port can be reached"
    ): (
        "{address} 没有 Dask 调度器应答（{told}）；请用 `dask scheduler` 启动，"
        "以 tcp://HOST:PORT 给出地址，并检查端口是否可达"
    ),
    (
        "a Dask cluster cannot be started on this machine; try `dask scheduler` and `dask worker` "
        "by hand and give the address with --scheduler"
    ): (
        "无法在本机启动 Dask 集群；请手动运行 `dask scheduler` 和 `dask worker`，"
        "再用 --scheduler 给出地址"
    ),
    "the Dask scheduler at {address} was lost on the way; look at its log, start again": (
        "运行中与 Dask 调度器 {address} 失去联系；请查看其日志后重新运行"
    ),
    "the workers at {address} cannot read ({told}); {cure}": (
        "{address} 的工作进程无法读取文件（{told}）；{cure}"
    ),
    "a worker runs cooccur {version} and this is {own}; {cure}": (
        "工作进程的 cooccur 版本为 {version}，本机为 {own}；{cure}"
    ),
    (
        "all machines need the same versions of Python, cooccur and dask: start scheduler and "
        "workers from one environment"
    ): ("各台机器的 Python、cooccur 和 dask 版本须相同：请从同一环境启动调度器和工作进程"),
    (
        "a worker of the cluster {there}; put the files on a file system that all machines mount "
        "at the same place, and give them by that path"
    ): (
        "集群的一个工作进程{there}；请把文件放在各台机器以相同路径挂载的共享文件系统上，"
        "并以该路径给出"
    ),
    "finds no such file": "找不到此文件",
    "finds {size} bytes there": "看到的文件为 {size} 字节",
    "--{option} needs records, and two passes keep none": (
        "--{option} 需要题录，而分两遍计数不保留题录"
    ),
    (
        "records that are counted in two passes are not kept and cannot be merged; add --merge off"
    ): "分两遍计数不保留题录，也就不能合并重复题录；请加上 --merge off",
    (
        "what databases have in common needs records, and these were only counted; "
        "choose another --view"
    ): "各数据库的重合情况需要题录，而此处只作了计数；请换用其他 --view",
    "--two-passes reads files, and this corpus is read; leave it out": (
        "--two-passes 用于读取文件，而此语料已经读入；请去掉该选项"
    ),
    # Files and archives.
    "there is no such file or folder; check the spelling and the working folder": (
        "没有这个文件或文件夹；请检查拼写和当前目录"
    ),
    "no file matches this pattern; check the folder and the spelling": (
        "没有文件匹配此通配符；请检查文件夹和拼写"
    ),
    "this is a pipe, device or socket; save it as a file and give that": (
        "这不是普通文件，而是管道、设备或套接字；请先存为文件"
    ),
    "it cannot be read ({reason}); check its permissions": "无法读取（{reason}）；请检查权限",
    (
        "it is larger than {limit} bytes, the most that is read; split the export, or raise the "
        "limit: --limit {name}=N"
    ): ("文件超过读取上限 {limit} 字节；请分批导出，或提高上限：--limit {name}=N"),
    "the archive cannot be opened ({error}); download it again or unpack it yourself": (
        "压缩包无法打开（{error}）；请重新下载或先解压"
    ),
    "the archive is damaged ({error})": "压缩包已损坏（{error}）",
    "this member cannot be read ({error})": "压缩包中的此文件无法读取（{error}）",
    (
        "it grows beyond the limits of archives when it is decompressed; unpack it yourself, or "
        "raise them: --limit archive_bytes=N, archive_ratio=N, member_bytes=N"
    ): (
        "解压后超过大小上限；请先自行解压，或提高上限："
        "--limit archive_bytes=N、archive_ratio=N、member_bytes=N"
    ),
    (
        "it has more than {limit} members; those after them are not read: unpack it yourself, or "
        "raise the limit: --limit archive_members=N"
    ): (
        "压缩包内文件超过 {limit} 个，其后的未读取；请先自行解压，"
        "或提高上限：--limit archive_members=N"
    ),
    "an archive inside an archive is not opened; unpack the outer one": (
        "不读取压缩包中的压缩包；请先解压外层"
    ),
    "it is {name}, which cannot be opened here; unpack it, or pack it as .zip": (
        "这是{name}，无法直接打开；请先解压，或改用 .zip 打包"
    ),
    "a RAR archive": " RAR 压缩包",
    "a 7z archive": " 7z 压缩包",
    "the workbook cannot be opened ({reason}); save it again, without a password": (
        "工作簿无法打开（{reason}）；请另存一次，且不加密码"
    ),
    "it is damaged or too large": "已损坏或过大",
    "the file changed while it was being worked with; start again": (
        "处理过程中文件发生了变化；请重新运行"
    ),
    # What is no export.
    "the file is empty; export the records again": "文件为空；请重新导出",
    "it looks like {what}, an export of a literature database was expected; {advice}": (
        "内容似为{what}，应为文献数据库的导出文件；{advice}"
    ),
    "it looks like {what}; sign in and {advice}": "内容似为{what}；登录后，{advice}",
    "no record of the format {format} in it; {what}": "其中没有 {format} 格式的记录；{what}",
    "export the records again and give that file": "请重新导出，再使用所得文件",
    "save it as plain text or as .xlsx": "请另存为纯文本或 .xlsx",
    "export from that database as RIS or BibTeX": "请从该数据库导出 RIS 或 BibTeX",
    "export it as RIS": "请导出为 RIS",
    "see 'cooccur formats' for what can be read, or name the format": (
        "可读取的格式见 cooccur formats，也可用 --format 指定格式"
    ),
    "a PDF document": " PDF 文档",
    "an image": "图片",
    "a database file": "数据库文件",
    "an Office document or a workbook without the columns of an export": (
        " Office 文档，或不含导出列的工作簿"
    ),
    "an RTF document": " RTF 文档",
    "a web page": "网页",
    "a web page that asks to sign in, not the export": "登录页面，而非导出文件",
    "text that begins with {beginning}": "以 {beginning} 开头的文本",
    "no text": "非文本文件",
    # Records.
    "none of the {n} files that were given holds a record{first}": (
        "给出的 {n} 个文件中没有任何记录{first}"
    ),
    "nothing that was given holds a record": "给出的文件中没有任何记录",
    "all {n} records were skipped, the first because {reason}; export them again": (
        "{n} 条记录全部被跳过，第一条的原因：{reason}；请重新导出"
    ),
    (
        "none of {n} records is left after the filters; widen --years, --document-type or "
        "--language"
    ): "筛选后 {n} 篇文献无一保留；请放宽 --years、--document-type 或 --language",
    "no record has a {kind}keyword; {cure}": "文献均无{kind}关键词；{cure}",
    "author ": "作者",
    "index ": "索引",
    (
        "choose other words with --keywords, or loosen --author-words, --stop-list, --hide and "
        "--thesaurus"
    ): "请用 --keywords 改用其他词，或放宽 --author-words、--stop-list、--hide 和 --thesaurus",
    "choose a vocabulary that the export has with --vocabulary: {names}": (
        "请用 --vocabulary 选择导出文件中已有的词表：{names}"
    ),
    (
        "export the full records again (WOS: 'Full Record'; CNKI: RefWorks, EndNote or "
        "self-defined with keywords), or make the map from titles with --keywords title"
    ): (
        "请重新导出全记录（WOS：“全记录”；CNKI：RefWorks、EndNote 或含关键词的自定义格式），"
        "或用 --keywords title 由题名生成图谱"
    ),
    (
        "no record tells how often it was used; only full records of Web of Science do, choose "
        "another --select"
    ): "文献均无使用次数；仅 Web of Science 全记录含有，请换一个 --select",
    (
        "none of its {n} records has author keywords or Keywords Plus; an export saved with a "
        "short record content has none: export it again with record content 'Full Record' or "
        "'Full Record and Cited References'"
    ): (
        "其中 {n} 条记录均无作者关键词和 Keywords Plus，导出内容过简；"
        "请重新导出，记录内容选“全记录”或“全记录与引用的参考文献”"
    ),
    "the record has no id, title, authors or keywords (found {found})": (
        "记录没有编号、题名、作者和关键词（只有 {found}）"
    ),
    "no field at all": "空字段",
    "only {fields}": "{fields}",
    "the record has no end mark ER; it was closed where the next one or the file ends": (
        "记录缺少结束标记 ER，视为在下一条记录前或文件末尾结束"
    ),
    "the record has no start mark PT": "记录缺少起始标记 PT",
    "lines between records that belong to none of them: {n}": "记录之间有 {n} 行不属于任何记录",
    "lines that belong to no record: {n}": "有 {n} 行不属于任何记录",
    "the {tag} line of it is missing": "记录缺少 {tag} 行",
    "lines above the first record that belong to no record: {n}": (
        "第一条记录之前有 {n} 行不属于任何记录"
    ),
    "the line that begins this record is missing": "缺少此记录的起始行",
    "it has no title, authors or keywords, only {found}": (
        "记录没有题名、作者和关键词，只有 {found}"
    ),
    "no title, authors or keywords, only {found}": "记录没有题名、作者和关键词，只有 {found}",
    "it has no id, title, authors or keywords, only {found}": (
        "记录没有编号、题名、作者和关键词，只有 {found}"
    ),
    "it is {what} of OpenAlex and no work; export works instead": (
        "这是 OpenAlex 的其他条目（{what}），不是文献；请导出 works"
    ),
    "it is {what} and no literature; export papers instead": (
        "这不是文献（{what}）；请改为导出论文"
    ),
    "a patent": "专利",
    "a grant": "基金项目",
    "a clinical trial": "临床试验",
    "a policy document": "政策文件",
    "a data set": "数据集",
    "the JSON cannot be read: {reason}": "JSON 无法读取：{reason}",
    "the line 【来源篇名】 that begins it is missing": "缺少起始的【来源篇名】行",
    "the line of hyphens that ends it is missing": "缺少作为结尾的连字符行",
    "its last line, SOURCE: Scopus, is missing": "缺少末行 SOURCE: Scopus",
    "the row has {n} cells, its header {expected}": "该行有 {n} 个单元格，表头有 {expected} 个",
    (
        "{n} records have check tags of MeSH (Humans, Male), which tell little of a topic; "
        "--vocabulary mesh-topics leaves them out"
    ): (
        "{n} 条记录含 MeSH 特征词（如 Humans、Male），与主题关系不大；"
        "可用 --vocabulary mesh-topics 排除"
    ),
    "index keywords are its {name} ({n} records); {rest}": (
        "索引关键词取自 {name}（{n} 条记录）；{rest}"
    ),
    "it has {others} too, see --vocabulary": "另有 {others}，见 --vocabulary",
    "it has no {name}; it has no other vocabulary": "文件中没有 {name}，也没有其他词表",
    "it has no {name}; it has {others}": "文件中没有 {name}；可用 {others}",
    "it has no title, author or keywords, only {found}": (
        "记录没有题名、作者和关键词，只有 {found}"
    ),
    "the row has no title, author or keywords, only {found}": (
        "该行没有题名、作者和关键词，只有 {found}"
    ),
    "the row has no id, title, authors or keywords (found only {found})": (
        "该行没有编号、题名、作者和关键词（只有 {found}）"
    ),
    "the row stands above the header": "该行在表头之前",
    "the row has more cells than its header": "该行的单元格多于表头",
    "the row does not end": "该行没有结束标记",
    "the entry has no title, author or keywords; it has {fields}": (
        "条目没有题名、作者和关键词，只有 {fields}"
    ),
    "the value of {field} has no end": "字段 {field} 的值没有结束",
    "the last brace of the entry is missing": "条目缺少末尾的花括号",
    (
        "{n} of the {all} entries of a list are too long or too many to be keywords and were not "
        "read; look at the file here, or raise the limits: --limit keywords_per_record=N, --limit "
        "keyword_length=N"
    ): (
        "关键词列表共 {all} 项，其中 {n} 项过长或过多，未读取；请查看文件此处，或提高上限："
        "--limit keywords_per_record=N、--limit keyword_length=N"
    ),
    (
        "the encoding is neither UTF-8, UTF-16 nor GB18030 and was taken for {encoding}: check "
        "names with accents, or save the file as UTF-8"
    ): (
        "编码不是 UTF-8、UTF-16 或 GB18030，按 {encoding} 读取；请核对带重音的姓名，或另存为 UTF-8"
    ),
    (
        "{n} characters of this {encoding} file could not be read and were replaced; the first "
        "stands here: export the file again"
    ): "这个 {encoding} 文件中有 {n} 个字符无法读取，已替换，首处在此；请重新导出",
    (
        "KW holds author keywords and Keywords Plus: those in capitals at its end are taken for "
        "Keywords Plus (right for 99 of 100 where it was checked)"
    ): (
        "KW 字段混合了作者关键词与 Keywords Plus：末尾的全大写词视为 Keywords Plus"
        "（核查时准确率为 99%）"
    ),
    (
        "KW holds author keywords and index keywords without telling which: all are taken for "
        "author keywords"
    ): "KW 字段不区分作者关键词与索引关键词：全部视为作者关键词",
    (
        "{n} of {all} records have no {field} with words in Latin letters and get no phrases "
        "(Chinese is not cut into words); take their keywords instead: author or all"
    ): (
        "{all} 篇文献中有 {n} 篇的 {field} 没有西文词语，未提取短语（中文不作分词）；"
        "请改用关键词：--keywords author 或 all"
    ),
    "all records are from one database: circles are drawn as plain discs": (
        "所有文献来自同一数据库：节点按圆点绘制"
    ),
    "all records are from one database, {name}: circles are drawn as plain discs": (
        "所有文献来自同一数据库（{name}）：节点按圆点绘制"
    ),
    # Thesaurus and stop list.
    "there is no such file; check the name": "没有这个文件；请检查名称",
    "this is no file, a text file was expected; name one": "这不是文件；请指定一个文本文件",
    "the file cannot be read ({reason}); check its permissions": (
        "文件无法读取（{reason}）；请检查权限"
    ),
    "the text is neither UTF-8 nor GB18030; save it as UTF-8": (
        "文本编码既不是 UTF-8 也不是 GB18030；请另存为 UTF-8"
    ),
    "the file holds nothing, expected {forms}": "文件为空，应为{forms}",
    "{start} found, expected {forms}; write one": "发现 {start}，应为{forms}；请改写",
    (
        "a VOSviewer thesaurus (first line label<TAB>replace by) or a CiteSpace alias file "
        "(primary#secondary in every line)"
    ): (
        " VOSviewer 同义词表（首行为 label<TAB>replace by）"
        "或 CiteSpace alias 文件（每行为 primary#secondary）"
    ),
    (
        "{found} found, expected a table of decisions with the columns {columns}; take another "
        "name or delete the file"
    ): "发现 {found}，应为含有 {columns} 各列的决定表；请换用其他文件名或删除该文件",
    (
        "{variant} is accepted with two replacements, the other in line {line}; reject one of them"
    ): "{variant} 有两个已接受的替换词，另一个在第 {line} 行；请拒绝其中之一",
    "{found} found, expected accepted, rejected or undecided; write one of them": (
        "发现 {found}，应为 accepted（接受）、rejected（拒绝）或 undecided（未定）；请填写其中之一"
    ),
    "no variant found, expected a keyword; write one or delete the line": (
        "缺少 variant，应为关键词；请填写或删去该行"
    ),
    "accepted replacements form a circle: {chain}; reject one of them": (
        "已接受的替换首尾相接：{chain}；请拒绝其中之一"
    ),
    (
        "{name} replaces {variant} by {preferred}, the decisions say {decided}, which counts "
        "({n} such rows); change the decisions"
    ): (
        "{name} 将 {variant} 替换为 {preferred}，而决定表为 {decided}，以后者为准（共 {n} 行）；"
        "如需更改请修改决定表"
    ),
    "{n} dropped keywords have no form in an alias file and are left out; write a .txt": (
        "alias 文件无法表示删除的 {n} 个关键词，未写入；请改写为 .txt"
    ),
    (
        "the output {output} has no suffix that a thesaurus can have; known: .txt (VOSviewer), "
        ".alias (CiteSpace)"
    ): "输出 {output} 的后缀不能用于同义词表；可用：.txt（VOSviewer）、.alias（CiteSpace）",
    "min_score is {value}; a number from 0 to 1 is expected": (
        "min_score 为 {value}，应为 0 到 1 之间的数"
    ),
    # Evidence of proposals.
    "they differ in a particle": "仅虚词不同",
    "they differ in a last word that adds little": "仅末尾的泛指词不同",
    "they differ in accents or Greek letters": "仅重音符号或希腊字母的写法不同",
    "the same letters, written together or apart": "字母相同，连写或分写",
    "{key} ({short}) in {n} titles, abstracts or keywords": (
        "{key} ({short}) 见于 {n} 条题名、摘要或关键词"
    ),
    "the keyword {label} holds both": "关键词 {label} 同时含有二者",
    "spelled {rare} in {n} records and {often} in {m}": (
        "{n} 条文献写作 {rare}，{m} 条写作 {often}"
    ),
    "listed together in {n} records": "{n} 条文献的中英文关键词同时列出",
    "perhaps the term that was searched for": "可能是检索词",
    "no topic by itself": "单独出现不表示主题",
    "a broad term": "宽泛词",
    "in {n} of {all} records": "见于 {all} 条文献中的 {n} 条",
    "by way of others": "经由其他关键词",
    (
        "{start} found, expected one keyword a line without tabs; replacements belong into a "
        "thesaurus file"
    ): "发现 {start}，应为每行一个关键词且不含制表符；替换规则请写入同义词表",
    (
        "{variant} was given another replacement in line {line}, which counts; delete one of the "
        "two lines"
    ): "{variant} 已在第 {line} 行给出另一替换，以该行为准；请删去其中一行",
    "{found} found, expected a keyword; write one or delete the line": (
        "发现 {found}，应为关键词；请改写或删去该行"
    ),
    (
        "{n} cells found, expected {expected} parted by tabs; write label<TAB>replacement, or "
        "label<TAB> to drop the keyword"
    ): (
        "发现 {n} 个单元格，应为 {expected} 个，以制表符分隔；请写成 label<TAB>替换词，"
        "或写 label<TAB> 以删去该关键词"
    ),
    (
        "{start} found, expected primary{sign}secondary; write one pair of keywords a line, or use "
        "VOSviewer's form for keywords with this sign"
    ): (
        "发现 {start}，应为 primary{sign}secondary；请每行写一对关键词，"
        "含此符号的关键词请改用 VOSviewer 格式"
    ),
    (
        "{variant} becomes {preferred}, which line {line} says is {fate}: replacements are made "
        "once, so it stays {same}; write here what you want it to become"
    ): (
        "{variant} 替换为 {preferred}，而第 {line} 行又将后者{fate}：替换只进行一次，"
        "故保留 {same}；请在此处直接写最终的词"
    ),
    "replaced by {end}": "替换为 {end}",
    "dropped": "删去",
    # Networks of other programs.
    "{option} needs records, and {name} holds none; leave it out": (
        "{option} 需要文献，而 {name} 不含文献；请去掉此选项"
    ),
    "--similarity {similarity} needs {what}, and {name} tells none": (
        "--similarity {similarity} 需要{what}，而 {name} 中没有"
    ),
    "{message}; take association_strength": "{message}；请改用 association_strength",
    "occurrences": "频次",
    "no keyword of the network is left; loosen --min-occurrences or --hide": (
        "网络中没有剩下的关键词；请放宽 --min-occurrences 或 --hide"
    ),
    (
        "more than {most} {what} found, the most that is read; filter them, or raise the limit: "
        "--limit network_{what}=N"
    ): ("{what} 多于读取上限 {most}；请先筛选，或提高上限：--limit network_{what}=N"),
    "{name} is a network and stands alone; make one map of it and one of the exports": (
        "{name} 是网络文件，不能与导出文件合用；请分别生成图谱"
    ),
    (
        "{names} are {kinds}; give one network, or the parts of one: a VOSviewer map and its "
        "network, a Pajek .net with .clu and .vec"
    ): (
        "{names} 分别是 {kinds}；请只给一个网络，或同一网络的各部分："
        "VOSviewer 的 map 与 network 文件，或 Pajek 的 .net 与 .clu、.vec"
    ),
    "{n} nodes have the label of another one and were numbered: (2), (3), …": (
        "{n} 个节点与其他节点同名，已加编号：(2)、(3)……"
    ),
    "no attribute tells occurrences; the total link strength stands for them": (
        "没有表示频次的属性，以总连接强度代替"
    ),
    "occurrences are {name}, which is no count, rounded": "频次取自非整数属性 {name}，已取整",
    "attributes of nodes that were not used: {names}": "未使用的节点属性：{names}",
    "attributes of links that were not used: {names}": "未使用的连线属性：{names}",
    "{n} links from a node to itself were left out": "略去 {n} 条指向自身的连线",
    "{n} links without a positive strength were left out": "略去 {n} 条强度不为正的连线",
    "{n} links repeat another one, or run back; their strengths were added up": (
        "{n} 条连线重复或反向，强度已相加"
    ),
    "no node found; write the network again": "没有节点；请重新导出网络",
    "a VOSviewer map file holds no links; give its network file beside it": (
        "VOSviewer map 文件不含连线；请同时给出 network 文件"
    ),
    "a VOSviewer network file holds no labels; give its map file beside it": (
        "VOSviewer network 文件不含名称；请同时给出 map 文件"
    ),
    # Study files, manifests, and whether a map comes out the same.
    "there is no such study file; check the name": "没有这个研究文件；请检查名称",
    "the study file cannot be read ({reason}); check its permissions": (
        "研究文件无法读取（{reason}）；请检查权限"
    ),
    "this is no TOML in UTF-8 ({error}); write lines like min_occurrences = 3": (
        "这不是 UTF-8 编码的 TOML（{error}）；请按 min_occurrences = 3 的形式书写"
    ),
    "{name} is {value}, true or false is expected": "{name} 的值为 {value}，应为 true 或 false",
    "{name} is {value}, one value is expected": "{name} 的值为 {value}，应为单个值",
    "inputs is no list of names; write inputs = [...]": (
        "inputs 不是名称列表；请写成 inputs = [...]"
    ),
    "the study file {name} is an input too; choose another name": (
        "研究文件 {name} 同时是输入文件；请换一个名称"
    ),
    "there is no such file, or no manifest.json in this folder; name a map or report": (
        "没有这个文件，或文件夹中没有 manifest.json；请指定图谱或报告"
    ),
    "there is no such page, or no map.html in this folder; name a map or report": (
        "网页不存在，或该文件夹中没有 map.html；请指定图谱或报告"
    ),
    "it is larger than {n} MB, no map is; name a page that cooccur wrote": (
        "文件超过 {n} MB，不会是图谱；请指定 cooccur 写出的网页"
    ),
    "it holds no map of cooccur; name a page (map.html) or a report that cooccur wrote": (
        "其中没有 cooccur 的图谱；请指定 cooccur 写出的网页（map.html）或报告"
    ),
    "its data are damaged or of another version ({damage}); make the map again": (
        "其数据已损坏或属于其他版本（{damage}）；请重新生成图谱"
    ),
    "its data are damaged ({error}); make the map again": (
        "其数据已损坏（{error}）；请重新生成图谱"
    ),
    "its data are damaged (lang, title); make the map again": (
        "其数据已损坏（lang、title）；请重新生成图谱"
    ),
    (
        "it holds no manifest of cooccur; name a page, figure, workbook, report or manifest.json "
        "that cooccur wrote"
    ): "其中没有 cooccur 的清单；请指定 cooccur 写出的网页、图、工作簿、报告或 manifest.json",
    (
        "its manifest has the form {form}, this version of cooccur reads {own}; install cooccur "
        "{version}"
    ): "其清单为第 {form} 版格式，当前 cooccur 只读第 {own} 版；请安装 cooccur {version}",
    "its manifest is damaged: {name} is missing; make the map again": (
        "其清单已损坏：缺少 {name}；请重新生成图谱"
    ),
    (
        "it was made with cooccur {version}, whose option {option} is not known here; install that "
        "version"
    ): "它由 cooccur {version} 生成，其选项 {option} 在当前版本中不存在；请安装该版本",
    "{name}: {what}; the map may come out otherwise": "{name}：{what}；图谱可能不同",
    "missing": "缺失",
    "changed": "已改变",
    "not there before": "原先没有",
    "not made": "未生成",
    "cannot be made: {reason}": "无法生成：{reason}",
    "changed: it shows other data": "已改变：显示的数据不同",
    "its content was changed": "内容已改变",
    "changed (sha256 {before}… before, {after}… now)": (
        "已改变（原 sha256 为 {before}……，现为 {after}……）"
    ),
    "{before} before, {name} with other content now": "原为 {before}，现为内容不同的 {name}",
    "{before} before, {after} now": "原为 {before}，现为 {after}",
    "the manifest was changed: its command says {said}, its options {stand}": (
        "清单被修改：命令中为 {said}，选项中为 {stand}"
    ),
}
"""Messages with holes for their values, as the code makes them, and their Chinese."""
