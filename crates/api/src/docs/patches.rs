//! Bodies that are merged into what is stored (RFC 7396): no field must be there.

use std::borrow::Cow;

use domain::edition::Edition;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{AdditionalProperties, Schema};
use utoipa::{PartialSchema, ToSchema};

/// The fields of an edition that may be changed.
pub struct EditionChange;

/// What tells an edition apart, or is set by the platform.
const READ_ONLY: [&str; 4] = ["key", "current", "demo", "version"];

impl PartialSchema for EditionChange {
    fn schema() -> RefOr<Schema> {
        let RefOr::T(Schema::Object(mut edition)) = Edition::schema() else {
            return Edition::schema();
        };
        edition.required.clear();
        edition
            .properties
            .retain(|name, _| !READ_ONLY.contains(&name.as_str()));
        edition.additional_properties = Some(Box::new(AdditionalProperties::FreeForm(false)));
        edition.description = Some("The fields to change; what is left out stays.".to_owned());
        RefOr::T(Schema::Object(edition))
    }
}

impl ToSchema for EditionChange {
    fn name() -> Cow<'static, str> {
        "EditionChange".into()
    }
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        Edition::schemas(schemas);
    }
}
