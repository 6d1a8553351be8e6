use actix_web::http::StatusCode;
use actix_web::web::Query;
use app::{App, AppError, public, reference};
use domain::page::Page;
use domain::problem::Code;
use domain::public::PublicActivityCard;
use maud::{Markup, html};

use super::{Served, headed, read};
use crate::routes::public::ListParams;

const DESCRIPTION: &str = "查询全国各地的科普活动：展览、讲座、实验、参观，按地区、时间和类别查找。";

/// How many activities the start shows, as the application does.
const SHOWN: usize = 6;

pub(super) async fn home(app: &App, site: &str) -> Result<Served, AppError> {
    let edition = reference::edition(app, "current").await?;
    let today = app.now().shanghai_date();
    let coming = public::PublicQuery {
        edition: Some("current".to_owned()),
        from: Some(today),
        sort: public::Sort::Soonest,
        ..public::PublicQuery::default()
    };
    let cards: Page<PublicActivityCard> = read(&public::list(app, coming).await?)?;
    Ok(Served {
        status: StatusCode::OK,
        title: String::new(),
        description: DESCRIPTION.to_owned(),
        canonical: format!("{site}/"),
        image: None,
        facts: None,
        body: html! {
            div class="hero" {
                div class="wrap hero-inside" {
                    p class="hero-edition" { (edition.title) }
                    h1 class="hero-title" { "发现身边的科普活动" }
                    p class="hero-lead" { "展览、讲座、实验、参观……全国各地的科普活动，一处查询。" }
                }
            }
            div class="wrap page portal-home" {
                div class="stack" {
                    div class="page-head" {
                        h2 class="section-title" { "近期活动" }
                        a class="more-link" href="/activities" { "查看全部活动" }
                    }
                    (linked(&cards.items[..cards.items.len().min(SHOWN)], "activities"))
                }
            }
        },
    })
}

/// The first page of what a search finds.
pub(super) async fn found(app: &App, site: &str, query: &str) -> Result<Served, AppError> {
    let asked = asked(query);
    let params = Query::<ListParams>::from_query(&asked).map_err(|_| Code::InvalidCursor)?;
    let query_text = if query.is_empty() {
        String::new()
    } else {
        format!("?{query}")
    };
    let mut asked = params.into_inner().query()?;
    // As the page itself does.
    asked.edition.get_or_insert_with(|| "current".to_owned());
    let cards: Page<PublicActivityCard> = read(&public::list(app, asked).await?)?;
    Ok(Served {
        status: StatusCode::OK,
        title: "科普活动".to_owned(),
        description: DESCRIPTION.to_owned(),
        canonical: format!("{site}/activities{query_text}"),
        image: None,
        facts: None,
        body: headed(
            "科普活动",
            html! {
                p class="hero-lead" { (DESCRIPTION) }
                (linked(&cards.items, "activities activities-list"))
            },
        ),
    })
}

/// What narrows the list; how the page shows it is the page's own business.
fn asked(query: &str) -> String {
    let own = ["view", "travel"];
    let parts = query
        .split('&')
        .filter(|part| !own.iter().any(|name| part.starts_with(&format!("{name}="))));
    parts.collect::<Vec<_>>().join("&")
}

/// Cards as the application draws them, without their pictures: the text comes at once on a slow line.
fn linked(cards: &[PublicActivityCard], class: &str) -> Markup {
    html! {
        ul class=(class) {
            @for card in cards {
                li {
                    article class="activity" {
                        div class="activity-text" {
                            h3 class="activity-title" { a href={ "/activities/" (card.id) } { (card.title) } }
                            ul class="activity-facts" {
                                li { (super::when(card.starts_at, card.ends_at)) }
                                li { (card.region_name) @if let Some(address) = &card.address { " " (address) } }
                                li { (card.organization_name) }
                            }
                        }
                    }
                }
            }
        }
    }
}
