#!/usr/bin/env python3
"""Makes ../demo-organizations.csv and ../demo-activities.csv from two tables of public facts.

    python3 make/demo.py real_organizations.csv real_activities.csv

The tables were compiled by hand from public notices, lists and news reports. What is left out on purpose: page
addresses, media outlets, persons, and remarks about the pages themselves.
"""
import csv
import re
import sys
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
COUNTRY = "100000"

ORGANIZATION_COLUMNS = ["key", "full_name", "kind", "region_code", "host_unit", "note"]
ACTIVITY_COLUMNS = ["key", "title", "source_year", "mode", "region_code", "address", "forms", "starts_on", "ends_on",
                    "hosts", "co_organizers", "participants_expected", "category", "sub_category", "audiences",
                    "venue_type", "fields", "organization_key"]

KINDS = {"科协": "association", "企业科协": "enterprise_association", "高校科协": "university_association",
         "园区科协": "park_association", "科普教育基地": "education_base", "科技馆": "venue", "学校": "school",
         "高校": "university", "科研院所": "research_institute", "医院": "hospital", "企业": "enterprise",
         "机关单位": "government", "社区": "community"}
SOCIETIES = {"country": "national_society", "province": "provincial_society", "city": "municipal_society",
             "county": "county_society"}
MASS = re.compile("共青团|妇女联合会|总工会|工商业联合会|作家协会|关心下一代")
# The seeded accounts belong to these, whatever the tables hold.
REQUIRED = [("ro9001", "温州科技馆", "venue", "330300"), ("ro9002", "瑞安市科学技术协会", "association", "330381")]


def read(path):
    with open(path, encoding="utf-8-sig", newline="") as source:
        return list(csv.DictReader(source))


