use actix_web::http::StatusCode;
use actix_web::web::Query;
use app::{App, AppError, resource};
use domain::id::ResourceId;
use domain::problem::Code;
use domain::resource::PublicResource;
use maud::html;
use serde_json::{Value, json};

use super::{Served, detailed, headed, poster};
use crate::routes::resource::ListParams;

/// Characters of the description in a description for search engines.
const DESCRIBED: usize = 120;
const TITLE: &str = "科普资源库";
const DESCRIPTION: &str =
    "科普资源库：展览、报告、活动方案、研学路线、视频，由各地科普活动转化而来，可供学校、社区和场馆使用。";

pub(super) async fn show(app: &App, site: &str, id: &str) -> Result<Served, AppError> {
    let id: ResourceId = id.parse().map_err(|_| Code::NotFound)?;
    let r = resource::show_public(app, id).await?;
    let address = format!("{site}/resources/{id}");
    let start: String = r.description.chars().take(DESCRIBED).collect();
    let picture = r
        .card
        .cover_id
        .map(|cover| format!("/api/v1/media/{cover}/content?variant=original"));
    let image = picture.as_ref().map(|path| format!("{site}{path}"));
    let side = html! {
        @if let Some(picture) = &picture { (poster(picture, "")) }
        p { (r.card.organization_name) }
    };
    let main = html! {
        h2 class="section-title" { "资源介绍" }
        p class="plain-text" { (r.description) }
    };
    Ok(Served {
        status: StatusCode::OK,
        title: r.card.title.clone(),
        description: format!("{}。{start}", r.card.kind.name()),
        facts: Some(facts(&r, &address, image.as_deref())),
        canonical: address,
        image,
        body: detailed(
            ("/resources", TITLE),
            &r.card.title,
            &[r.card.kind.name()],
            side,
            main,
        ),
    })
}

/// As a LearningResource of schema.org.
fn facts(r: &PublicResource, address: &str, image: Option<&str>) -> Value {
    let mut facts = json!({
        "@context": "https://schema.org",
        "@type": "LearningResource",
        "name": r.card.title,
        "description": r.description,
        "url": address,
        "learningResourceType": r.card.kind.name(),
        "datePublished": r.card.published_at,
        "provider": { "@type": "Organization", "name": r.card.organization_name },
    });
    if let Some(licence) = r.card.licence.address() {
        facts["license"] = json!(licence);
    }
    if let Some(image) = image {
        facts["image"] = json!([image]);
    }
    facts
}

/// The first page of what a search of the library finds.
pub(super) async fn found(app: &App, site: &str, query: &str) -> Result<Served, AppError> {
    let params = Query::<ListParams>::from_query(query).map_err(|_| Code::InvalidCursor)?;
    let page = resource::list(app, params.into_inner().query()?).await?;
    let query_text = if query.is_empty() {
        String::new()
    } else {
        format!("?{query}")
    };
    Ok(Served {
        status: StatusCode::OK,
        title: TITLE.to_owned(),
        description: DESCRIPTION.to_owned(),
        canonical: format!("{site}/resources{query_text}"),
        image: None,
        facts: None,
        body: headed(
            TITLE,
            html! {
                ul class="rows" {
                    @for card in &page.items {
                        li class="row" { a href={ "/resources/" (card.id) } { (card.title) } " " (card.organization_name) }
                    }
                }
            },
        ),
    })
}
