//! `openapi/registry.json`: the contract as machines read it.

use domain::registry::RegistryEvent;
use utoipa::openapi::path::{OperationBuilder, PathItem, PathsBuilder};
use utoipa::openapi::path::{ParameterBuilder, ParameterIn};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{
    ContentBuilder, HeaderBuilder, HttpMethod, ObjectBuilder, OpenApi, Ref, Required, ResponseBuilder, Type,
};
use utoipa::{Modify, OpenApi as _};
use utoipa_actix_web::AppExt as _;

use crate::serve;

/// What kepu answers to an event, and whether it says how long to wait.
const ANSWERS: [(&str, &str, bool); 7] = [
    ("202", "Kept; what becomes of it is decided later", false),
    (
        "401",
        "The signature is missing, wrong, or not of these five minutes: sign anew, once",
        false,
    ),
    ("409", "An event of this `id` is kept already: done", false),
    ("413", "More than 1 MiB: do not try again", false),
    (
        "422",
        "Signed, but not an event of this contract: do not try again",
        false,
    ),
    ("429", "Too many requests", true),
    ("503", "Not now", true),
];

#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "组织库对接 Organisation registry for kepu",
        description = "What a registry of organisations (智慧科协 组织库) offers to kepu. The words to it are `docs/registry-contract.md`.",
        version = "1",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    components(schemas(RegistryEvent)),
    modifiers(&Token, &Push),
    tags(
        (name = "pull", description = "kepu asks the registry 拉取"),
        (name = "push", description = "the registry tells kepu 推送"),
    )
)]
struct Document;

struct Token;

impl Modify for Token {
    fn modify(&self, document: &mut OpenApi) {
        let scheme = SecurityScheme::Http(Http::builder().scheme(HttpAuthScheme::Bearer).build());
        document
            .components
            .get_or_insert_default()
            .add_security_scheme("token", scheme);
    }
}

/// The side of the contract that kepu serves.
struct Push;

impl Modify for Push {
    fn modify(&self, document: &mut OpenApi) {
        let signature = ParameterBuilder::new()
            .name("X-Kepu-Signature")
            .parameter_in(ParameterIn::Header)
            .required(Required::True)
            .description(Some(
                "`t=<unix seconds>,v1=<hex>`: HMAC-SHA-256 over `<t>.<body>`, at most 5 minutes old",
            ))
            .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
            .build();
        let body = RequestBodyBuilder::new()
            .description(Some("At most 1 MiB"))
            .required(Some(Required::True))
            .content(
                "application/json",
                ContentBuilder::new()
                    .schema(Some(Ref::from_schema_name("RegistryEvent")))
                    .build(),
            )
            .build();
        let mut operation = OperationBuilder::new()
            .operation_id(Some("receive_event"))
            .tag("push")
            .summary(Some("One organisation has changed, or is new."))
            .description(Some(
                "Sent to `POST /api/v1/registry/events` of kepu. Order is not guaranteed: `revision` decides.",
            ))
            .parameter(signature)
            .request_body(Some(body));
        for (status, meaning, waits) in ANSWERS {
            let mut answer = ResponseBuilder::new().description(meaning);
            if waits {
                let seconds = HeaderBuilder::new()
                    .schema(Some(ObjectBuilder::new().schema_type(Type::Integer)))
                    .description(Some("Whole seconds"))
                    .build();
                answer = answer.header("Retry-After", seconds);
            }
            operation = operation.response(status, answer);
        }
        let item = PathItem::new(HttpMethod::Post, operation);
        document.webhooks = Some(PathsBuilder::new().path("organization.changed", item).build());
    }
}

/// The document: pull from the simulator's own handlers, push beside it.
pub fn document() -> OpenApi {
    let (_, gathered) = actix_web::App::new()
        .into_utoipa_app()
        .openapi(Document::openapi())
        .service(serve::organizations)
        .split_for_parts();
    gathered
}

/// The document as it is committed.
pub fn text() -> String {
    let mut text = document().to_pretty_json().unwrap_or_default();
    text.push('\n');
    text
}
