"""Signs in as one person of the demonstration and puts real things into made-up requests.

Made-up identifiers reach nothing but 404. Valid requests therefore get identifiers, versions and keys that the person
really sees; what was made invalid on purpose stays as it is.
"""

import functools
import hashlib
import hmac
import json
import os
import random
import re
import time

import requests
import schemathesis

BASE = os.environ["KEPU_BASE_URL"]
PHONE = os.environ.get("KEPU_PHONE")
REGISTRY_SECRET = os.environ["KEPU_REGISTRY_SECRET"].encode()
API = "/api/v1"
TOKEN_SECONDS = 600
CHANCE = random.Random(int(os.environ.get("KEPU_SEED", "1")))
WEB = requests.Session()

# What a path parameter is called in the items of the list before it, where the names differ.
ITEM_KEYS = {"entry_id": "id", "account_id": "account_id", "number": "certificate_number"}
# Fields of bodies and of query strings that name something, and the list it stands in.
NAMED = {
    "organization": ("organizations", "id"),
    "organization_id": ("organizations", "id"),
    "activity_id": ("activities", "id"),
    "list_id": ("recommendation-lists", "id"),
    "poster_id": ("activities", "poster_id"),
    "region": ("regions", "code"),
    "region_code": ("regions", "code"),
    "parent": ("regions", "code"),
}
EDITIONS = ["current", "demo", "2024"]

_token = (0.0, None)
_lists = {}


def token():
    """An access token, renewed in time; none for a visitor."""
    global _token
    if PHONE and time.monotonic() > _token[0]:
        WEB.post(f"{BASE}{API}/auth/sms-codes", json={"phone": PHONE}, timeout=10)
        code = WEB.get(f"{BASE}{API}/demo/sms-codes", params={"phone": PHONE}, timeout=10).json()["code"]
        asked = {"phone": PHONE, "code": code}
        signed_in = WEB.post(f"{BASE}{API}/auth/sessions", json=asked, timeout=10)
        signed_in.raise_for_status()
        _token = (time.monotonic() + TOKEN_SECONDS, signed_in.json()["access_token"])
    return _token[1]


def get(path, **query):
    headers = {"Authorization": f"Bearer {token()}"} if PHONE else {}
    return WEB.get(BASE + path, params=query, headers=headers, timeout=10)


def listed(path):
    """The items of a list, looked up again after a while: requests change them."""
    asked, items = _lists.get(path, (0, []))
    if time.monotonic() > asked:
        answer = get(path, limit=100) if path != f"{API}/regions" else get(path)
        items = answer.json()["items"] if answer.ok else []
        _lists[path] = (time.monotonic() + 3, items)
    return items


def one_of(path, key):
    known = [item[key] for item in listed(path) if item.get(key) is not None]
    return CHANCE.choice(known) if known else None


def real(template, filled, name):
    """Something that a path parameter can stand for, given what comes before it."""
    before = template.split("{" + name + "}")[0].rstrip("/").format(**filled)
    if before == f"{API}/media":
        return one_of(f"{API}/activities", "poster_id")
    if before == f"{API}/dictionaries":
        return CHANCE.choice(["venue_types", "audiences", "forms", "fields", "organization_kinds"])
    if before == f"{API}/certificates":
        notice = one_of(f"{API}/public/results", "id")
        return notice and one_of(f"{API}/public/notices/{notice}/lines", "certificate_number")
    if before.endswith("/revisions"):
        return one_of(before, "number")
    if before == f"{API}/organizations":
        return own_organization() or one_of(before, "id")
    return one_of(before, ITEM_KEYS.get(name, name))


def version_of(path):
    """The version of the nearest thing above a path that has one."""
    while path.count("/") >= 3:
        tag = get(path).headers.get("ETag")
        if tag:
            return tag
        path = path.rsplit("/", 1)[0]
    return None


@functools.cache
def own_organizations():
    grants = get(f"{API}/me").json()["grants"] if PHONE else []
    return [grant["organization_id"] for grant in grants if "organization_id" in grant]


def own_organization():
    """Mostly one of the person's own: with others they can do little."""
    own = own_organizations()
    return CHANCE.choice(own) if own and CHANCE.random() < 0.8 else None


def with_real_things(value):
    if isinstance(value, list):
        return [with_real_things(one) for one in value]
    if not isinstance(value, dict):
        return value
    made = {}
    for name, old in value.items():
        new = None
        if name == "edition":
            new = CHANCE.choice(EDITIONS)
        elif name == "activity_ids" and old:
            new = [one_of(f"{API}/review-queue", "id") or one_of(f"{API}/activities", "id")]
        elif name in NAMED and old is not None:
            path, key = NAMED[name]
            own = own_organization() if path == "organizations" else None
            new = own or one_of(f"{API}/{path}", key)
        made[name] = with_real_things(old) if new in (None, [None]) else new
    return made


def is_valid(case, part):
    """Whether a part of the request was meant to be valid."""
    components = case.meta.components if case.meta else {}
    info = next((info for place, info in components.items() if place.value == part), None)
    return info is None or info.mode.value == "positive"


def signed(body):
    """An event's signature: docs/registry-contract.md."""
    now = str(int(time.time()))
    digest = hmac.new(REGISTRY_SECRET, now.encode() + b"." + body, hashlib.sha256).hexdigest()
    return f"t={now},v1={digest}"


if PHONE:

    @schemathesis.auth(refresh_interval=TOKEN_SECONDS)
    class SignedIn:
        def get(self, case, context):
            return token()

        def set(self, case, data, context):
            case.headers = {**(case.headers or {}), "Authorization": f"Bearer {data}"}


@schemathesis.hook
def before_call(context, case, kwargs):
    if "X-Kepu-Signature" in (case.headers or {}) and is_valid(case, "header") and isinstance(case.body, dict):
        # What is signed are the bytes: they are written here once.
        body = json.dumps(case.body).encode()
        kwargs["data"] = body
        case.headers["X-Kepu-Signature"] = signed(body)
        return
    if CHANCE.random() < 0.2:
        return
    names = re.findall(r"\{(\w+)\}", case.path)
    if names and is_valid(case, "path"):
        filled = dict(case.path_parameters)
        for name in names:
            filled[name] = real(case.path, filled, name) or filled.get(name, "")
        case.path_parameters = filled
    if case.query and is_valid(case, "query"):
        query = with_real_things(case.query)
        query.pop("cursor", None)
        case.query = query
    if isinstance(case.body, dict) and is_valid(case, "body"):
        case.body = with_real_things(case.body)
    if "If-Match" in (case.headers or {}) and is_valid(case, "header"):
        tag = version_of(case.formatted_path)
        if tag:
            case.headers["If-Match"] = tag
