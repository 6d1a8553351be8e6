//! The OpenAPI document is for people, too: everything in it is explained and shown by an example that fits.

use std::fmt::Write as _;
use std::sync::LazyLock;

use serde_json::Value;

static DOCUMENT: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(&api::docs::text(&api::docs::document())).unwrap());

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// What an operator's tools ask for takes no part in the API's conventions.
const FOR_OPERATORS: [&str; 3] = ["operations_health", "operations_ready", "operations_metrics"];

/// Their refusals have the shape of RFC 6749 and RFC 8414, which libraries for OAuth read.
const OF_OAUTH: [&str; 2] = ["oauth_token", "oauth_metadata"];

struct Operation {
    id: &'static str,
    method: &'static str,
    is: &'static Value,
}

fn operations() -> impl Iterator<Item = Operation> {
    let paths = DOCUMENT["paths"].as_object().unwrap();
    paths.iter().flat_map(|(path, item)| {
        METHODS.iter().filter_map(move |method| {
            let is = item.get(method)?;
            let id = is["operationId"]
                .as_str()
                .unwrap_or_else(|| panic!("{method} {path}"));
            Some(Operation { id, method, is })
        })
    })
}

fn said(value: &Value) -> bool {
    value.as_str().is_some_and(|text| !text.trim().is_empty())
}

fn resolve(schema: &'static Value) -> &'static Value {
    static NOTHING: Value = Value::Null;
    match schema["$ref"].as_str() {
        Some(to) => DOCUMENT.pointer(to.trim_start_matches('#')).unwrap_or(&NOTHING),
        None => schema,
    }
}

fn none_of(wrong: &[String]) {
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_operation_and_parameter_is_explained() {
    let mut wrong = Vec::new();
    for o in operations() {
        for part in ["summary", "description"] {
            if !said(&o.is[part]) {
                wrong.push(format!("{}: no {part}", o.id));
            }
        }
        for parameter in o.is["parameters"].as_array().into_iter().flatten() {
            if !said(&parameter["description"]) {
                wrong.push(format!("{}: {} is not described", o.id, parameter["name"]));
            }
        }
    }
    none_of(&wrong);
}

#[test]
fn every_refusal_is_a_problem_and_none_is_missing() {
    let mut wrong = Vec::new();
    for o in operations().filter(|o| !FOR_OPERATORS.contains(&o.id) && !OF_OAUTH.contains(&o.id)) {
        let mut wanted = vec!["400", "404", "422", "429", "503"];
        if o.is.get("security").is_some() {
            wanted.extend(["401", "403"]);
        }
        if o.is.get("requestBody").is_some() {
            wanted.extend(["413", "415"]);
        }
        let parameters = o.is["parameters"].as_array().into_iter().flatten();
        if parameters.clone().any(|p| p["name"] == "If-Match") {
            wanted.extend(["412", "428"]);
        }
        if o.method != "get" {
            wanted.push("409");
        }
        let answers = o.is["responses"].as_object().unwrap();
        for status in wanted.into_iter().filter(|status| !answers.contains_key(*status)) {
            wrong.push(format!("{}: {status} is not documented", o.id));
        }
        for (status, answer) in answers {
            let refusal = status.starts_with(['4', '5']);
            if refusal && answer["content"].get("application/problem+json").is_none() {
                wrong.push(format!("{}: {status} is no problem", o.id));
            }
        }
    }
    none_of(&wrong);
}

/// The examples of a media type: its own, or those of its schema.
fn examples(content: &'static Value) -> Vec<&'static Value> {
    let of = |value: &'static Value| -> Vec<&'static Value> {
        let many = value["examples"].as_array().into_iter().flatten();
        many.chain(value.get("example")).collect()
    };
    let mut found: Vec<&Value> = content.get("example").into_iter().collect();
    let named = content["examples"].as_object().into_iter().flatten();
    found.extend(named.filter_map(|(_, example)| example.get("value")));
    let schema = resolve(&content["schema"]);
    found.extend(of(schema));
    // A body that may be left out is one of itself and null.
    for choice in schema["oneOf"].as_array().into_iter().flatten() {
        found.extend(of(resolve(choice)));
    }
    found
}

#[test]
fn every_body_and_answer_is_shown_by_an_example_that_fits() {
    let mut wrong = Vec::new();
    for o in operations() {
        let body = o.is.get("requestBody").map(|body| ("body", body));
        let answers = o.is["responses"].as_object().unwrap();
        let good = answers.iter().filter(|(status, _)| status.starts_with('2'));
        for (name, part) in body.into_iter().chain(good.map(|(s, a)| (s.as_str(), a))) {
            let Some(content) = part["content"].get("application/json") else {
                continue;
            };
            let found = examples(content);
            if found.is_empty() {
                wrong.push(format!("{}: {name} has no example", o.id));
            }
            for example in found {
                let mut faults = String::new();
                fits(&content["schema"], example, name, &mut faults);
                if !faults.is_empty() {
                    wrong.push(format!("{}: {name}: {faults}", o.id));
                }
            }
        }
    }
    wrong.sort_unstable();
    none_of(&wrong);
}

/// What of JSON Schema this document uses: enough to notice an example that was left behind.
fn fits(schema: &'static Value, value: &Value, at: &str, faults: &mut String) {
    let schema = resolve(schema);
    for choice in ["oneOf", "anyOf"] {
        let Some(choices) = schema[choice].as_array() else {
            continue;
        };
        let good = choices.iter().any(|one| {
            let mut none = String::new();
            fits(one, value, at, &mut none);
            none.is_empty()
        });
        if !good {
            let _ = write!(faults, "{at} is none of its kinds; ");
        }
    }
    if !has_type(&schema["type"], value) {
        let _ = write!(faults, "{at} is not {}; ", schema["type"]);
        return;
    }
    let allowed = schema["enum"].as_array();
    if allowed.is_some_and(|allowed| !value.is_null() && !allowed.contains(value)) {
        let _ = write!(faults, "{at}: {value} is not allowed; ");
    }
    for (n, item) in value.as_array().into_iter().flatten().enumerate() {
        fits(&schema["items"], item, &format!("{at}/{n}"), faults);
    }
    let Some(members) = value.as_object() else { return };
    for name in schema["required"].as_array().into_iter().flatten() {
        if !members.contains_key(name.as_str().unwrap_or_default()) {
            let _ = write!(faults, "{at} has no {name}; ");
        }
    }
    let Some(properties) = schema["properties"].as_object() else {
        return;
    };
    for (name, member) in members {
        match properties.get(name) {
            Some(property) => fits(property, member, &format!("{at}/{name}"), faults),
            None => {
                let _ = write!(faults, "{at} knows no {name}; ");
            }
        }
    }
}

fn has_type(wanted: &Value, value: &Value) -> bool {
    let is = |name: &str| match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => true,
    };
    match wanted {
        Value::String(one) => is(one),
        Value::Array(many) => many.iter().filter_map(Value::as_str).any(is),
        _ => true,
    }
}
