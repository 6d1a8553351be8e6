//! Parameters that mean the same wherever they stand, described once.

use utoipa::openapi::path::{Operation, Parameter, ParameterIn};
use utoipa::openapi::schema::{KnownFormat, Object, Schema, SchemaFormat};
use utoipa::openapi::{OpenApi, RefOr};

/// Name, description.
const EVERYWHERE: [(&str, &str); 17] = [
    ("token", "What the address of the calendar ends with."),
    (
        "If-Match",
        "Version that the change is based on: the `ETag` of the last answer, such as `\"7\"`.",
    ),
    (
        "Idempotency-Key",
        "The same key and body give the same answer for 24 h, so that a request may be repeated. At most 200 bytes.",
    ),
    ("limit", "Size of a page: 1–100, 20 when left out."),
    (
        "cursor",
        "`next` of the page before; the first page when left out.",
    ),
    ("edition", "Key of an edition (届), or `current`."),
    ("key", "Key of an edition (届), or `current`."),
    ("region", "Code of a region; everything below it counts."),
    ("category", "Code of a category (板块) or of one of its children."),
    ("organization", "Id of the organisation that filed."),
    ("starts_from", "Its first session begins at this time or later."),
    ("starts_to", "Its first session begins before this time."),
    ("status", "Only in this status."),
    ("subject", "Of what the list is: activities or organisations."),
    ("stage", "Stage of review."),
    ("number", "Number printed on the certificate."),
    ("n", "Number within the thing before it, from 1."),
];

/// What the path before an identifier ends with, and what it identifies.
const NAMED_BY_PATH: [(&str, &str); 21] = [
    ("/check-in-points/", "Id of the check-in point (打卡点)."),
    ("/venues/", "Id of the venue."),
    ("/routes/", "Id of the route."),
    ("/imports/", "Id of the import."),
    ("/activities/", "Id of the activity."),
    (
        "/sessions/",
        "Id of a session (device), from `GET /auth/sessions`.",
    ),
    ("/content-reports/", "Id of the report."),
    ("/resources/", "Id of the resource."),
    ("/grants/", "Id of the role, from `GET /grants`."),
    ("/accounts/", "Id of the account."),
    ("/delegations/", "Id of the delegation."),
    ("/media/", "Id of the file, as answered by `POST /media`."),
    ("/organizations/", "Id of the organisation."),
    ("/public-notices/", "Id of the public notice."),
    ("/notices/", "Id of the public notice."),
    ("/recommendation-lists/", "Id of the recommendation list."),
    ("/summaries/", "Id of the summary."),
    ("/entries/", "Id of the entry on the list."),
    ("/experts/", "Account of the expert."),
    ("/regions/", "Six-digit region code, such as `330000`."),
    (
        "/dictionaries/",
        "`venue_types`, `audiences`, `forms`, `fields` or `organization_kinds`.",
    ),
];

/// Describes what its handler left undescribed.
pub fn describe(document: &mut OpenApi) {
    for (path, item) in &mut document.paths.paths {
        let operations = [
            &mut item.get,
            &mut item.post,
            &mut item.put,
            &mut item.patch,
            &mut item.delete,
        ];
        for operation in operations.into_iter().flatten() {
            describe_one(path, operation);
        }
    }
}

fn describe_one(path: &str, operation: &mut Operation) {
    for parameter in operation.parameters.iter_mut().flatten() {
        let RefOr::T(parameter) = parameter else { continue };
        if parameter.name == "limit" {
            bound(parameter);
        }
        if parameter.description.is_none() {
            parameter.description = known(path, parameter).map(str::to_owned);
        }
    }
}

fn known(path: &str, parameter: &Parameter) -> Option<&'static str> {
    if parameter.parameter_in == ParameterIn::Path {
        let before = path.split(&format!("{{{}}}", parameter.name)).next()?;
        if let Some((_, text)) = NAMED_BY_PATH.iter().find(|(end, _)| before.ends_with(end)) {
            return Some(text);
        }
    }
    let found = EVERYWHERE.iter().find(|(name, _)| *name == parameter.name);
    found.map(|(_, text)| *text)
}

/// What [`domain::page::Limit`] takes.
fn bound(parameter: &mut Parameter) {
    let mut number = Object::with_type(utoipa::openapi::schema::Type::Integer);
    number.format = Some(SchemaFormat::KnownFormat(KnownFormat::Int32));
    number.minimum = Some(utoipa::Number::UInt(1));
    number.maximum = Some(utoipa::Number::UInt(usize::from(domain::page::Limit::MAX)));
    number.default = Some(20.into());
    parameter.schema = Some(RefOr::T(Schema::Object(number)));
}
