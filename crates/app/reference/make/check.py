#!/usr/bin/env python3
"""Checks the reference data; run by hand after a change: python3 make/check.py. Ends with 1 on the first fault list."""
import csv
import json
import re
import sys
from collections import Counter
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
faults = []


def expect(holds, *what):
    if not holds:
        faults.append(" ".join(map(str, what)))


def table(name, columns):
    with open(HERE / name, encoding="utf-8", newline="") as source:
        reader = csv.DictReader(source, strict=True)
        rows = list(reader)
    expect(reader.fieldnames == columns.split(","), name, "columns", reader.fieldnames)
    for row in rows:
        expect(None not in row and None not in row.values(), name, "ragged row", row)
        expect(all(value == value.strip() for value in row.values()), name, "stray blanks", row)
    return rows


def load(name):
    return json.loads((HERE / name).read_text(encoding="utf-8"))


def unique(name, values):
    twice = [value for value, n in Counter(values).items() if n > 1]
    expect(not twice, name, "twice:", twice)


# -- regions
regions = table("regions.csv", "code,name,full_name,level,parent_code,kind,in_charge_code")
by_code = {row["code"]: row for row in regions}
unique("regions.csv", [row["code"] for row in regions])
expect([row["code"] for row in regions] == sorted(by_code), "regions.csv is not sorted")
PARENT = {"province": "country", "city": "province", "county": "city"}
for row in regions:
    code = row["code"]
    expect(re.fullmatch(r"\d{6}", code), "code", code)
    level = ("country" if code == "100000" else "province" if code.endswith("0000")
             else "city" if code.endswith("00") else "county")
    expect(row["level"] == level, "level of", code, row["level"])
    if level != "country":
        parent = by_code.get(row["parent_code"])
        expect(parent and parent["level"] == PARENT[level], "parent of", code, row["parent_code"])
        expect(row["parent_code"] == "100000" or code.startswith(row["parent_code"].rstrip("0")), "prefix of", code)
    expect(row["kind"] in ("administrative", "statistical_zone", "directly_administered", "xpcc", "special",
                           "cross_region"), "kind of", code)
    expect(bool(row["in_charge_code"]) == (row["kind"] != "administrative"), "in charge of", code)
    expect(not row["in_charge_code"] or row["in_charge_code"] in by_code, "in charge of", code)
    if level == "county":
        expect(not re.search("市辖区|直辖县级|重庆市县", row["full_name"]), "pseudo level in", row["full_name"])
levels = Counter(row["level"] for row in regions)
kinds = Counter((row["level"], row["kind"]) for row in regions)
expect(levels == {"country": 1, "province": 36, "city": 342, "county": 2975}, levels)
expect(kinds["province", "administrative"] == 31 and kinds["province", "special"] == 3, kinds)
expect(kinds["county", "statistical_zone"] == 125 and kinds["county", "xpcc"] == 12, kinds)
wenzhou = [row["code"] for row in regions if row["parent_code"] == "330300" and row["kind"] == "administrative"]
expect(wenzhou == "330302 330303 330304 330305 330324 330326 330327 330328 330329 330381 330382 330383".split(), wenzhou)
expect(by_code["330302"]["full_name"] == "浙江省温州市鹿城区" and by_code["330383"]["name"] == "龙港市", "温州")
expect(by_code["110101"]["full_name"] == "北京市东城区" and by_code["419001"]["full_name"] == "河南省济源市", "pseudo levels")
expect(sum(row["name"] == "鼓楼区" for row in regions) == 4, "鼓楼区")

# -- dictionaries
dictionaries = load("dictionaries.json")
expect(list(dictionaries) == ["venue_types", "audiences", "forms", "fields", "organization_kinds"], list(dictionaries))
options = {}
for name, entries in dictionaries.items():
    unique(name, [entry["code"] for entry in entries])
    unique(name, [entry["name"] for entry in entries])
    options[name] = {entry["code"] for entry in entries}
    for entry in entries:
        expect(re.fullmatch("[a-z]+(_[a-z]+)*", entry["code"]) and entry["name"] and entry["name_en"], name, entry)
        expect(set(entry) == {"code", "name", "name_en"} | ({"line"} if name == "organization_kinds" else set()), entry)
for entry in dictionaries["organization_kinds"]:
    expect(entry["line"] in ("societies", "universities", "enterprises", "parks", None), entry)

# -- editions
TOP = ["pavilions", "lectures", "ip_creation", "joint_action", "more"]
JOINT = ["outline_members", "societies", "venues", "universities", "enterprises", "parks", "rural_technology",
         "youth_education", "women"]
shipped, demo = load("edition-2024.json"), load("edition-demo.json")
expect(list(shipped) == list(demo), "the editions differ in shape")
for same in ("categories", "thresholds", "policies"):
    expect(shipped[same] == demo[same], "the editions differ in", same)
expect([c["code"] for c in shipped["categories"]] == TOP, "categories")
expect([c["code"] for c in shipped["categories"][3]["children"]] == JOINT, "joint actions")
for category in shipped["categories"] + shipped["categories"][3]["children"]:
    expect(category["name"] and category["name_en"] and category["description"], category["code"])
    expect(all(code in by_code for code in category["regional_names"]), category["code"])


