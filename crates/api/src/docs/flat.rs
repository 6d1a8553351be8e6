//! Flattened structs as the single objects they are on the wire.
//!
//! utoipa writes them as `allOf` of their parts. A part that takes no unknown fields then refuses the fields of the
//! other, so that nothing at all fits the schema.

use std::collections::BTreeSet;

use utoipa::openapi::schema::{AdditionalProperties, AllOf, AnyOf, Object, Schema, Type};
use utoipa::openapi::{Components, OpenApi, Ref, RefOr};

/// Merges every `allOf` of objects.
pub fn flatten(document: &mut OpenApi) {
    let asked_for = request_bodies(document);
    let Some(components) = document.components.as_mut() else {
        return;
    };
    // Becomes a part of what is sent.
    nullable(components, "ActivityContentInput");
    merge_all(components, &asked_for);
    // Was a part of what is answered, and is sent by itself.
    nullable(components, "SupplementContent");
}

/// In a form that is sent, `null` empties a field, whatever its type.
fn nullable(components: &mut Components, form: &str) {
    let Some(RefOr::T(Schema::Object(form))) = components.schemas.get_mut(form) else {
        return;
    };
    for field in form.properties.values_mut() {
        if let RefOr::T(Schema::Object(map)) = field
            && let Some(AdditionalProperties::RefOr(each)) = map.additional_properties.as_deref_mut()
        {
            *each = or_null(each);
        }
        *field = or_null(field);
    }
}

fn or_null(schema: &RefOr<Schema>) -> RefOr<Schema> {
    let null = Object::with_type(Type::Null);
    AnyOf::builder().item(schema.clone()).item(null).into()
}

fn merge_all(components: &mut Components, asked_for: &BTreeSet<String>) {
    let names: Vec<String> = components.schemas.keys().cloned().collect();
    for name in names {
        let Some(RefOr::T(Schema::AllOf(parts))) = components.schemas.get(&name) else {
            continue;
        };
        if let Some(mut merged) = merged(components, parts) {
            // Requests with unknown fields are refused. Answers may grow: clients must be ready for more.
            if !asked_for.contains(&name) {
                merged.additional_properties = None;
            }
            components.schemas.insert(name, RefOr::T(Schema::Object(merged)));
        }
    }
}

fn merged(components: &Components, parts: &AllOf) -> Option<Object> {
    let mut whole = Object::new();
    for part in &parts.items {
        let part = match part {
            RefOr::Ref(to) => components.schemas.get(name_of(to))?,
            inline => inline,
        };
        let RefOr::T(Schema::Object(part)) = part else {
            return None;
        };
        whole.properties.extend(part.properties.clone());
        whole.required.extend(part.required.iter().cloned());
        if matches!(
            part.additional_properties.as_deref(),
            Some(AdditionalProperties::FreeForm(false))
        ) {
            whole.additional_properties = part.additional_properties.clone();
        }
    }
    whole.description.clone_from(&parts.description);
    whole.example.clone_from(&parts.example);
    whole.examples.clone_from(&parts.examples);
    Some(whole)
}

fn name_of(to: &Ref) -> &str {
    to.ref_location.rsplit('/').next().unwrap_or_default()
}

/// The schemas that bodies of requests name.
fn request_bodies(document: &OpenApi) -> BTreeSet<String> {
    let items = document.paths.paths.values();
    let operations = items.flat_map(|item| [&item.post, &item.put, &item.patch].into_iter().flatten());
    operations
        .filter_map(|operation| match &operation.request_body {
            Some(RefOr::T(body)) => Some(body),
            _ => None,
        })
        .flat_map(|body| body.content.values())
        .filter_map(|content| match content {
            RefOr::T(content) => match &content.schema {
                Some(RefOr::Ref(to)) => Some(name_of(to).to_owned()),
                _ => None,
            },
            RefOr::Ref(_) => None,
        })
        .collect()
}