def write(name, columns, rows):
    with open(HERE / name, "w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(name, len(rows))


# -- organisations ----------------------------------------------------------------------------------------------

def organization_kind(row, level):
    if row["type"] == "学会":
        return SOCIETIES[level]
    if row["note"] == "乡镇科协":
        return "township_association"
    if row["type"] == "机关单位":
        if "全民科学素质纲要" in row["name"]:
            return "outline_member"
        return "mass_organization" if MASS.search(row["name"]) else "government"
    return KINDS[row["type"]]


def note(text):
    parts = [part.replace("（镜像页）", "").strip() for part in re.split("[;；]", text)]
    return ";".join(part for part in parts if part and not part.startswith(("页面作", "名称含人名")))


def organizations(rows, regions):
    out, names = [], set()
    for row in rows:
        code = row["admin_code"] or COUNTRY
        # An alternative name after a slash is an alias, not part of the seal.
        name = row["name"].split("/")[0].strip()
        if code not in regions or name in names:
            print("  left out:", row["id"], name, code)
            continue
        names.add(name)
        out.append({"key": row["id"], "full_name": name, "kind": organization_kind(row, regions[code]["level"]),
                    "region_code": code, "host_unit": row["host_unit"], "note": note(row["note"])})
    for key, name, kind, code in REQUIRED:
        if name not in names:
            out.append({"key": key, "full_name": name, "kind": kind, "region_code": code, "host_unit": "", "note": ""})
    return out


# -- names of hosts ---------------------------------------------------------------------------------------------

# "等17个单位", "等21个部门", "等120余家机构", "等19家省直单位", "等"
AND_OTHERS = re.compile(r"等(\d+余?[个家](省直)?(单位|部门|机构))?$")
REMARK = re.compile(r"（(主办单位之一|指导|页面未列名)）$")
NOT_A_NAME = re.compile(r"^\d+个单位|成员单位$|^推广服务中心$")
MEDIA = re.compile("传媒|融媒体|电视台|日报|广播")
# Departments the reports name without their province, which was named once before.
BARE = re.compile("^(网信办|教育厅|科技厅|自然资源厅|生态环境厅|水利厅|农业农村厅|农牧厅|卫生健康委|应急管理厅|国资委|科学技术研究院"
                  "|林草局|工商联|文联|党委宣传部)$")
LONG = [(re.compile(short + "$"), long) for short, long in [
    ("科协", "科学技术协会"), ("科技厅", "科学技术厅"), ("科技局", "科学技术局"), ("教委", "教育委员会"),
    ("(卫健委|卫生健康委)", "卫生健康委员会"), ("卫健局", "卫生健康局"), ("国资委", "国有资产监督管理委员会"),
    ("农村农业厅", "农业农村厅"), ("农科院", "农业科学院"), ("工商联", "工商业联合会"), ("文联", "文学艺术界联合会"),
    ("林草局", "林业和草原局"), ("网信办", "网络安全和信息化委员会办公室"), ("节水办", "节约用水办公室"), ("区政府", "区人民政府")]]
WHOLE = {"中宣部": ["中共中央宣传部"], "科技部": ["科学技术部"], "郑州市委市政府": ["中共郑州市委", "郑州市人民政府"],
         "河西区委": ["中共河西区委", "河西区人民政府"], "区政府": [],
         "中科院武汉分院": ["中国科学院武汉分院"], "州委宣传部": ["中共凉山州委宣传部"]}


def owner(letter, row):
    """Whose 省, 市, 区 or 县 a relative name means: 市教育局 in a row of 泉州 is 泉州市教育局."""
    if letter == "省":
        return row["province"]
    if letter == "市":
        return row["city"] or row["province"]
    return row["county"]


def host_names(text, row):
    out = []
    for token in re.split("[;、]", text):
        token = AND_OTHERS.sub("", REMARK.sub("", token.strip())).strip()
        if not token or NOT_A_NAME.search(token) or MEDIA.search(token):
            continue
        for name in WHOLE.get(token, [token]):
            if BARE.match(name):
                name = row["province"] + name
            elif re.match("[省市区县](?!内)", name) and owner(name[0], row):
                name = owner(name[0], row) + name[1:]
            if re.search("[省市区县州]委(宣传部|网信办|统战部|政法委)", name) and not name.startswith("中共"):
                name = "中共" + name
            for short, long in LONG:
                name = short.sub(long, name)
            if name not in out:
                out.append(name)
    return out


# -- activities -------------------------------------------------------------------------------------------------

FORMS = [("exhibition", "展览|(?<!节目)展示|展板|板报|群展|生态展|巡展|科普展(?!演)|书屋|图书推荐|流动科技馆"),
         ("lecture", "讲座|报告|讲堂|宣讲|科学课|科普课|分享会|论坛|教师培训|实验课"),
         ("interactive", "体验|互动|闯关|打卡|讲解|劳动实践|科普小实验"),
         ("consultation", "咨询|义诊|展位服务"),
         ("performance", "表演|文艺|科普剧|舞台剧|展演|科普秀|灯光秀|竞技|演出"),
         ("open_day", "开放|参观|采风|现场观摩"),
         ("study_tour", "研学|毅行"),
         ("fair", "市集|集市|嘉年华|摊位|文化周|大篷车"),
         ("salon", "沙龙|交流会|对话"),
         ("contest", "竞赛|竞答|竞猜|答题|竞技"),
         ("training", "培训"),
         ("experiment_show", "实验秀|科学秀"),
         ("screening", "展映|放映|影片|球幕|视频|MV"),
         ("livestream", "直播|线上|网络|公众号"),
         ("publicity", "宣传|资料|赠书|志愿|礼包|公益"),
         ("check_in", "打卡")]
AUDIENCES = [("youth", "青少年|小学|中学|五中|学生|校园|进学校|红领巾|亲子|儿童|青年科普"),
             ("farmers", "农民|乡村振兴|惠农|农科|农函大|丰收节|香榧|村$"),
             ("officials", "领导干部和公务员|进机关"),
             ("university_students", "大学生|专家校园行"),
             ("young_researchers", "青年科技工作者"),
             ("women_children", "亲子|妇女"),
             ("community_residents", "社区|居民"),
             ("general_public", "主场|启动仪式|启动式|广场|群众|市民|嘉年华|科普之夜|市集|集市|公众")]
VENUES = [("science_museum", "科技馆|科学技术馆|科学中心|科学馆"),
          ("museum", "博物馆|博物院"),
          ("public_square", "广场|公园|景观带|老街|西湖边|大观园|动物世界|外滩"),
          ("civilization_practice_center", "文明实践"),
          ("education_base", "科普教育基地|青少年综合活动中心|科普共享基地|科普馆"),
          ("community", "社区"),
          ("rural", "村$|村、|乡西双山|下渚湖街道|丰收节"),
          ("school", "小学|中学|学校|五中"),
          ("university_or_institute", "大学|学院|实验室|研究院")]
FIELDS = [("aerospace", "航天|深空|天文|飞行|空间"), ("artificial_intelligence", "AI|人工智能|智能"),
          ("health", "健康|义诊|医|病毒|眼科|药|禁毒"), ("water", "节水|水利|水润|水资源"),
          ("disaster_prevention", "防震|减灾|消防|安全第一课"), ("agriculture", "农|种植|丰收|香榧"),
          ("low_carbon", "低碳|碳|节能|绿色"), ("new_energy", "电力|能源"), ("nuclear", "核电"),
          ("life_science", "生物|海龟|动物|植物|花卉"), ("ecology", "自然|海洋|生态"),
          ("science_education", "科学体验|研学|课堂|素质大赛|小学")]
MAIN_EVENT = re.compile("主场|启动仪式|启动式|分会场|开幕式|科学嘉年华|科普嘉年华")
ONLINE_WORK = re.compile("云|线上|网络|视频|创作|摄影")
LECTURE = re.compile("讲座|讲堂|课堂|科普课|科学课|科普报告|报告会|交流会|沙龙|对话|论坛|专家大讲堂")
SHOW = re.compile("展览|科普展(?!演)|主题展|专题展|巡展|场馆开放|影片|展映|放映|流动科技馆|打卡|(?<!节目)展示")
HOSTS = [("venues", "科技馆|博物馆|科普馆|图书馆|青少年宫|科学中心|基地"), ("outline_members", "科学技术协会"),
         ("societies", "学会|协会|研究会|联合会"), ("universities", "大学|学院|高校"),
         ("enterprises", "公司|集团"), ("youth_education", "中学|小学|学校"),
         ("outline_members", "厅|局|委|办|部|政府|街道|镇")]


def codes(table, text):
    return [code for code, pattern in table if re.search(pattern, text)]


def category(row, hosts):
    """A plausible 板块 (and 子行动): what the title says, then what was done, then who did it."""
    title, kinds, place = row["title"], row["kind"], row["venue"]
    first = kinds.split(";")[0]
    main_event = MAIN_EVENT.search(title) or first in ("主场活动", "启动仪式", "开幕式")
    if not MAIN_EVENT.search(title):
        if re.search("巾帼|妇女", title):
            return "joint_action", "women"
        if re.search("农函大|乡村振兴|惠农|农科|丰收节|香榧", title):
            return "joint_action", "rural_technology"
        if not LECTURE.search(first) and not SHOW.search(first) and re.search(
                "进校园|青少年|红领巾|小学|五中|援疆", title):
            return "joint_action", "youth_education"
        if "大篷车" in first:
            return "joint_action", "venues"
    if row["mode"] == "线上" and not LECTURE.search(first) or not main_event and ONLINE_WORK.search(title):
        return "ip_creation", ""
    if main_event:
        if SHOW.search(kinds) and re.search("科技馆|博物|科学中心|科学馆", place):
            return "pavilions", ""
        if re.search("直播|线上|网络", kinds) and not any("学会" in host for host in hosts):
            return "ip_creation", ""
        if re.search("报告|讲座|讲堂|论坛|对话", kinds) and not SHOW.search(kinds):
            return "lectures", ""
        if len(hosts) == 1 and re.search("科学技术协会$", hosts[0]):
            return "more", ""
    elif LECTURE.search(first):
        return "lectures", ""
    elif SHOW.search(first):
        return "pavilions", ""
    for host in hosts:
        for child, pattern in HOSTS:
            if re.search(pattern, host):
                return "joint_action", child
    return "more", ""


def address(row):
    places = []
    for place in row["venue"].replace("（主场）", "").split(";"):
        if re.match("[省市区县](?!区)", place) and owner(place[0], row):
            place = owner(place[0], row) + place[1:]
        places.append(place)
    return "、".join(places)


def activities(rows, regions, keys):
    out = []
    for row in rows:
        code = row["admin_code"]
        if code not in regions:
            print("  left out:", row["id"], row["title"], code)
            continue
        mode = {"线下": "offline", "线上": "online", "混合": "mixed"}.get(row["mode"], "offline")
        hosts = host_names(row["organizers"], row)
        co = [name for name in host_names(row["co_organizers"], row) if name not in hosts]
        if not hosts:
            # Reports that name only 承办单位: somebody has to file.
            hosts, co = co[:1], co[1:]
        about = " ".join((row["title"], row["kind"]))
        place = address(row)
        top, child = category(row, hosts)
        out.append({
            "key": row["id"], "title": row["title"], "source_year": row["year"], "mode": mode, "region_code": code,
            "address": "" if mode == "online" else place,
            "forms": ";".join(codes(FORMS, row["kind"]) or ["publicity"]),
            "starts_on": row["start_date"], "ends_on": row["end_date"],
            "hosts": ";".join(hosts), "co_organizers": ";".join(co),
            "participants_expected": row["participants_num"], "category": top, "sub_category": child,
            "audiences": ";".join(codes(AUDIENCES, " ".join((about, place, row["participants_text"])))),
            "venue_type": "online" if mode == "online" else (codes(VENUES, place) or [""])[0],
            "fields": ";".join(codes(FIELDS, row["title"])[:2]),
            "organization_key": next((keys[name] for name in hosts if name in keys), ""),
        })
    return out


def main(organizations_path, activities_path):
    regions = {row["code"]: row for row in read(HERE / "regions.csv")}
    orgs = organizations(read(organizations_path), regions)
    write("demo-organizations.csv", ORGANIZATION_COLUMNS, orgs)
    print("  kinds:", dict(Counter(row["kind"] for row in orgs)))
    acts = activities(read(activities_path), regions, {row["full_name"]: row["key"] for row in orgs})
    write("demo-activities.csv", ACTIVITY_COLUMNS, acts)
    print("  categories:", dict(Counter((row["category"], row["sub_category"]) for row in acts)))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