def days(edition):
    yield edition["filing_opens_on"]
    if edition["filing_closes_on"] is not None:
        yield edition["filing_closes_on"]
    for span in edition["windows"] + [edition["concentrated"]]:
        expect(read(span["from"]) <= read(span["to"]), edition["key"], span)
        yield from (span["from"], span["to"])
    for deadline in edition["deadlines"]:
        expect(deadline["kind"] in ("supplement", "summary") and deadline["hard"] is False, deadline)
        expect(set(deadline["applies_to"]) <= {"organizer", "county", "city", "society", "enterprise"}, deadline)
        yield deadline["on"]
    for part in edition["windows"] + edition["deadlines"]:
        expect(part["region_code"] in by_code, part)
    expect(all(code in by_code for code in edition["regional_themes"]), "regional themes")


def read(day):
    return date.fromisoformat(day) if isinstance(day, str) else day


for day in days(shipped):
    expect(isinstance(day, str) and read(day).year == 2024, "2024", day)
for day in days(demo):
    expect(type(day) is int, "demo", day)
expect(shipped["year"] == 2024 and demo["year"] is None and demo["demo"] and not shipped["demo"], "year, demo")
expect(shipped["current"] + demo["current"] == 1, "current")
for source in shipped["sources"]:
    expect(source.split(".")[0] in shipped, "source of no field:", source)
for field in ("theme", "hosts", "filing_opens_on", "concentrated", "categories", "documents"):
    expect(field in shipped["sources"], "no source for", field)
for field in shipped["thresholds"]:
    expect("thresholds." + field in shipped["sources"], "no source for", field)

# -- demonstration rows
organizations = table("demo-organizations.csv", "key,full_name,kind,region_code,host_unit,note")
unique("organisation keys", [row["key"] for row in organizations])
unique("organisation names", [row["full_name"] for row in organizations])
for row in organizations:
    expect(row["kind"] in options["organization_kinds"] and row["region_code"] in by_code, row)
    expect(2 <= len(row["full_name"]) <= 100, row)
named = {row["full_name"]: (row["kind"], row["region_code"]) for row in organizations}
expect(named.get("温州科技馆") == ("venue", "330300"), "温州科技馆")
expect(named.get("瑞安市科学技术协会") == ("association", "330381"), "瑞安市科学技术协会")
keys = {row["key"] for row in organizations}

activities = table("demo-activities.csv", "key,title,source_year,mode,region_code,address,forms,starts_on,ends_on,hosts,"
                   "co_organizers,participants_expected,category,sub_category,audiences,venue_type,fields,organization_key")
unique("activity keys", [row["key"] for row in activities])
for row in activities:
    expect(2 <= len(row["title"]) <= 60, "title", row["key"], len(row["title"]))
    expect(row["mode"] in ("offline", "online", "mixed") and row["region_code"] in by_code, row["key"])
    expect(row["category"] in TOP, row["key"], row["category"])
    expect((row["sub_category"] in JOINT) == (row["category"] == "joint_action"), row["key"], row["sub_category"])
    expect(not row["participants_expected"] or int(row["participants_expected"]) > 0, row["key"])
    expect(re.fullmatch(r"20\d\d", row["source_year"]), row["key"])
    for column in ("starts_on", "ends_on"):
        expect(not row[column] or date.fromisoformat(row[column]).year == int(row["source_year"]), row["key"], row[column])
    expect(not (row["starts_on"] and row["ends_on"]) or row["starts_on"] <= row["ends_on"], row["key"])
    for column, dictionary in (("forms", "forms"), ("audiences", "audiences"), ("fields", "fields"),
                               ("venue_type", "venue_types")):
        for code in filter(None, row[column].split(";")):
            expect(code in options[dictionary], row["key"], column, code)
    expect(row["forms"], row["key"], "no form")
    expect(not row["organization_key"] or row["organization_key"] in keys, row["key"], row["organization_key"])
    names = row["hosts"].split(";") + row["co_organizers"].split(";")
    for name in filter(None, names):
        expect(len(name) >= 3 and not re.search(r"[等（）、/]$|\d+[个家]|成员单位|^[省市区县州]", name), row["key"], "host", name)
    unique(row["key"], filter(None, names))

# -- nothing private, no addresses of pages
for path in sorted(HERE.iterdir()):
    if path.suffix in (".csv", ".json"):
        text = path.read_text(encoding="utf-8")
        expect("\r" not in text and "\ufeff" not in text and text.endswith("\n"), path.name, "line ends")
        expect(not re.search(r"https?:|www\.|@", text), path.name, "an address")
        expect(not re.search(r"(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)0\d{2,3}-\d{7,8}", text), path.name, "a phone number")

print("regions", dict(levels), {f"{level}/{kind}": n for (level, kind), n in sorted(kinds.items())})
print("温州", len(wenzhou), by_code["330302"]["full_name"])
print("dictionaries", {name: len(entries) for name, entries in dictionaries.items()})
print("organisations", len(organizations), "activities", len(activities))
print("activities by category", dict(Counter(row["sub_category"] or row["category"] for row in activities).most_common()))
print("activities with a host", sum(bool(row["hosts"]) for row in activities),
      "with a registered organisation", sum(bool(row["organization_key"]) for row in activities),
      "with a start", sum(bool(row["starts_on"]) for row in activities),
      "with a number", sum(bool(row["participants_expected"]) for row in activities))
for fault in faults:
    print("FAULT", fault)
sys.exit(bool(faults))
