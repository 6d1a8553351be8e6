use actix_web::http::StatusCode;
use actix_web::web::Query;
use app::{App, AppError, public};
use domain::page::Page;
use domain::problem::Code;
use domain::public::PublicActivityCard;
use maud::{Markup, html};

use super::{Served, read};
use crate::routes::public::ListParams;

const DESCRIPTION: &str = "查询全国各地的科普活动：展览、讲座、实验、参观，按地区、时间和类别查找。";

pub(super) async fn home(app: &App, site: &str) -> Result<Served, AppError> {
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
        first_picture: None,
        facts: None,
        body: html! {
            h1 { "身边的科普活动" }
            p { (DESCRIPTION) }
            (links(&cards.items))
            p { a href="/activities" { "查看全部活动" } }
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
        first_picture: None,
        facts: None,
        body: html! { h1 { "科普活动" } (links(&cards.items)) },
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

fn links(cards: &[PublicActivityCard]) -> Markup {
    html! {
        ul {
            @for card in cards {
                li {
                    a href={ "/activities/" (card.id) } { (card.title) }
                    " " (super::when(card.starts_at, card.ends_at))
                    " " (card.region_name)
                }
            }
        }
    }
}
